package gen

import (
	"errors"
	"flag"
	"fmt"
	"go/build"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/recoverlint/recoverlint/internal/driver"
	"github.com/recoverlint/recoverlint/internal/gen/emit"
	"github.com/recoverlint/recoverlint/internal/gen/load"
	"github.com/recoverlint/recoverlint/internal/gen/plan"
	"github.com/recoverlint/recoverlint/internal/gen/policy"
	"github.com/recoverlint/recoverlint/internal/gen/verify"
	"github.com/recoverlint/recoverlint/internal/gen/write"
	"github.com/recoverlint/recoverlint/internal/heap"
)

// Exit codes.
const (
	exitDone  = 0
	exitStale = 1 // check: an output is not what it should be
	exitError = 2 // nothing was written
)

// DefaultRuntime is the import path of the runtime.
const DefaultRuntime = "github.com/recoverlint/recoverlint/safe"

// A command is one run of gen-safe.
type command struct {
	dir, tags, config, output, runtime string
	dry, json, allowSkip, sub          bool          // sub: a subcommand was named
	rules                              []driver.Rule // of recoverlint
	callsFlags                         callsFlags
	stdout, stderr                     io.Writer
	args                               []string // after the flags
}

const usage = `usage: gen-safe [flags] [packages]           write the generated files
       gen-safe calls [flags] [packages]     list the calls that recoverlint reports, and the wrapper of each; -diff, -w
       gen-safe check [flags] [packages]     say whether they are up to date: 0 yes, 1 no (a diff), 2 error
       gen-safe list [flags] [packages]      what is wrapped how, and what is not and why
       gen-safe explain [flags] pkg.Type.Method   the policy in force, and where it comes from
       gen-safe init [flags]                 gensafe.yaml, the tool line in go.mod and a go:generate line

flags:
`

// subcommands are the words that are no package pattern.
var subcommands = map[string]func(*command) (int, error){
	"calls":   (*command).calls,
	"check":   (*command).check,
	"list":    (*command).list,
	"explain": (*command).explain,
	"init":    (*command).init,
}

// spareHeap is what a run may use before the first garbage collection, in bytes.
// What gen-safe makes is small, short-lived and needed until the end.
const spareHeap = 256 << 20

// Main runs gen-safe with the arguments args, and returns its exit code. The rules
// are recoverlint's: they find what calls rewrites.
func Main(rules []driver.Rule, args []string, stdout, stderr io.Writer) int {
	c := &command{rules: rules, stdout: stdout, stderr: stderr}
	run, name := (*command).generate, ""
	if len(args) > 0 && subcommands[args[0]] != nil {
		name, args = args[0], args[1:]
		run = subcommands[name]
	}
	if code, ok := c.parse(name, args); !ok {
		return code
	}
	heap.Spare(spareHeap)
	code, err := run(c)
	if err != nil {
		c.complain(err)
		return exitError
	}
	return code
}

// complain prints each line of err once: two packages may have the same problem.
func (c *command) complain(err error) {
	seen := make(map[string]bool)
	for line := range strings.Lines(err.Error()) {
		if !seen[line] {
			seen[line] = true
			fmt.Fprintf(c.stderr, "gen-safe: %s\n", c.short(strings.TrimSuffix(line, "\n")))
		}
	}
}

// parse reads the flags of a subcommand. It returns false if there is nothing more to
// do.
func (c *command) parse(name string, args []string) (code int, ok bool) {
	flags := flag.NewFlagSet("gen-safe", flag.ContinueOnError)
	flags.SetOutput(c.stderr)
	flags.StringVar(&c.dir, "C", "", "run in `dir`")
	flags.StringVar(&c.tags, "tags", "", "build tags, as go build takes them: a `list` with commas")
	flags.StringVar(&c.config, "config", "", "policies for types of other modules: a `file` (default: gensafe.yaml, here or in a directory above, up to go.mod)")
	flags.StringVar(&c.output, "o", plan.DefaultOutput, "name of an output: a `template`; %s is the file with the directives, without .go (calls: safe_calls.go)")
	flags.StringVar(&c.runtime, "runtime", "", "import the runtime, or vendor it: a copy in internal/safe (default: vendor where there is such a copy, import elsewhere)")
	flags.BoolVar(&c.dry, "n", false, "write nothing; print what would be written")
	flags.BoolVar(&c.json, "json", false, "print JSON (list, explain, calls)")
	flags.BoolVar(&c.allowSkip, "allow-skip", false, "forward a method that cannot be wrapped, and say so, where it is an error otherwise")
	if name == "calls" {
		c.callsFlags.register(flags)
	}
	flags.Usage = func() {
		fmt.Fprint(c.stderr, usage)
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); errors.Is(err, flag.ErrHelp) {
		return exitDone, false
	} else if err != nil {
		return exitError, false
	}
	c.args, c.sub = flags.Args(), name != ""
	if err := c.validate(); err != nil {
		fmt.Fprintf(c.stderr, "gen-safe: %v\n", err)
		return exitError, false
	}
	return exitDone, true
}

func (c *command) validate() error {
	if c.runtime != "" && c.runtime != "import" && c.runtime != "vendor" {
		return fmt.Errorf("-runtime=%s: want import or vendor", c.runtime)
	}
	if info, err := os.Stat(c.dir); c.dir != "" && (err != nil || !info.IsDir()) {
		return fmt.Errorf("-C %s: there is no such directory", c.dir)
	}
	if !isBuilt(c.output) {
		return fmt.Errorf("-o=%s: the go command leaves out files of such a name (a dot or underscore in front), or takes them for tests or for one system only", c.output)
	}
	if strings.Count(c.output, "%s") != 1 || strings.Count(c.output, "%") != 1 || !strings.HasSuffix(c.output, ".go") || strings.ContainsAny(c.output, `/\`) || c.output == "%s.go" {
		return fmt.Errorf("-o=%s: want a file name with one %%s that ends in .go, as in %s", c.output, plan.DefaultOutput)
	}
	for _, arg := range c.args {
		if strings.HasPrefix(arg, "-") {
			return fmt.Errorf("%s: flags come before the packages", arg)
		}
		if subcommands[arg] != nil && !c.sub {
			return fmt.Errorf("%s is a subcommand: it comes first, before the flags (a package is written ./%[1]s)", arg)
		}
	}
	return nil
}

// isBuilt reports whether files that are named by a template are in every build.
func isBuilt(template string) bool {
	name := strings.Replace(template, "%s", "x", 1)
	elsewhere := build.Context{GOOS: "none", GOARCH: "none", Compiler: "gc", OpenFile: func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("package p\n")), nil
	}}
	match, err := elsewhere.MatchFile("", name)
	return !strings.HasSuffix(name, ".go") || err == nil && match && !strings.HasSuffix(name, "_test.go")
}

// A result is what a run would write, and what it says.
type result struct {
	config  load.Config
	program *load.Program
	plan    *plan.Plan
	files   []write.File
}

// make loads, plans, renders and type-checks. It writes nothing.
func (c *command) make(patterns []string) (*result, error) {
	config, err := c.loadConfig(patterns)
	if err != nil {
		return nil, err
	}
	program, err := load.Load(config)
	if err != nil {
		return nil, err
	}
	planned, err := plan.Make(program, plan.Options{Runtime: config.Runtime, Output: c.output, AllowSkip: c.allowSkip})
	if err != nil {
		return nil, err
	}
	r := &result{config: config, program: program, plan: planned}
	outputs, err := render(program.Fset, planned.Files)
	if err != nil {
		return nil, err
	}
	wanted := make(map[string]bool)
	sources := make(map[string]bool) // of the outputs, with their directories
	for i, file := range planned.Files {
		wanted[file.Name] = true
		sources[filepath.Join(filepath.Dir(file.Name), file.Source)] = true
		r.files = append(r.files, write.File{Name: file.Name, Content: outputs[i].Content})
	}
	if err := verify.Check(program, config, outputs); err != nil {
		return nil, err
	}
	if err := verify.Build(config, outputs); err != nil {
		return nil, err
	}
	if len(outputs) > 0 {
		for _, name := range sorted(config.RuntimeFiles) {
			r.files = append(r.files, write.File{Name: name, Content: config.RuntimeFiles[name]})
		}
	}
	for _, old := range program.Old {
		if !wanted[old] && isOrphan(old, sources, config.Policy) {
			r.files = append(r.files, write.File{Name: old})
		}
	}
	return r, nil
}

// render renders files, in their order.
func render(fset *token.FileSet, files []*plan.File) ([]verify.Output, error) {
	outputs := make([]verify.Output, len(files))
	errs := make([]error, len(files))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range files {
		group.Go(func() error {
			content, syntax, err := emit.File(fset, file)
			outputs[i], errs[i] = verify.Output{Name: file.Name, Path: file.Path, Content: content, Syntax: syntax}, err
			return nil
		})
	}
	group.Wait() // for errs, in the order of the files
	return outputs, errors.Join(errs...)
}

// isOrphan reports whether an output of an earlier run is no longer asked for: it
// is not if the file that asked is only left out by build constraints. sources are
// those of the outputs of this run.
func isOrphan(output string, sources map[string]bool, read *policy.Config) bool {
	source := sourceOf(output)
	switch source {
	case policy.ConfigName: // of a file that was not read nothing is known
		nearest := nearestConfig(filepath.Dir(output))
		return nearest == "" || read != nil && nearest == read.File
	case plan.HooksSource: // they may have another name now
		return sources[filepath.Join(filepath.Dir(output), source)] || !namesHooks(filepath.Dir(output))
	}
	content, err := os.ReadFile(filepath.Join(filepath.Dir(output), source))
	return errors.Is(err, os.ErrNotExist) || err == nil && !policy.Mentions(content)
}

// namesHooks reports whether a directive in dir names hooks, be it in a file that this
// build leaves out.
func namesHooks(dir string) bool {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	return err == nil && slices.ContainsFunc(files, func(name string) bool {
		content, err := os.ReadFile(name)
		return err == nil && !load.IsOutput(content) && policy.NamesHooks(content)
	})
}

// sourceOf is the name of the file with the directives that an output names in its
// second line.
func sourceOf(output string) string {
	content, err := os.ReadFile(output)
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(content), "\n// From ")
	source, _, _ := strings.Cut(rest, ";")
	return source
}

func sorted(files map[string][]byte) []string {
	var names []string
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func (c *command) loadConfig(patterns []string) (load.Config, error) {
	config := load.Config{Dir: c.dir, Tags: c.tags, Patterns: patterns, Runtime: DefaultRuntime}
	file, err := c.configFile()
	if err != nil {
		return config, err
	}
	if file != "" {
		if config.Policy, err = policy.ReadConfig(file); err != nil {
			return config, err
		}
	}
	if c.runtime == "vendor" || c.runtime == "" && c.isVendored() {
		err = c.vendor(&config)
	}
	return config, err
}

// configFile finds gensafe.yaml: the one that was asked for, or the nearest in a
// directory above, up to the module's root.
func (c *command) configFile() (string, error) {
	if c.config != "" {
		name, err := filepath.Abs(filepath.Join(c.dir, c.config))
		if filepath.IsAbs(c.config) {
			name = c.config
		}
		if _, statErr := os.Stat(name); statErr != nil {
			return "", fmt.Errorf("-config: %w", statErr)
		}
		return name, err
	}
	dir, err := filepath.Abs(c.dir)
	if err != nil {
		return "", err
	}
	return nearestConfig(dir), nil
}

// nearestConfig gives the gensafe.yaml in dir or above, up to the module's root; ""
// if there is none.
func nearestConfig(dir string) string {
	for {
		name := filepath.Join(dir, policy.ConfigName)
		if _, err := os.Stat(name); err == nil {
			return name
		}
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil || dir == filepath.Dir(dir) {
			return ""
		}
		dir = filepath.Dir(dir)
	}
}

// short writes the names of files as seen from the directory of the run.
func (c *command) short(text string) string {
	dir, err := filepath.Abs(c.dir)
	if err != nil {
		return text
	}
	return strings.ReplaceAll(text, dir+string(filepath.Separator), "")
}
