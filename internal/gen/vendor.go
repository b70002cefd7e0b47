package gen

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/recoverlint/recoverlint/internal/gen/load"
	"github.com/recoverlint/recoverlint/internal/gen/runtime"
)

// vendor makes the outputs import a copy of the runtime in internal/safe of the
// user's module, and plans that copy.
func (c *command) vendor(config *load.Config) error {
	root, module, err := c.module()
	if err != nil {
		return err
	}
	config.Runtime = module + "/internal/safe"
	config.RuntimeFiles = make(map[string][]byte)
	for name, content := range runtime.Files(config.Runtime) {
		file := filepath.Join(root, "internal", "safe", filepath.FromSlash(name))
		old, err := os.ReadFile(file)
		if err == nil && filepath.Ext(name) == ".go" && !strings.HasPrefix(string(old), runtime.Mark) {
			return fmt.Errorf("%s: is in the way: -runtime vendor did not write it (its first line is not %q); rename it", file, runtime.Mark)
		}
		config.RuntimeFiles[file] = content
	}
	return nil
}

// isVendored reports whether an earlier run copied the runtime into the module.
func (c *command) isVendored() bool {
	root, _, err := c.module()
	if err != nil {
		return false
	}
	content, err := os.ReadFile(filepath.Join(root, "internal", "safe", "doc.go"))
	return err == nil && strings.HasPrefix(string(content), runtime.Mark)
}

// module finds the user's module: its directory, and its path.
func (c *command) module() (root, path string, err error) {
	dir, err := filepath.Abs(c.dir)
	if err != nil {
		return "", "", err
	}
	for ; ; dir = filepath.Dir(dir) {
		content, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil {
			path := modfile.ModulePath(content)
			if path == "" {
				return "", "", fmt.Errorf("%s: no module line", filepath.Join(dir, "go.mod"))
			}
			return dir, path, nil
		}
		if dir == filepath.Dir(dir) {
			return "", "", errors.New("there is no go.mod here or in a directory above: go mod init")
		}
	}
}
