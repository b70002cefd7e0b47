package driver

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"

	"github.com/recoverlint/recoverlint/internal/config"
	"github.com/recoverlint/recoverlint/internal/report"
)

// options is what the flags of a run say.
type options struct {
	help, version, list bool
	explain             string

	json, fix, diff bool
	level           report.Level
	tests           bool
	unusedIgnores   bool
	all             bool
	debug           bool
	reportDeps      bool
	reportTested    bool
	shape
	adoption
	verb       string             // baseline, stats, or none
	config     string             // -config: a file, off, or "" for the nearest files
	unfiltered bool               // leave the filters of the configuration to the caller
	also       []string           // rules that the configuration adds
	given      map[string]bool    // flags on the command line
	enable     map[string]*choice // by rule

	dir       string   // -C
	buildArgs []string // flags for the go command, as given
	toolArgs  []string // flags for the rules, as given
}

// newFlags makes the flags that both modes have: those that decide what is
// reported. They are flags of the tool, so that the go command makes them part
// of the key of its cache.
func newFlags(rules []Rule) (*options, *flag.FlagSet) {
	o := &options{config: os.Getenv(config.Var), level: report.DefaultLevel, tests: true, enable: map[string]*choice{}}
	fs := flag.NewFlagSet(progname, flag.ContinueOnError)
	fs.SetOutput(io.Discard) // errors are printed once, by us
	fs.Usage = func() {}
	fs.BoolVar(&o.json, "json", false, "print JSON")
	fs.BoolVar(&o.fix, "fix", false, "apply the first fix of each finding, then report what is left")
	fs.BoolVar(&o.diff, "diff", false, "print what -fix would change, as a patch")
	fs.BoolVar(&o.tests, "tests", true, "report findings in test files")
	fs.Func("level", "report findings of this `level` and above: error, warning or note (default warning)", func(s string) (err error) {
		o.level, err = report.ParseLevel(s)
		return err
	})
	o.toolFlag(fs, (*boolValue)(&o.all), "all", "run every rule, the opt-in ones too")
	o.toolFlag(fs, (*boolValue)(&o.unusedIgnores), "unused-ignores", "report comments that silence nothing")
	o.toolFlag(fs, (*boolValue)(&o.debug), "debug", "give the stack of an internal error")
	for _, rule := range rules {
		if rule.Analyzer == unusedIgnore {
			continue // it has a flag of its own
		}
		name := rule.Analyzer.Name
		o.enable[name] = new(choice)
		o.toolFlag(fs, o.enable[name], name, "run this rule and no other; =false: all but this")
		rule.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			o.toolFlag(fs, f.Value, name+"."+f.Name, f.Usage)
		})
	}
	return o, fs
}

// newToolFlags adds the flags that only the tool has, and that a standalone run
// sets if it needs them.
func newToolFlags(rules []Rule) (*options, *flag.FlagSet) {
	o, fs := newFlags(rules)
	fs.BoolVar(&o.reportDeps, "report-deps", false, "report findings in std and other modules too")
	o.unfiltered = os.Getenv(unfilteredVar) != ""
	fs.BoolVar(&o.reportTested, "report-tested", false, "report findings in packages also without their tests")
	return o, fs
}

// buildFlags are the flags of the go command that say how packages are found
// and compiled, and whether they are followed by a value.
var buildFlags = []struct {
	name  string
	value bool
}{
	{"a", false}, {"asan", false}, {"asmflags", true}, {"buildmode", true},
	{"buildvcs", true}, {"compiler", true}, {"gccgoflags", true}, {"gcflags", true},
	{"installsuffix", true}, {"ldflags", true}, {"linkshared", false}, {"mod", true},
	{"modcacherw", false}, {"modfile", true}, {"msan", false}, {"overlay", true},
	{"p", true}, {"pgo", true}, {"pkgdir", true}, {"race", false},
	{"tags", true}, {"toolexec", true},
}

// newUserFlags adds the flags that only a standalone run has.
func newUserFlags(rules []Rule) (*options, *flag.FlagSet) {
	o, fs := newFlags(rules)
	fs.BoolVar(&o.help, "help", false, "print this text")
	fs.BoolVar(&o.help, "h", false, "print this text")
	fs.BoolVar(&o.version, "version", false, "print the version")
	fs.BoolVar(&o.list, "rules", false, "list the rules")
	fs.StringVar(&o.explain, "explain", "", "print the docs page of this `rule`")
	o.shape.flags(fs)
	o.adoption.flags(fs)
	fs.StringVar(&o.config, "config", o.config, "read this `file`, not the nearest .recoverlint.yml; off: none")
	fs.StringVar(&o.dir, "C", "", "change to this `dir` first")
	// With -trimpath the paths of findings would not be those of files, so it
	// is accepted, for command lines that share their flags, and left out.
	fs.Bool("trimpath", false, "has no effect")
	for _, f := range buildFlags {
		var value flag.Value = new(textValue)
		if !f.value {
			value = new(boolValue)
		}
		fs.Var(&recorder{Value: value, name: f.name, args: &o.buildArgs}, f.name, "as in go help build")
	}
	return o, fs
}

func (o *options) toolFlag(fs *flag.FlagSet, value flag.Value, name, usage string) {
	fs.Var(&recorder{Value: value, name: name, args: &o.toolArgs}, name, usage)
}

// selected gives the rules to run. As in x/tools, rules that are set to true
// run alone; without any, all run but those set to false. All means the rules
// that are on by default, or every rule with -all.
func (o *options) selected(rules []Rule) []Rule {
	var only, rest []Rule
	for _, rule := range rules {
		switch c := o.enable[rule.Analyzer.Name]; {
		case c == nil: // not a rule that can be chosen
			continue
		case *c == yes:
			only = append(only, rule)
		case *c == unset && (rule.On || o.all || slices.Contains(o.also, rule.Analyzer.Name)):
			rest = append(rest, rule)
		}
	}
	if only != nil {
		return only
	}
	return rest
}

// everyDefault reports whether no rule that is on by default is left out.
func (o *options) everyDefault(rules []Rule) bool {
	selected := o.selected(rules)
	for _, rule := range rules {
		runs := slices.ContainsFunc(selected, func(r Rule) bool { return r.Analyzer == rule.Analyzer })
		if rule.On && !runs {
			return false
		}
	}
	return true
}

// A recorder keeps the arguments of a flag as they were given, to pass them
// on: the String of a value need not be what its Set reads.
type recorder struct {
	flag.Value
	name string
	args *[]string
}

func (r *recorder) Set(s string) error {
	if err := r.Value.Set(s); err != nil {
		return err
	}
	*r.args = append(*r.args, "-"+r.name+"="+s)
	return nil
}

func (r *recorder) IsBoolFlag() bool { return isBoolValue(r.Value) }

// isBool reports whether a flag needs no value: -all is -all=true.
func isBool(f *flag.Flag) bool { return isBoolValue(f.Value) }

func isBoolValue(v flag.Value) bool {
	b, ok := v.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// String is asked of the zero recorder too, by package flag.
func (r *recorder) String() string {
	if r.Value == nil {
		return ""
	}
	return r.Value.String()
}

// A choice is a boolean that knows whether it was made.
type choice uint8

const (
	unset choice = iota
	yes
	no
)

func (c *choice) String() string   { return [...]string{"", "true", "false"}[*c] }
func (c *choice) IsBoolFlag() bool { return true }
func (c *choice) Set(s string) error {
	b, err := parseBool(s)
	*c = no
	if b {
		*c = yes
	}
	return err
}

type boolValue bool

func (v *boolValue) String() string   { return strconv.FormatBool(bool(*v)) }
func (v *boolValue) IsBoolFlag() bool { return true }
func (v *boolValue) Set(s string) error {
	b, err := parseBool(s)
	*v = boolValue(b)
	return err
}

func parseBool(s string) (bool, error) {
	b, err := strconv.ParseBool(s)
	if err != nil {
		return false, fmt.Errorf("want true or false")
	}
	return b, nil
}

type textValue string

func (v *textValue) String() string { return string(*v) }
func (v *textValue) Set(s string) error {
	*v = textValue(s)
	return nil
}
