package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAll(t *testing.T) {
	for _, test := range []struct {
		files, named string
		want         string // by folder; - is the one that says nothing
	}{
		{"", "", "-"}, // in no module
		{"go.mod", "", "-"},
		{"go.mod .recoverlint.yml", "", "."},
		{"go.mod .recoverlint.yml", Off, "-"},
		{"go.mod a/.recoverlint.yml", "", "a -"},
		{"go.mod a/.recoverlint.yml", "a/.recoverlint.yml", "a"},
		{"go.mod .recoverlint.yml a/.recoverlint.yml", "", ". a"},
		{"go.mod .recoverlint.yml a/go.mod a/.recoverlint.yml", "", "."},
	} {
		dir := t.TempDir()
		for name := range strings.FieldsSeq(test.files) {
			name = filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, nil, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		named := test.named
		if named != "" && named != Off {
			named = filepath.Join(dir, named)
		}
		t.Setenv("GOWORK", "off")
		set, err := Load(dir, named, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, file := range set.All() {
			folder := "-"
			if file.Name != "" {
				folder, _ = filepath.Rel(dir, filepath.Dir(file.Name))
			}
			got = append(got, folder)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s, named %q: got %q, want %s", test.files, test.named, got, test.want)
		}
	}
}
