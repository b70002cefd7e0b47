package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gen-safe": main})
}

// TestScripts runs testdata/gen, one behaviour a script: input, golden output, and a
// program or test that compiles and runs what was written.
func TestScripts(t *testing.T) {
	env := goEnv(t, "GOCACHE", "GOMODCACHE", "GOPROXY", "GOSUMDB", "GONOSUMDB", "GONOSUMCHECK", "GOPRIVATE")
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(ruletest.Root(), "testdata", "gen"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_GEN") != "",
		Setup: func(e *testscript.Env) error {
			for name, value := range env {
				e.Setenv(name, value)
			}
			e.Setenv("GOFLAGS", "-mod=mod")
			e.Setenv("GOENV", "off")
			e.Setenv("GOTOOLCHAIN", "local")
			e.Setenv("GOWORK", "off")
			e.Setenv("SAFE", filepath.Join(ruletest.Root(), "safe"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": ruletest.Exits, "gomod": gomod},
	})
}

func goEnv(t *testing.T, names ...string) map[string]string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"env"}, names...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	env := make(map[string]string)
	for i, value := range strings.Split(strings.TrimSuffix(string(out), "\n"), "\n") {
		env[names[i]] = value
	}
	return env
}

// gomod is a command of scripts: gomod example.com/app [module@version]... writes a
// go.mod that requires the runtime, as it is in this repository, and the modules.
func gomod(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: gomod path [module@version]...")
	}
	const runtime = "github.com/recoverlint/recoverlint/safe"
	var b bytes.Buffer
	fmt.Fprintf(&b, "module %s\n\ngo 1.26.0\n\nrequire %s v0.0.0\n\nreplace %s => %s\n", args[0], runtime, runtime, filepath.Join(ruletest.Root(), "safe"))
	for _, require := range args[1:] {
		path, version, _ := strings.Cut(require, "@")
		fmt.Fprintf(&b, "\nrequire %s %s\n", path, version)
	}
	ts.Check(os.WriteFile(ts.MkAbs("go.mod"), b.Bytes(), 0o666))
}
