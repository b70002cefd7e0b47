package golangci_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

const golangciModule = "github.com/golangci/golangci-lint/v2"

// TestGolangciLint builds the real golangci-lint with the plugin, as docs/golangci.md
// says, and runs it.
func TestGolangciLint(t *testing.T) {
	bin := t.TempDir()
	run(t, ruletest.Root(), 0, "go", "build", "-buildvcs=false", "-o", bin, "./cmd/recoverlint")
	buildGolangci(t, bin)
	t.Setenv("PATH", bin+string(filepath.ListSeparator)+os.Getenv("PATH"))
	t.Setenv("GOLANGCI_LINT_CACHE", t.TempDir()) // a cold one
	t.Setenv("GOPROXY", "off")

	t.Run("Replay", testReplay)
	t.Run("ReplayFlags", testReplayFlags)
	t.Run("ReplayFiles", testReplayFiles)
	t.Run("ReplayFixes", testReplayFixes)
	t.Run("Page", testPage)
	t.Run("Scripts", testScripts)
}

// testScripts runs testdata/script, one behaviour a script.
func testScripts(t *testing.T) {
	gocache := strings.TrimSpace(string(run(t, ".", 0, "go", "env", "GOCACHE")))
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       ruletest.Updating(),
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", gocache)
			env.Setenv("GOLANGCI_LINT_CACHE", os.Getenv("GOLANGCI_LINT_CACHE"))
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOENV", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"lint": lint},
	})
}

// lint is a command of scripts: lint 1 ./... runs golangci-lint on the
// packages and demands that it exits with 1.
func lint(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: lint code [flag]... packages")
	}
	err := ts.Exec(command, append([]string{"run", "--allow-parallel-runners", "--show-stats=false"}, args[1:]...)...)
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(code) != args[0] {
		ts.Fatalf("exit code %d, want %s", code, args[0])
	}
}

// buildGolangci makes bin/golangci-lint-recoverlint with the command
// golangci-lint custom. What that clones from GitHub, a repository made of the
// module golangci-lint takes the place of.
func buildGolangci(t *testing.T, bin string) {
	t.Helper()
	config := block(t, "yaml", "# .custom-gcl.yml")
	version := regexp.MustCompile(`(?m)^version: (.+)$`).FindStringSubmatch(config)
	if version == nil {
		t.Fatalf(".custom-gcl.yml has no version:\n%s", config)
	}
	const clone = "/path/to/recoverlint"
	if !strings.Contains(config, clone) {
		t.Fatalf(".custom-gcl.yml has no %s:\n%s", clone, config)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, ".custom-gcl.yml"), strings.ReplaceAll(config, clone, ruletest.Root()))
	repository := mirror(t, version[1])
	t.Setenv("GIT_CONFIG_COUNT", "1")
	t.Setenv("GIT_CONFIG_KEY_0", "url.file://"+filepath.ToSlash(repository)+".insteadOf")
	t.Setenv("GIT_CONFIG_VALUE_0", "https://github.com/golangci/golangci-lint.git")
	run(t, dir, 0, "go", "run", golangciModule+"/cmd/golangci-lint@"+version[1], "custom")
	if err := os.Rename(filepath.Join(dir, command), filepath.Join(bin, command)); err != nil {
		t.Fatal(err)
	}
}

// command is what the page calls the binary.
const command = "golangci-lint-recoverlint"

// mirror makes a git repository of the module golangci-lint.
func mirror(t *testing.T, version string) string {
	t.Helper()
	dir := t.TempDir()
	var module struct{ Dir string }
	out := run(t, dir, 0, "go", "mod", "download", "-json", golangciModule+"@"+version)
	if err := json.Unmarshal(out, &module); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(module.Dir)); err != nil {
		t.Fatal(err)
	}
	ruletest.Git(t, dir, "init", "-q")
	ruletest.Git(t, dir, "add", "--all", "--force")
	ruletest.Git(t, dir, "commit", "-q", "-m", version)
	ruletest.Git(t, dir, "tag", version)
	return dir
}

// run runs a command that must end with the exit code, and gives its stdout.
func run(t *testing.T, dir string, exit int, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	if code := cmd.ProcessState.ExitCode(); code != exit {
		t.Fatalf("%s %q: exit code %d, want %d\n%s%s", name, args, code, exit, out, stderr.Bytes())
	}
	return out
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
