package realcode

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// small is a module that go.mod requires, and that requires nothing.
const small = "golang.org/x/sync@v0.24.0"

// realModules are services and libraries of some size, at versions that Go
// 1.26 builds. -real takes them from the module proxy.
var realModules = []string{
	"github.com/gin-gonic/gin@v1.12.0",
	"go.etcd.io/etcd/client/v3@v3.7.3",
	"github.com/caddyserver/caddy/v2@v2.11.9",
	"github.com/nats-io/nats-server/v2@v2.15.2",
	"github.com/prometheus/prometheus@v0.315.0",
}

// TestModules runs the command as a user does. Every way to run it says the
// same each time: from the cache, without, one package at a time or many.
func TestModules(t *testing.T) {
	modules := []string{small}
	if *real {
		modules = append(modules, realModules...)
	}
	tool := build(t, "one")
	other := build(t, "two") // other bytes, so go vet has no result of it
	for _, module := range modules {
		t.Run(module, func(t *testing.T) {
			dir := checkout(t, module)
			first := vet(t, dir, tool, "-p=1")
			if again := vet(t, dir, tool, "-p=4"); again != first {
				t.Errorf("go vet says something else from its cache:\n%s", difference(first, again))
			}
			if again := vet(t, dir, other, "-p=4"); again != first {
				t.Errorf("two runs of go vet differ:\n%s", difference(first, again))
			}
			text := standalone(t, dir, tool)
			if again := standalone(t, dir, tool); again != text {
				t.Errorf("two runs of recoverlint differ:\n%s", difference(text, again))
			}
			if again := standalone(t, dir, other); again != text {
				t.Errorf("two runs of recoverlint differ:\n%s", difference(text, again))
			}
			t.Logf("%d findings", strings.Count(text, "\n"))
		})
	}
}

// TestFixes applies the fixes to modules. Their own tests still pass, and
// there is nothing left to fix.
func TestFixes(t *testing.T) {
	modules := []string{small}
	if *real {
		modules = append(modules, "github.com/gin-gonic/gin@v1.12.0")
	}
	tool := build(t, "one")
	for _, module := range modules {
		t.Run(module, func(t *testing.T) {
			dir := checkout(t, module)
			before := standalone(t, dir, tool)
			after := standalone(t, dir, tool, "-fix")
			t.Logf("%d lines of findings before, %d after", strings.Count(before, "\n"), strings.Count(after, "\n"))
			run(t, dir, "go", "test", "./...")
			if diff := standalone(t, dir, tool, "-diff"); diff != "" {
				t.Errorf("a second run would change more:\n%s", diff)
			}
		})
	}
}

// build gives a recoverlint that has mark among its bytes.
func build(t *testing.T, mark string) string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "recoverlint")
	cmd := exec.Command("go", "build", "-buildvcs=false", "-ldflags=-X=main.mark="+mark, "-o", tool, "./cmd/recoverlint")
	cmd.Dir = ruletest.Root()
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, out)
	}
	return tool
}

// checkout gives a writable copy of a module. What its go.mod replaces by
// folders beside it, which the module does not have, it takes as required.
func checkout(t *testing.T, module string) string {
	t.Helper()
	var downloaded struct{ Dir string }
	if err := json.Unmarshal([]byte(run(t, ruletest.Root(), "go", "mod", "download", "-json", module)), &downloaded); err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(t.TempDir(), "m")
	if err := os.CopyFS(dir, os.DirFS(downloaded.Dir)); err != nil {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(dir, "go.work"))
	var mod struct {
		Replace []struct{ Old, New struct{ Path string } }
	}
	if err := json.Unmarshal([]byte(run(t, dir, "go", "mod", "edit", "-json")), &mod); err != nil {
		t.Fatal(err)
	}
	tidy := false
	for _, r := range mod.Replace {
		if strings.HasPrefix(r.New.Path, ".") {
			run(t, dir, "go", "mod", "edit", "-dropreplace", r.Old.Path)
			tidy = true
		}
	}
	if tidy {
		run(t, dir, "go", "mod", "tidy")
	}
	return dir
}

// vet gives what go vet -json prints, in the order of the packages: go vet
// prints each when it is done.
func vet(t *testing.T, dir, tool string, flags ...string) string {
	t.Helper()
	args := append([]string{"vet", "-json", "-vettool=" + tool}, flags...)
	out := run(t, dir, "go", append(args, "./...")...)
	var objects []string
	for decoder := json.NewDecoder(strings.NewReader(out)); ; {
		var object json.RawMessage
		if err := decoder.Decode(&object); err == io.EOF {
			slices.Sort(objects)
			return strings.Join(objects, "\n")
		} else if err != nil {
			t.Fatalf("go vet -json: %v\n%s", err, out)
		}
		if strings.Contains(string(object), `"error":`) {
			t.Errorf("a package could not be analyzed:\n%s", object)
		}
		objects = append(objects, string(object))
	}
}

// standalone gives what recoverlint prints.
func standalone(t *testing.T, dir, tool string, flags ...string) string {
	t.Helper()
	cmd := exec.Command(tool, append(flags, "./...")...)
	cmd.Dir = dir
	var out, problems bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &problems
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) { // 1: there are findings
		t.Fatalf("%v: %v\n%s%s", cmd, err, out.Bytes(), problems.Bytes())
	}
	return out.String()
}

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var problems bytes.Buffer
	cmd.Stderr = &problems
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v\n%s", cmd, err, problems.Bytes())
	}
	return string(out)
}
