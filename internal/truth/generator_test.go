package truth

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "truth")
	if err != nil {
		panic(err)
	}
	shared.dir = dir
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}

// Every row of every table can be reached.
func TestEveryRowIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, p := range singles(0) {
		for _, r := range p.rows {
			used[r] = true
		}
	}
	for dimension, rows := range tables {
		names := map[string]bool{}
		for _, r := range rows {
			if names[r.name] {
				t.Errorf("%s has two rows %q", dimension, r.name)
			}
			names[r.name] = true
			if !used[dimension+":"+r.name] {
				t.Errorf("no program uses %s:%s", dimension, r.name)
			}
		}
	}
}

func TestSpecsAreReproduced(t *testing.T) {
	for _, p := range programSet(0, 3, 40) {
		s, err := parseSpec(p.spec.with("form.0", 2).String())
		if err != nil {
			t.Fatal(err)
		}
		if s.fixed["form.0"] != 2 || s.seed != p.seed || s.family != p.family {
			t.Errorf("%s became %s", p.spec, s)
		}
		files, err := p.files()
		if err != nil {
			t.Fatal(err)
		}
		again, err := generate(p.num, p.spec).files()
		if err != nil {
			t.Fatal(err)
		}
		for i := range files {
			if files[i] != again[i] {
				t.Errorf("%s: the same spec gives another program:\n%s%s", p.spec, numbered(files[i]), numbered(again[i]))
			}
		}
	}
	for _, bad := range []string{"", "recover", "recover,x", "nothing,1", "start,1,form.0", "start,1,form.0=x"} {
		if _, err := parseSpec(bad); err == nil {
			t.Errorf("parseSpec(%q) gives no error", bad)
		}
	}
}
