package known

import (
	"regexp"
	"strings"
	"testing"
)

// A row whose path is not as Path gives it is never found.
func TestContextTables(t *testing.T) {
	check := func(pkg, what, why string) {
		t.Helper()
		if Path(pkg) != pkg {
			t.Errorf("%s %s: write the path as %s", pkg, what, Path(pkg))
		}
		if why == "" {
			t.Errorf("%s %s: no reason", pkg, what)
		}
	}
	for f, row := range contextless {
		check(f.Pkg, f.Name, row.Why)
	}
	for f, row := range contextBuilders {
		check(f.Pkg, f.Recv, row.why)
	}
	for f, row := range contextCarriers {
		check(f.Pkg, f.Recv, row.why)
	}
	for _, row := range contextIdle {
		check(row.pkg, row.recv, row.why)
	}
	for _, row := range turnRows {
		check(row.pkg, row.recv, row.why)
	}
	seen := map[string]bool{}
	for _, row := range blockRows {
		check(row.pkg, row.recv, row.why)
		for name := range strings.FieldsSeq(row.names) {
			id := row.pkg + "." + row.recv + "." + name
			if seen[id] {
				t.Errorf("%s has two rows", id)
			}
			seen[id] = true
		}
	}
}

var placeholder = regexp.MustCompile(`\$[a-z0-9]+`)

func TestRecipes(t *testing.T) {
	for f, row := range contextless {
		if (row.Fun == "") != (row.Args == "") {
			t.Errorf("%v: a recipe has a function and arguments", f)
		}
		if row.Fun != "" && row.Use == "" {
			t.Errorf("%v: a recipe is for what the row names", f)
		}
		// $pkgDialer is $pkg and a name.
		for _, name := range placeholder.FindAllString(row.Fun+" "+row.Args, -1) {
			if !regexp.MustCompile(`^\$(pkg|recv|ctx|args|[1-9])$`).MatchString(name) {
				t.Errorf("%v: %s stands for nothing", f, name)
			}
		}
	}
}
