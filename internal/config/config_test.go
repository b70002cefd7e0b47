package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// testConfig reads a file with this text, and gives its folder too.
func testConfig(t *testing.T, text string) (*File, string) {
	t.Helper()
	name := filepath.Join(t.TempDir(), Name)
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	c, err := Read(name, testRules())
	if err != nil {
		t.Fatal(err)
	}
	return c, filepath.Dir(name)
}

func TestExcludes(t *testing.T) {
	for _, test := range []struct {
		pattern, file string
		want          bool
	}{
		{"old", "old/a.go", true},
		{"old", "old/deep/a.go", true},
		{"old", "older/a.go", false},
		{"old", "new/old/a.go", false},
		{"**/old", "new/old/deep/a.go", true},
		{"**/old", "old/a.go", true},
		{"./old/", "old/a.go", true},
		{"old/**", "old/deep/a.go", true},
		{"old/*", "old/a.go", true},
		{"old/*.go", "old/deep/a.go", false},
		{"**/*_gen.go", "a_gen.go", true},
		{"**/*.{pb,gen}.go", "api/v1/a.pb.go", true},
		{"*.go", "a.go", true},
		{"*.go", "b/a.go", false},
		{"**", "a.go", true},
		{"**/a.go", "../a.go", true}, // a file that is named lies elsewhere
		{"a.go", "../a.go", false},
	} {
		c, dir := testConfig(t, "exclude: ['"+test.pattern+"']")
		if got := c.Excludes(filepath.Join(dir, test.file)); got != test.want {
			t.Errorf("%s excludes %s: %v", test.pattern, test.file, got)
		}
	}
}

// What a file means is part of the key of go vet's cache, not how it is written; of
// the filters only where the tool applies them.
func TestConfigHash(t *testing.T) {
	hash := func(text string, unfiltered bool) string {
		c, _ := testConfig(t, text)
		c.Name = "" // it differs
		if unfiltered {
			c = c.WithoutFilters()
		}
		var b strings.Builder
		c.hash(&b)
		return b.String()
	}
	const text = "rules: {one: off}\nall: true\n"
	for _, test := range []struct {
		other            string
		same, unfiltered bool
	}{
		{"# comment\nall:   on\nrules:\n  one: false\n", true, true},
		{"rules: {one: on}\nall: true\n", false, false},
		{"rules: {one: off}\nall: false\n", false, false},
		{text + "exclude: [old]\n", false, true},
		{text + "level: note\n", false, true},
		{text + "tests: false\n", false, true},
		{"rules: {one: {enabled: off, report-as: note}}\nall: true\n", false, true},
		{text + "baseline: old.json\n", true, true},
		{text + "unused-ignores: true\n", false, false},
	} {
		if got := hash(test.other, false) == hash(text, false); got != test.same {
			t.Errorf("%q has the same key: %v", test.other, got)
		}
		if got := hash(test.other, true) == hash(text, true); got != test.unfiltered {
			t.Errorf("%q has the same key without filters: %v", test.other, got)
		}
	}
}

// A link to a module is a module.
func TestConfigFilesBehindALink(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"m/go.mod", "m/.recoverlint.yml", "m/a/.recoverlint.yml", "m/testdata/.recoverlint.yml", "m/b/go.mod", "m/b/.recoverlint.yml"} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	link := filepath.Join(dir, "link")
	if err := os.Symlink(filepath.Join(dir, "m"), link); err != nil {
		t.Skip(err)
	}
	t.Setenv("GOWORK", "off")
	names, err := filesOf(filepath.Join(link, "a"), "")
	want := []string{filepath.Join(link, Name), filepath.Join(link, "a", Name)}
	if err != nil || strings.Join(names, " ") != strings.Join(want, " ") {
		t.Errorf("got %v, %v, want %v", names, err, want)
	}
	for sub, want := range map[string]string{"": "", "a": "a", "a/x": "a", "c/_x": "", "testdata": "", "b": "b"} {
		if got := Find(filepath.Join(link, sub)); got != filepath.Join(link, want, Name) {
			t.Errorf("Find of %q: %s", sub, got)
		}
	}
}
