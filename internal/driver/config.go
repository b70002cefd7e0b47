package driver

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/recoverlint/recoverlint/internal/config"
	"github.com/recoverlint/recoverlint/internal/report"
)

// unfilteredVar is the environment variable by which a standalone run tells the tool
// that it applies the filters of the configuration itself. They are not part of the
// key then: to leave out one more folder is not to analyse everything again.
const unfilteredVar = "RECOVERLINT_UNFILTERED"

// configurable gives what a configuration has to know of the rules.
func configurable(rules []Rule) []config.Rule {
	var out []config.Rule
	for _, rule := range rules {
		if rule.Analyzer != unusedIgnore { // it has a key of its own
			out = append(out, config.Rule{Analyzer: rule.Analyzer, Levels: rule.Levels})
		}
	}
	return out
}

// readConfigs reads the files that a run in dir may read, and checks that the flags
// take what they say. The analysis takes time, so mistakes are told before it.
func (o *options) readConfigs(dir string, rules []Rule) (*config.Set, error) {
	set, err := config.Load(dir, o.config, configurable(rules))
	if err != nil {
		return nil, err
	}
	for _, file := range set.Files() {
		trial, flags := newToolFlags(rules)
		if err := trial.apply(file, flags); err != nil {
			return nil, err
		}
	}
	if o.unfiltered {
		set = set.WithoutFilters()
	}
	return set, nil
}

// apply sets the flags that the command line left alone.
func (o *options) apply(file *config.File, fs *flag.FlagSet) error {
	given := map[string]bool{}
	fs.Visit(func(f *flag.Flag) { given[f.Name] = true })
	for _, name := range slices.Sorted(maps.Keys(file.Flags)) {
		if given[name] {
			continue
		}
		if err := fs.Set(name, file.Flags[name].Value); err != nil {
			return fmt.Errorf("%s: %w", file.Flags[name].At, err)
		}
	}
	for name, on := range file.Enabled {
		choice := o.enable[name]
		switch {
		case *choice != unset:
		case on:
			o.also = append(o.also, name)
		default:
			*choice = no
		}
	}
	return nil
}

// configure reads the configuration of the package, for the tool, and sets the flags
// that the command line left alone.
func (u *unit) configure(rules []Rule, o *options, fs *flag.FlagSet) (err error) {
	u.settings = new(config.File)
	name := o.config
	if name == "" && u.own() {
		name = config.Find(u.Dir)
	}
	if name == "" || name == config.Off {
		return nil
	}
	if u.settings, err = config.Read(name, configurable(rules)); err != nil {
		return err
	}
	if o.unfiltered {
		u.settings = u.settings.WithoutFilters()
	}
	return o.apply(u.settings, fs)
}

// loadConfigs reads the configuration of the run.
func (c *command) loadConfigs() (err error) {
	if c.opts.config != "" && c.opts.config != config.Off {
		c.opts.config = join(c.dir, c.opts.config)
	}
	c.configs, err = c.opts.readConfigs(c.dir, c.table)
	return err
}

// configEnv tells the tool what -config says, and to leave the filters to this
// process, unless it applies fixes.
func (c *command) configEnv(mode string) []string {
	var env []string
	if c.opts.config != "" {
		env = append(env, config.Var+"="+c.opts.config)
	}
	if mode != "-fix" {
		env = append(env, unfilteredVar+"=1")
	}
	return env
}

// configOf gives the configuration for the packages in the folder of a file.
func (c *command) configOf(file string) *config.File {
	dir := filepath.Dir(join(c.dir, filepath.FromSlash(file)))
	known, ok := c.configByDir[dir]
	if !ok {
		known = c.configs.Of(dir)
		c.configByDir[dir] = known
	}
	return known
}

// runs reports whether a rule runs on the package of a file.
func (c *command) runs(rule, file string) bool {
	agreed := c.configOf(file)
	o := *c.opts
	o.all = o.all || !o.given["all"] && agreed.Flags["all"].Value == "true"
	for name, on := range agreed.Enabled {
		if on {
			o.also = append(o.also, name)
		} else if *o.enable[name] == unset && name == rule {
			return false
		}
	}
	return slices.ContainsFunc(o.selected(c.table), func(r Rule) bool { return r.Analyzer.Name == rule })
}

// lowest gives the lowest level that is shown of a file.
func (c *command) lowest(file string) report.Level {
	if c.opts.given["level"] {
		return c.opts.level
	}
	return c.configOf(file).LevelOr(c.opts.level)
}

// showsTests reports whether findings in a file are shown if it is a test file.
func (c *command) showsTests(file string) bool {
	if c.opts.given["tests"] {
		return c.opts.tests
	}
	return c.opts.tests && !c.configOf(file).HidesTests()
}

// filterArgs passes the filters on only where the tool has to know them: it applies
// fixes itself, and leaves out notes if nobody asks for them. Other filters are
// applied here, so that runs that differ in them share the cache.
func (c *command) filterArgs(mode string) []string {
	o := c.opts
	if mode != "-fix" {
		if o.level == report.Note || slices.ContainsFunc(c.configs.Files(), (*config.File).MayShowNotes) {
			return []string{"-level=" + string(report.Note)}
		}
		return nil
	}
	var args []string
	if o.given["level"] {
		args = append(args, "-level="+string(o.level))
	}
	if o.given["tests"] {
		args = append(args, "-tests="+strconv.FormatBool(o.tests))
	}
	return args
}
