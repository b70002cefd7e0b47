package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
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
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": ruletest.Exits, "follows": follows},
	})
}
