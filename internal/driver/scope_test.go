package driver

import (
	"maps"
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

func TestMayBeAsked(t *testing.T) {
	for _, test := range []struct {
		what string
		request
		options
		want bool
	}{
		{"own", request{ModulePath: "m"}, options{}, true},
		{"a dependency", request{ModulePath: "m", ModuleVersion: "v1.0.0"}, options{}, false},
		{"std", request{}, options{}, false},
		{"std that is asked for", request{}, options{reportDeps: true}, true},
		{"a run that writes", request{ModulePath: "m"}, options{fix: true, reportDeps: true}, false},
		{"a run that prints what it would write", request{ModulePath: "m"}, options{fix: true, diff: true}, true},
	} {
		if got := test.request.mayBeAsked(&test.options); got != test.want {
			t.Errorf("%s: %v", test.what, got)
		}
	}
}

func TestOwnTests(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.go":          "package a",
		"x_test.go":     "package a_test",
		"a_test.go":     "// Copyright\n\npackage a",
		"b_js_test.go":  "package a",
		"c_test.go":     "//go:build !linux\n\npackage a",
		"d_test.go":     "//go:build special\n\npackage a",
		"bad_test.go":   "pack",
		"ignor_test.go": "package a",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got := map[string]bool{}
	for _, name := range ownTests(dir, []string{filepath.Join(dir, "ignor_test.go")}) {
		got[filepath.Base(name)] = always(name)
	}
	want := map[string]bool{"a_test.go": true, "b_js_test.go": false, "c_test.go": false, "d_test.go": false}
	if !maps.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := ownTests(filepath.Join(dir, "nowhere"), nil); len(got) > 0 {
		t.Errorf("no folder has %v", got)
	}
}
