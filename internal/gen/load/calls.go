package load

import (
	"bytes"
	"errors"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/packages"
)

// CallsSource and UnprovenCalls are what the second line of an output with wrappers of
// calls has in place of a file with directives: with a test of them, and without.
const (
	CallsSource   = "calls"
	UnprovenCalls = "calls -noproof"
)

// IsCalls reports whether content was written by gen-safe calls.
func IsCalls(content []byte) bool {
	return IsOutput(content) && (isFrom(content, CallsSource) || isFrom(content, UnprovenCalls))
}

func isFrom(content []byte, source string) bool {
	return bytes.Contains(content[:min(len(content), 4096)], []byte("\n// From "+source+";"))
}

// A Wrapper is a wrapper of calls that an earlier run wrote.
type Wrapper struct {
	Kind     string        // call, go or start
	Path     string        // import path of what it stands in for
	Callee   string        // that: Get, DB.Query
	Name     string        // its own
	Deadline time.Duration // 0 for none
	Used     bool          // another file names it, be it for tests or for another system
}

// wrapperHead is what each wrapper begins with. It is looked for as text, so that it
// is found in an output that does not parse.
var wrapperHead = regexp.MustCompile(`(?m)^//gensafe:(call|go|start) (\S+) (\S+)(?: deadline=(\S+))?\r?\nfunc (\w+)\(`)

func wrappersIn(content []byte) []Wrapper {
	var all []Wrapper
	for _, m := range wrapperHead.FindAllStringSubmatch(string(content), -1) {
		deadline, _ := time.ParseDuration(m[4]) // none, if that is no duration
		all = append(all, Wrapper{Kind: m[1], Path: m[2], Callee: m[3], Name: m[5], Deadline: deadline})
	}
	return all
}

// Calls loads, of the packages of config, those in the directories dirs and those that
// have wrappers of calls. All their files are in Package.Files, without directives,
// and the wrappers in Package.Wrappers. (Test files are not loaded.)
func Calls(config Config, dirs map[string]bool) (*Program, error) {
	f := &found{dirs: make(map[string]*dir), overlaid: make(map[string]bool), runtime: config.Runtime, calls: true}
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles, Dir: config.Dir, BuildFlags: config.flags(),
	}, config.Patterns...)
	if err != nil {
		return nil, errors.New(strings.TrimPrefix(err.Error(), "err: "))
	}
	for _, p := range pkgs {
		if name := dirOf(p); len(p.GoFiles) > 0 {
			if err := f.scanCalls(p, name, dirs[name]); err != nil {
				return nil, err
			}
		}
	}
	slices.Sort(f.old)
	return load(config, f)
}

// scanCalls reads the Go files of one package, for their names and wrappers.
func (f *found) scanCalls(p *packages.Package, name string, asked bool) error {
	d := &dir{name: name, pkg: p.Name, testNames: make(map[string]bool), taken: make(map[string]bool)}
	files, err := filepath.Glob(filepath.Join(name, "*.go"))
	if err != nil {
		return err
	}
	var others []byte
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if IsCalls(content) {
			d.old = append(d.old, file)
			d.wrappers = append(d.wrappers, wrappersIn(content)...)
			d.unproven = d.unproven || isFrom(content, UnprovenCalls)
			continue
		}
		d.taken[filepath.Base(file)] = true
		others = append(others, content...)
		if strings.HasSuffix(file, "_test.go") {
			if syntax, err := parser.ParseFile(token.NewFileSet(), file, content, parser.SkipObjectResolution); err == nil {
				declared(syntax, d.testNames)
			}
		}
	}
	if !asked && len(d.old) == 0 {
		return nil
	}
	for i := range d.wrappers {
		w := &d.wrappers[i]
		w.Used = regexp.MustCompile(`\b` + w.Name + `\b`).Match(others)
		if w.Path != p.PkgPath {
			d.libraries = append(d.libraries, w.Path)
		}
	}
	d.libraries = append(d.libraries, "strings") // of http.PostForm's wrapper
	f.old = append(f.old, d.old...)
	f.dirs[name] = d
	return nil
}
