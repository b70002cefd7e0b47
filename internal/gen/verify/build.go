package verify

import (
	"fmt"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/gen/load"
)

// Build builds the packages that have outputs for C, among which the type checker does
// not see what cgo and the C compiler object to. Without a C compiler it does nothing:
// neither will the package be built.
func Build(config load.Config, outputs []Output) error {
	files := make(map[string][]byte)
	for name, content := range config.RuntimeFiles {
		files[name] = content
	}
	var dirs []string
	for _, o := range outputs {
		files[o.Name] = o.Content
		if strings.Contains(string(o.Content), "\n//export ") {
			dirs = append(dirs, filepath.Dir(o.Name))
		}
	}
	if len(dirs) == 0 || !build.Default.CgoEnabled {
		return nil
	}
	table, remove, err := load.Overlay(files)
	if err != nil {
		return err
	}
	defer remove()
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		args := []string{"build", "-overlay=" + table, "-o", os.DevNull}
		if config.Tags != "" {
			args = append(args, "-tags="+config.Tags)
		}
		cmd := exec.Command("go", append(args, dir)...)
		cmd.Dir = config.Dir
		said, err := cmd.CombinedOutput()
		if err != nil && !strings.Contains(string(said), "C compiler") {
			return fmt.Errorf("%s would not build with what was asked for:\n%s", dir, strings.TrimSpace(string(said)))
		}
	}
	return nil
}
