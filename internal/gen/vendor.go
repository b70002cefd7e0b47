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
	dir := filepath.Join(root, "internal", "safe")
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	tests, err := filepath.Glob(filepath.Join(dir, "safetest", "*.go"))
	if err != nil {
		return err
	}
	for _, file := range append(files, tests...) {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(string(content), runtime.Mark) {
			return fmt.Errorf("%s: is in the way: -runtime vendor puts the runtime into this directory, and did not write this file (its first line is not %q); move it", file, runtime.Mark)
		}
	}
	config.RuntimeFiles = make(map[string][]byte)
	for name, content := range runtime.Files(config.Runtime) {
		config.RuntimeFiles[filepath.Join(dir, filepath.FromSlash(name))] = content
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
