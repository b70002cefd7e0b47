package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// released is the version under which the tests publish this module.
var released = module.Version{Path: "github.com/recoverlint/recoverlint", Version: "v0.99.0"}

// TestInstall runs testdata/install, one way to get the command a script. This
// module, as it is in the working tree, is in a proxy of files; what it requires
// is in the module cache.
func TestInstall(t *testing.T) {
	gocache, gomodcache := goEnv(t, "GOCACHE"), goEnv(t, "GOMODCACHE")
	// Alone the module may need other versions than in the workspace of this repository.
	goIn(t, ruletest.Root(), "list", "-deps", "./cmd/recoverlint")
	goIn(t, ruletest.Root(), "mod", "graph")
	proxy, modules := publish(t), t.TempDir()
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join(ruletest.Root(), "testdata", "install"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", gocache)
			env.Setenv("GOMODCACHE", modules)
			env.Setenv("GOPROXY", fileURL(proxy)+","+fileURL(filepath.Join(gomodcache, "cache", "download"))+",off")
			env.Setenv("GOSUMDB", "off")
			env.Setenv("GOFLAGS", "-modcacherw -trimpath") // modules can be removed, and what is compiled does not depend on where they are
			env.Setenv("GOENV", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOBIN", filepath.Join(env.WorkDir, "bin"))
			env.Setenv("PATH", filepath.Join(env.WorkDir, "bin")+string(filepath.ListSeparator)+pathWithoutTests(env))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": ruletest.Exits},
	})
}

// pathWithoutTests gives the PATH of a script without the folder in which
// testscript puts the commands of TestMain: a script must not run that
// recoverlint.
func pathWithoutTests(env *testscript.Env) string {
	list := filepath.SplitList(env.Getenv("PATH"))
	kept := list[:0]
	for _, dir := range list {
		if _, err := os.Stat(filepath.Join(dir, "badnames")); err != nil {
			kept = append(kept, dir)
		}
	}
	return strings.Join(kept, string(filepath.ListSeparator))
}

// publish makes a proxy of files that has one version of this module.
func publish(t *testing.T) string {
	t.Helper()
	proxy := t.TempDir()
	dir := filepath.Join(proxy, filepath.FromSlash(released.Path), "@v")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	gomod, err := os.ReadFile(filepath.Join(ruletest.Root(), "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"list":                     []byte(released.Version + "\n"),
		released.Version + ".info": []byte(`{"Version": "` + released.Version + `"}`),
		released.Version + ".mod":  gomod,
		released.Version + ".zip":  zipped(t),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return proxy
}

func fileURL(dir string) string { return "file://" + filepath.ToSlash(dir) }

func goEnv(t *testing.T, name string) string {
	t.Helper()
	return strings.TrimSpace(goIn(t, ".", "env", name))
}

func goIn(t *testing.T, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %q: %v\n%s", args, err, stderr.Bytes())
	}
	return string(out)
}

// TestVersion builds the command in ways in which the go command knows less of
// its version than that of a module, or more.
func TestVersion(t *testing.T) {
	src := t.TempDir()
	unzip(t, src)
	version := func(name, vcs, want string) {
		t.Helper()
		exe := filepath.Join(t.TempDir(), "recoverlint")
		goIn(t, src, "build", "-trimpath", "-buildvcs="+vcs, "-o", exe, "./cmd/recoverlint")
		out, err := exec.Command(exe, "-version").Output()
		if err != nil || !regexp.MustCompile(`^recoverlint `+want+` go1\.\S+ \w+/\w+\n$`).Match(out) {
			t.Errorf("%s: got %q, %v, want %s", name, out, err, want)
		}
	}
	version("outside a repository", "auto", `\(devel\)`)
	ruletest.Git(t, src, "init", "-q")
	ruletest.Git(t, src, "add", "--all")
	ruletest.Git(t, src, "commit", "-q", "-m", "all")
	version("a commit", "true", `v0\.0\.0-\d{14}-([0-9a-f]{12}) [0-9a-f]{40}`)
	version("a commit that the go command is not to look at", "false", `\(devel\)`)
	ruletest.Git(t, src, "tag", released.Version)
	version("a release", "true", `v0\.99\.0 [0-9a-f]{40}`)
	if err := os.WriteFile(filepath.Join(src, "cmd", "recoverlint", "more.go"), []byte("package main\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	version("a release with changes", "true", `v0\.99\.0\+dirty [0-9a-f]{40}`)
}

// unzip puts this module, as a proxy has it, into dir.
func unzip(t *testing.T, dir string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "module.zip")
	if err := os.WriteFile(file, zipped(t), 0o666); err != nil {
		t.Fatal(err)
	}
	if err := modzip.Unzip(dir, released, file); err != nil {
		t.Fatal(err)
	}
	// Where the working tree is a linked one, .git is a file, which package zip
	// takes along: dir would be a working tree of the same repository.
	if err := os.RemoveAll(filepath.Join(dir, ".git")); err != nil {
		t.Fatal(err)
	}
}

// zipped gives this module, as it is in the working tree.
func zipped(t *testing.T) []byte {
	t.Helper()
	var zip bytes.Buffer
	if err := modzip.CreateFromDir(&zip, released, ruletest.Root()); err != nil {
		t.Fatal(err)
	}
	return zip.Bytes()
}
