package load

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The walk finds what the go command would, or gives up.
func TestWalk(t *testing.T) {
	const wrapped = "package p\n\n//safe:wrap\ntype T interface{ M() error }\n"
	for _, c := range []struct {
		name, pattern string
		files         map[string]string
		walks         bool
	}{
		{"plain", "./...", map[string]string{"a/a.go": wrapped, "b/b.go": "package b\n", "b/c/c.go": wrapped}, true},
		{"one folder", "./b", map[string]string{"a/a.go": wrapped, "b/b.go": wrapped, "b/c/c.go": wrapped}, true},
		{"this folder", ".", map[string]string{"a.go": wrapped, "b/b.go": wrapped}, true},
		{"below a folder", "./b/...", map[string]string{"a.go": wrapped, "b/b.go": wrapped, "b/c/c.go": wrapped, "bb/b.go": wrapped}, true},
		{"not to be entered", "./...", map[string]string{
			"a/a.go": wrapped, "testdata/t.go": wrapped, "vendor/v/v.go": wrapped, "_x/x.go": wrapped, ".x/x.go": wrapped,
			"nested/go.mod": "module example.com/nested\n", "nested/n.go": wrapped,
		}, true},
		{"an old output", "./...", map[string]string{"a/a.go": "package a\n", "a/a_safe.go": Header + "\npackage a\n"}, true},
		{"some files are conditional", "./...", map[string]string{"a/a.go": "package p\n", "a/b.go": "//go:build never\n\n" + wrapped}, true},
		{"all files are conditional", "./...", map[string]string{"a/a.go": wrapped, "b/b.go": "//go:build never\n\n" + wrapped}, false},
		{"a file's name is conditional", "./...", map[string]string{"a/a_plan9.go": wrapped}, false},
		{"only tests", "./...", map[string]string{"a/a_test.go": wrapped}, false},
		{"ignored by go.mod", "./...", map[string]string{"go.mod": "module example.com/m\n\ngo 1.26\n\nignore ./a\n", "a/a.go": wrapped, "b/b.go": wrapped}, false},
		{"nothing to do", "./...", map[string]string{"a/a.go": "package a\n"}, false},
		{"no such folder", "./b", map[string]string{"a/a.go": wrapped}, false},
		{"an import path", "example.com/m/a", map[string]string{"a/a.go": wrapped}, false},
		{"a pattern in the middle", "./.../a", map[string]string{"a/a.go": wrapped}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("GOWORK", "off")
			t.Setenv("GOFLAGS", "-mod=mod")
			dir, err := filepath.EvalSymlinks(t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			for name, content := range c.files {
				write(t, filepath.Join(dir, filepath.FromSlash(name)), content)
			}
			if c.files["go.mod"] == "" {
				write(t, filepath.Join(dir, "go.mod"), "module example.com/m\n\ngo 1.26\n")
			}
			config := Config{Dir: dir}
			walked, ok := walk(config, []string{c.pattern})
			if ok != c.walks {
				t.Fatalf("walks: %v, want %v", ok, c.walks)
			}
			if !ok {
				return
			}
			listed, err := list(config, []string{c.pattern})
			if err != nil {
				t.Fatal(err)
			}
			if got, want := concerned(t, walked), concerned(t, listed); !slices.Equal(got, want) {
				t.Errorf("walk finds %q, go list %q", got, want)
			}
		})
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// concerned names the folders in which something is to be done.
func concerned(t *testing.T, folders []folder) []string {
	t.Helper()
	var all []string
	for _, f := range folders {
		files, err := filepath.Glob(filepath.Join(f.name, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(files, func(name string) bool {
			content, err := os.ReadFile(name)
			return err == nil && (strings.Contains(string(content), "//safe:") || IsOutput(content))
		}) {
			all = append(all, f.name+" "+f.pkg)
		}
	}
	slices.Sort(all)
	return all
}
