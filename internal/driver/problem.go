package driver

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// A problem is why something could not be analysed.
type problem struct {
	text    string
	details []string // more lines
	remedy  string
	loaded  bool // it concerns one package; go vet went on to others
}

func (p problem) afterLoading() bool { return p.loaded }

// String gives the text and, indented below it, details and remedy.
func (p problem) String() string {
	lines := append([]string{p.text}, p.details...)
	if p.remedy != "" {
		lines = append(lines, p.remedy)
	}
	return strings.Join(lines, "\n\t")
}

// union gives the problems of both lists, each once.
func union(a, b []problem) []problem {
	all := slices.Clone(a)
	for _, p := range b {
		if !slices.ContainsFunc(all, func(other problem) bool { return other.String() == p.String() }) {
			all = append(all, p)
		}
	}
	return all
}

// said is what the go command printed on stderr, sorted out.
type said struct {
	json     string // Go 1.25 prints go vet's JSON there
	problems []problem
	notes    []string
}

// A block is what the go command says of one package, after a line «# package»,
// or one line and the indented lines below it.
type block struct {
	pkg   string
	lines []string
}

var header = regexp.MustCompile(`^# \[?([^\s\]]+)\]?( \[.*\])?$`)

// readStderr reads what the go command printed on stderr. err is nil if it
// succeeded; what it says is then a warning, except that some patterns match
// nothing, which it does not count as failure and we do.
func readStderr(stderr string, err error) said {
	var out said
	blocks := splitBlocks(stderr, &out)
	slices.SortStableFunc(blocks, func(a, b block) int { return cmp.Compare(a.pkg, b.pkg) }) // go vet has no order
	for _, b := range blocks {
		switch p, ok := b.problem(); {
		case !ok:
		case err == nil && !strings.Contains(p.text, noMatch) || isOwnNote(b):
			out.notes = append(out.notes, b.lines...)
		default:
			out.problems = union(out.problems, []problem{p})
		}
	}
	out.problems = withoutEchoes(out.problems)
	return out
}

func splitBlocks(stderr string, out *said) []block {
	var blocks []block
	inJSON := false
	var json strings.Builder
	for line := range strings.Lines(stderr) {
		line = strings.TrimRight(line, "\r\n")
		head := header.FindStringSubmatch(line)
		last := len(blocks) - 1
		switch {
		case inJSON || line == "{" || line == "{}":
			json.WriteString(line + "\n")
			inJSON = line != "}" && line != "{}"
		case line == "":
		case head != nil:
			blocks = append(blocks, block{pkg: head[1]})
		case last >= 0 && (blocks[last].pkg != "" || line[0] == '\t'):
			blocks[last].lines = append(blocks[last].lines, line)
		default:
			blocks = append(blocks, block{lines: []string{line}})
		}
	}
	out.json = json.String()
	return blocks
}

// isOwnNote reports whether the block is what the tool says of a dependency:
// it was not asked for, so it is no problem of the run.
func isOwnNote(b block) bool {
	return len(b.lines) > 0 && strings.HasPrefix(b.lines[0], progname+": internal error")
}

const noMatch = "no packages match"

// problem says in our words what a block says, or false if it says nothing.
func (b block) problem() (problem, bool) {
	if len(b.lines) == 0 || isUsage(b.lines[0]) {
		return problem{}, false
	}
	if crash := b.crash(); crash != "" {
		return crashProblem(cmp.Or(b.pkg, "a package"), "internal error: "+crash, "the findings on it and on packages that import it"), true
	}
	lines := make([]string, len(b.lines))
	for i, line := range b.lines {
		lines[i] = trimAny(line, "vet: ", progname+": ", "./")
	}
	if b.pkg != "" {
		return problem{
			text:    "cannot analyse " + b.pkg + ": it does not compile",
			details: lines,
			remedy:  "make it compile, then run " + progname + " again",
			loaded:  true,
		}, true
	}
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	if dependency := failedDependency.FindStringSubmatch(lines[0]); dependency != nil && dependency[1] != "go" {
		return problem{
			text:   "cannot analyse " + dependency[1] + ", nor what imports it",
			remedy: "see why: " + progname + " " + dependency[1],
			loaded: true,
		}, true
	}
	if pattern := unmatched.FindStringSubmatch(lines[0]); pattern != nil {
		return problem{text: noMatch + " " + pattern[1], remedy: "check the path, -tags, GOOS and GOARCH"}, true
	}
	return problem{text: lines[0], details: lines[1:], remedy: remedy(lines[0])}, true
}

// failedDependency is what the go command says of a tool that fails on a package
// which it was asked about for its facts only. It keeps what the tool said to itself.
var failedDependency = regexp.MustCompile(`^(\S+): .+: exit status \d+$`)

var unmatched = regexp.MustCompile(`^go: warning: (".*") matched no packages$`)

// isUsage reports whether the go command explains its own command line, which
// the user has not written.
func isUsage(line string) bool {
	return strings.HasPrefix(line, "usage: go vet") || strings.HasPrefix(line, "Run 'go help vet'") ||
		strings.HasPrefix(line, "Run '") && strings.Contains(line, "help' for a")
}

// crash gives the first line of a crash that the tool could not contain, such
// as a stack overflow, and "" if there was none.
func (b block) crash() string {
	trace := slices.ContainsFunc(b.lines, func(line string) bool { return strings.HasPrefix(line, "goroutine ") })
	for _, line := range b.lines {
		if trace && (strings.HasPrefix(line, "panic: ") || strings.HasPrefix(line, "fatal error: ")) {
			return line
		}
	}
	return ""
}

// remedies says what to do about a message of the go command that does not
// say so itself.
var remedies = []struct{ part, remedy string }{
	{"go.mod file not found", "run " + progname + " in a module (cd, or -C dir), or make one with go mod init"},
	{"does not contain main module", "run " + progname + " in a module (cd, or -C dir), or make one with go mod init"},
	{"does not contain modules listed in go.work", "name the modules: " + progname + " ./a/... ./b/..., or add this one to go.work: go work use ."},
	{"outside main module", "change to that module first: -C dir"},
	{"no Go files in", "name packages, such as ./..."},
	{"directory not found", "check the path"},
	{"no such file or directory", "check the path"},
	{"is not in std", "check the spelling; a folder of this module is written ./folder"},
	{"build constraints exclude all Go files", "check -tags, GOOS, GOARCH and CGO_ENABLED"},
	{"toolchain not available", "install that version of Go, and " + progname + " with it"},
	{"GOTOOLCHAIN=local", "install that version of Go, and " + progname + " with it"},
	{"flag provided but not defined: -fix", "-fix and -diff need the go command of Go 1.26 or later"},
	{"signal: killed", "the system ended it, probably for lack of memory: try -p 1"},
	{"not supported (can be", progname + " -help lists the flags"},
}

func remedy(line string) string {
	for _, r := range remedies {
		if strings.Contains(line, r.part) {
			return r.remedy
		}
	}
	return ""
}

// echoes are what the go command says because of a problem that it has named
// before. (A package has no vetx file if its analysis crashed. A go command that
// gives up may fail to remove its temporary folder.)
var echoes = []string{"no packages to vet", "go: error obtaining buildID for ", "(no package vetx file", "go: unlinkat "}

// withoutEchoes leaves out what only follows from another problem.
func withoutEchoes(problems []problem) []problem {
	kept := slices.DeleteFunc(slices.Clone(problems), func(p problem) bool {
		return slices.ContainsFunc(echoes, func(echo string) bool { return strings.Contains(p.String(), echo) })
	})
	if len(kept) == 0 {
		return problems
	}
	return kept
}

func firstLine(s string) string {
	first, _, _ := strings.Cut(s, "\n")
	return first
}

func restLines(s string) []string {
	_, rest, ok := strings.Cut(s, "\n")
	if !ok {
		return nil
	}
	return strings.Split(strings.TrimRight(rest, "\n"), "\n")
}

// trimAny removes each of the prefixes that s has, in that order.
func trimAny(s string, prefixes ...string) string {
	for _, prefix := range prefixes {
		s = strings.TrimPrefix(s, prefix)
	}
	return s
}
