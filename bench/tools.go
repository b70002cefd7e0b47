package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

const (
	staticcheck = "honnef.co/go/tools/cmd/staticcheck@v0.8.2"
	golangci    = "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0"
)

// A tool is one row of the table.
type tool struct {
	name string
	args []string
	// forget makes the next run a cold one, and gives the environment that
	// the runs need from then on.
	forget func() ([]string, error)
}

// The rows that the targets compare.
const (
	floor = iota
	ours
	vet
)

// install builds the tools below temp.
func install(temp string) ([]tool, error) {
	for _, path := range []string{staticcheck, golangci} {
		if _, err := run(".", []string{"GOBIN=" + temp, "GOFLAGS="}, "go", "install", path); err != nil {
			return nil, err
		}
	}
	exe := func(name string) string { return filepath.Join(temp, name) }
	return []tool{
		floor: vetTool("floor", "./bench/floor", exe("floor"), exe("floor"), "./..."),
		ours:  vetTool("recoverlint", "./cmd/recoverlint", exe("recoverlint"), exe("recoverlint"), "./..."),
		vet:   vetTool("go vet", "./bench/govet", exe("vet"), "go", "vet", "-vettool="+exe("vet"), "./..."),
		cacheTool(temp, "staticcheck", "STATICCHECK_CACHE", exe("staticcheck"), "./..."),
		cacheTool(temp, "golangci-lint", "GOLANGCI_LINT_CACHE", exe("golangci-lint"),
			"run", "--no-config", "--default=none", "--enable=noctx,contextcheck", "--timeout=1h", "./..."),
	}, nil
}

// vetTool gives a tool that the go command runs and whose results it keeps.
// It forgets them when the tool has other bytes, so path is built again.
func vetTool(name, path, exe string, args ...string) tool {
	return tool{name: name, args: args, forget: func() ([]string, error) {
		mark := fmt.Sprintf("-ldflags=-X=main.mark=%d", time.Now().UnixNano())
		_, err := run(".", nil, "go", "build", "-buildvcs=false", mark, "-o", exe, path)
		return nil, err
	}}
}

// cacheTool gives a tool that keeps its results in a folder of its own. It
// forgets them with a new folder.
func cacheTool(temp, name, variable string, args ...string) tool {
	return tool{name: name, args: args, forget: func() ([]string, error) {
		folder, err := os.MkdirTemp(temp, "cache")
		return []string{variable + "=" + folder}, err
	}}
}

// checkout gives a writable copy of a module, compiled and with its
// dependencies.
func checkout(temp, module string) (string, error) {
	out, err := run(".", nil, "go", "mod", "download", "-json", module)
	if err != nil {
		return "", err
	}
	var downloaded struct{ Dir string }
	if err := json.Unmarshal(out, &downloaded); err != nil {
		return "", err
	}
	dir, err := os.MkdirTemp(temp, "module")
	if err != nil {
		return "", err
	}
	if err := os.CopyFS(dir, os.DirFS(downloaded.Dir)); err != nil {
		return "", err
	}
	_, err = run(dir, nil, "go", "vet", "./...")
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) { // what it finds is not the question
		return "", err
	}
	return dir, nil
}

// run runs a command and gives its output.
func run(dir string, env []string, args ...string) ([]byte, error) {
	fmt.Fprintln(os.Stderr, strings.Join(args, " "))
	cmd := command(dir, env, args)
	cmd.Stderr = os.Stderr
	return cmd.Output()
}

// command leaves out of a module's go.work, which names folders that the
// module has not.
func command(dir string, env, args []string) *exec.Cmd {
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = dir
	cmd.Env = append(append(os.Environ(), "GOWORK=off"), env...)
	return cmd
}
