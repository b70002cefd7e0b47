package driver

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/recoverlint/recoverlint/internal/report"
)

// hashConfigs adds to hash what the configuration files say that a run in dir may
// read: the nearest one above, and all below. The go command keeps what the tool
// printed, and knows of these files only by way of the tool's version.
func hashConfigs(hash io.Writer, dir string) error {
	names := []string{}
	if name := findConfig(dir); name != "" {
		names = append(names, name)
	}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil // what cannot be read cannot be analysed
		case d.IsDir() && name != dir && isSkipped(d.Name()):
			return fs.SkipDir
		case d.Name() == configName && !slices.Contains(names, name):
			names = append(names, name)
		}
		return nil
	})
	for _, name := range names {
		data, readErr := os.ReadFile(name)
		if readErr != nil {
			return readErr
		}
		fmt.Fprintf(hash, "%s %d\n%s\n", name, len(data), data)
	}
	return err
}

// isSkipped reports whether a folder holds no packages of the user's.
func isSkipped(name string) bool {
	return name == "vendor" || name == "node_modules" || name == "testdata" || name[0] == '.' || name[0] == '_'
}

// configArgs names the file that the command line asks for, with a sum of what it
// says, so that the go command sees when that changes.
func (c *command) configArgs() []string {
	switch c.opts.config {
	case "":
		return nil
	case noConfig:
		return []string{"-config-file=" + noConfig}
	}
	name := join(c.dir, c.opts.config)
	data, _ := os.ReadFile(name) // it was read before
	return []string{fmt.Sprintf("-config-file=%s#%x", name, sha256.Sum256(data))}
}

// configOf gives the configuration for the packages in the folder of a file.
func (c *command) configOf(file string) *configFile {
	dir := filepath.Dir(join(c.dir, filepath.FromSlash(file)))
	config, ok := c.configs[dir]
	if !ok {
		var err error
		if config, err = c.opts.configFor(dir, c.table); err != nil {
			config = new(configFile) // the tool has said so
		}
		c.configs[dir] = config
	}
	return config
}

// checkConfig reports what is wrong with the configuration of the folder of the run,
// before the analysis, which takes time.
func (c *command) checkConfig() error {
	if c.opts.config != "" && c.opts.config != noConfig {
		c.opts.config = join(c.dir, c.opts.config)
	}
	config, err := c.opts.configFor(c.dir, c.table)
	if err != nil {
		return err
	}
	trial, flags := newToolFlags(c.table)
	return config.apply(trial, flags)
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
	return c.opts.tests && c.configOf(file).flags["tests"].value != "false"
}
