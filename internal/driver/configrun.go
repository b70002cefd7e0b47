package driver

import (
	"flag"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/recoverlint/recoverlint/internal/report"
)

// A configSet is the configuration files that a run may read.
type configSet struct {
	named *configFile            // holds everywhere, dependencies included; nil if a user names none
	files map[string]*configFile // by name
}

// readConfigs reads the files that a run in dir may read, and checks that the flags
// take what they say. The analysis takes time, so mistakes are told before it.
func (o *options) readConfigs(dir string, rules []Rule) (*configSet, error) {
	names, err := o.configFiles(dir)
	if err != nil {
		return nil, err
	}
	set := &configSet{files: map[string]*configFile{}}
	if o.config == noConfig {
		set.named = new(configFile)
	}
	for _, name := range names {
		config, err := readConfigFile(name, rules)
		if err == nil {
			trial, flags := newToolFlags(rules)
			err = config.apply(trial, flags)
		}
		if err != nil {
			return nil, err
		}
		if o.unfiltered {
			config = config.withoutFilters()
		}
		set.files[name] = config
		if o.config != "" {
			set.named = config
		}
	}
	return set, nil
}

// hash adds to w what the files say. The go command keeps what the tool printed, and
// knows of them only by way of the tool's version.
func (s *configSet) hash(w io.Writer) {
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		s.files[name].hash(w)
	}
}

// of gives the configuration for the packages in dir.
func (s *configSet) of(dir string) *configFile {
	if s.named != nil {
		return s.named
	}
	if config := s.files[findConfig(dir)]; config != nil {
		return config
	}
	return new(configFile) // nothing is said, or in a module that is not worked on
}

// any reports whether one of the files is such.
func (s *configSet) any(is func(*configFile) bool) bool {
	for _, config := range s.files {
		if is(config) {
			return true
		}
	}
	return false
}

// configure reads the configuration of the package, for the tool, and sets the flags
// that the command line left alone.
func (u *unit) configure(rules []Rule, o *options, fs *flag.FlagSet) (err error) {
	u.settings = new(configFile)
	name := o.config
	if name == "" && u.own() {
		name = findConfig(u.Dir)
	}
	if name == "" || name == noConfig {
		return nil
	}
	if u.settings, err = readConfigFile(name, rules); err != nil {
		return err
	}
	if o.unfiltered {
		u.settings = u.settings.withoutFilters()
	}
	return u.settings.apply(o, fs)
}

// loadConfigs reads the configuration of the run.
func (c *command) loadConfigs() (err error) {
	if c.opts.config != "" && c.opts.config != noConfig {
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
		env = append(env, configVar+"="+c.opts.config)
	}
	if mode != "-fix" {
		env = append(env, unfilteredVar+"=1")
	}
	return env
}

// configOf gives the configuration for the packages in the folder of a file.
func (c *command) configOf(file string) *configFile {
	dir := filepath.Dir(join(c.dir, filepath.FromSlash(file)))
	config, ok := c.configByDir[dir]
	if !ok {
		config = c.configs.of(dir)
		c.configByDir[dir] = config
	}
	return config
}

// runs reports whether a rule runs on the package of a file.
func (c *command) runs(rule, file string) bool {
	config := c.configOf(file)
	o := *c.opts
	o.all = o.all || !o.given["all"] && config.flags["all"].value == "true"
	for name, on := range config.enabled {
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
	return c.configOf(file).levelOr(c.opts.level)
}

// showsTests reports whether findings in a file are shown if it is a test file.
func (c *command) showsTests(file string) bool {
	if c.opts.given["tests"] {
		return c.opts.tests
	}
	return c.opts.tests && !c.configOf(file).hidesTests()
}

// filterArgs passes the filters on only where the tool has to know them: it applies
// fixes itself, and leaves out notes if nobody asks for them. Other filters are
// applied here, so that runs that differ in them share the cache.
func (c *command) filterArgs(mode string) []string {
	o := c.opts
	if mode != "-fix" {
		if o.level == report.Note || c.configs.any((*configFile).mayShowNotes) {
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
