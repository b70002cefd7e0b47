package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/recoverlint/recoverlint/internal/driver"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// TestMain makes commands of the test binary: recoverlint, badnames, which is
// the same driver with the rules of names_test.go, and onscreen.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"recoverlint": main,
		"badnames":    func() { os.Exit(driver.Main(nameRules(), os.Args[1:])) },
		"onscreen":    onScreen,
	})
}

// TestScripts runs testdata/script, one behaviour a script. All share the go
// command's cache of the user who runs the test; none uses the network.
func TestScripts(t *testing.T) {
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(ruletest.Root(), "testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", strings.TrimSpace(string(cache)))
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOFLAGS", "")
			env.Setenv("GOENV", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOWORK", "")
			env.Setenv("BADNAMES", look(t, "badnames"))
			env.Setenv("RECOVERLINT", look(t, "recoverlint"))
			env.Setenv("GOVERSION", runtime.Version())
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "follows": follows},
	})
}

// exits is a command of scripts: exits 2 recoverlint ./... runs recoverlint
// and demands that it exits with 2.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [arg]...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}
