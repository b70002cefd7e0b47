package driver

import (
	"os"
	"path/filepath"
	"testing"
)

func TestScopeOfPaths(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(root, "a", "module")
	if err := os.MkdirAll(other, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(other, "go.mod"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	t.Chdir(root)
	for _, test := range []struct {
		pattern, dir string
		want         bool
	}{
		{"./...", "", true},
		{"./...", "a/b", true},
		{"./...", "..", false},
		{"./...", "a/testdata/b", false},
		{"./...", "vendor/x", false},
		{"./...", "_a", false},
		{"./...", ".a", false},
		{"./...", "a/module", false},
		{"./...", "a/module/b", false},
		{"./a/module/...", "a/module/b", true},
		{"./testdata/...", "testdata/b", true},
		{"./a/...", "a", true},
		{"./a/...", "ab", false},
		{"./a", "a", true},
		{"./a/", "a", true},
		{"./a", "a/b", false},
		{".", "", true},
		{"", "", true},
		{"../...", "../b", true},
		{root + "/a", "a", true},
	} {
		var args []string
		if test.pattern != "" {
			args = []string{test.pattern}
		}
		c, patterns := testCommand(t, args...)
		if got := c.newScope(patterns).hasDir(filepath.Join(root, test.dir)); got != test.want {
			t.Errorf("%q has %q: %v", test.pattern, test.dir, got)
		}
	}
}

func TestPackageOf(t *testing.T) {
	for id, want := range map[string]string{
		"a/b": "a/b", "a/b [a/b.test]": "a/b", "a/b_test [a/b.test]": "a/b", "a/b_test": "a/b_test",
	} {
		if got := packageOf(id); got != want {
			t.Errorf("%q: got %q, want %q", id, got, want)
		}
	}
}

func TestMayBeAsked(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	write("external/a_test.go", "package a_test\n")
	write("tested/a_test.go", "package a\n")
	ignored := write("ignored/a_test.go", "package a\n")
	in := func(name string) string { return filepath.Join(dir, name) }
	for _, test := range []struct {
		what string
		config
		options
		want bool
	}{
		{"own", config{ModulePath: "m"}, options{}, true},
		{"a dependency", config{ModulePath: "m", ModuleVersion: "v1.0.0"}, options{}, false},
		{"std", config{}, options{}, false},
		{"own with tests, which is asked for as another package", config{ModulePath: "m", Dir: in("tested")}, options{}, false},
		{"own with external tests", config{ModulePath: "m", Dir: in("external")}, options{}, true},
		{"own with tests for another system", config{ModulePath: "m", Dir: in("ignored"), IgnoredFiles: []string{ignored}}, options{}, true},
		{"a variant for another package's tests", config{ID: "m/a [m/b.test]", ModulePath: "m"}, options{reportDeps: "all"}, false},
		{"own with tests, standalone", config{ModulePath: "m", Dir: in("tested")}, options{reportDeps: "own"}, true},
		{"std, standalone", config{}, options{reportDeps: "own"}, false},
		{"std that is asked for", config{}, options{reportDeps: "all"}, true},
		{"a run that writes", config{ModulePath: "m"}, options{fix: true, reportDeps: "all"}, false},
		{"a run that prints what it would write", config{ModulePath: "m"}, options{fix: true, diff: true}, true},
	} {
		if got := test.config.mayBeAsked(&test.options); got != test.want {
			t.Errorf("%s: %v", test.what, got)
		}
	}
}
