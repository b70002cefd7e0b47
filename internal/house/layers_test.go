package house

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
)

// layers says who may import whom: left may import right, and nothing else
// but std. A star stands for one path element; internal/ is left out. Test
// files are free, except that rules never import rules and that ruletest is
// for test files only, which is why it stands on no right side.
const layers = `
	cmd/recoverlint  → driver, analyzers
	golangci-plugin  → analyzers, config, report, edit, nearest, x/tools, plugin-module-register
	driver           → config, heap, report, ruledoc, edit, baseline, x/tools, x/term, go-gitdiff
	analyzers        → analyzers/*, x/tools
	analyzers/*      → facts/*, flow, flow/*, edit, match, known, ruledoc, x/tools
	facts/*          → facts/*, flow, flow/*, match, known, x/tools
	flow             → flow/*, match, x/tools
	flow/*           → flow/*, match, x/tools
	edit             → match, x/tools
	known            → match, x/tools
	match            → x/tools
	report           → color, runewidth
	config           → report, ruledoc, nearest, yamlfile, x/tools, x/mod, go-yaml, doublestar
	baseline         → report
	nearest          → levenshtein
	heap             →
	yamlfile         → go-yaml
	ruledoc          →
	ruletest         → x/tools, go-internal
	bench            →
	bench/*          → driver, x/tools

	docs             →
	house            →
	realcode         →
	truth            →

	cmd/gen-safe     → gen, driver, analyzers
	gen              → gen/*, driver, heap, report, go-difflib, x/mod, x/sync
	gen/calls        → gen/load, gen/plan, report, edit, match, known, facts/*, x/tools
	gen/policy       → nearest, yamlfile, go-yaml
	gen/load         → gen/policy, x/mod, x/tools
	gen/plan         → gen/load, gen/policy, match, known, facts/*, x/tools
	gen/emit         → gen/plan, jennifer
	gen/verify       → gen/load, x/tools, x/sync
	gen/write        →
	gen/runtime      → x/tools
	safe             →
	safe/*           → safe
`

// modules are the other people's modules that layers may name.
var modules = map[string]string{
	"x/tools":                "golang.org/x/tools",
	"go-internal":            "github.com/rogpeppe/go-internal",
	"doublestar":             "github.com/bmatcuk/doublestar/v4",
	"go-gitdiff":             "github.com/bluekeyes/go-gitdiff",
	"levenshtein":            "github.com/agnivade/levenshtein",
	"x/term":                 "golang.org/x/term",
	"color":                  "github.com/fatih/color",
	"runewidth":              "github.com/mattn/go-runewidth",
	"jennifer":               "github.com/dave/jennifer",
	"go-yaml":                "github.com/goccy/go-yaml",
	"x/mod":                  "golang.org/x/mod",
	"x/sync":                 "golang.org/x/sync",
	"go-difflib":             "github.com/pmezard/go-difflib",
	"plugin-module-register": "github.com/golangci/plugin-module-register",
}

func TestLayers(t *testing.T) {
	rows, err := parseLayers(layers)
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range checkLayers(rows, house(t)) {
		t.Error(fault)
	}
}

// A checker that finds nothing proves nothing, so each of its messages is
// provoked, once on the house itself.
func TestLayersAreChecked(t *testing.T) {
	without := strings.Replace(layers, "→ facts/*, flow, flow/*, match, known, x/tools", "→ match, known, x/tools", 1)
	rows, err := parseLayers(without)
	if err != nil {
		t.Fatal(err)
	}
	if !contains(checkLayers(rows, house(t)), "facts/program imports facts/exits") {
		t.Error("the house may not import facts/exits from facts/program, and nobody says so")
	}

	rows, err = parseLayers("driver → report, x/tools\nreport →\nanalyzers/* → known, x/tools\nknown →\n")
	if err != nil {
		t.Fatal(err)
	}
	const m = "github.com/recoverlint/recoverlint/"
	for _, test := range []struct {
		pkg  listed
		want string
	}{
		{listed{ImportPath: m + "internal/driver", Imports: []string{"os", m + "internal/report", "golang.org/x/tools/go/analysis"}}, ""},
		{listed{ImportPath: m + "internal/driver", Imports: []string{m + "analyzers/nakedgo"}}, "driver imports analyzers/nakedgo"},
		{listed{ImportPath: m + "internal/report", Imports: []string{"golang.org/x/tools/go/packages"}}, "report imports x/tools"},
		{listed{ImportPath: m + "internal/known", Imports: []string{"golang.org/x/toolsmith"}}, "known imports golang.org/x/toolsmith"},
		{listed{ImportPath: m + "internal/other"}, "other has no row"},
		{listed{ImportPath: m + "analyzers/a", Imports: []string{m + "analyzers/b"}}, "analyzers/a imports analyzers/b"},
		{listed{ImportPath: m + "analyzers/a", TestImports: []string{m + "analyzers/b"}}, "analyzers/a imports analyzers/b"},
		{listed{ImportPath: m + "analyzers/a", XTestImports: []string{m + "analyzers/a", m + "internal/ruletest"}}, ""},
		{listed{ImportPath: m + "analyzers/a", Imports: []string{m + "internal/ruletest"}}, "analyzers/a imports ruletest"},
	} {
		faults := checkLayers(rows, []listed{test.pkg})
		if test.want == "" && len(faults) > 0 || test.want != "" && !contains(faults, test.want) {
			t.Errorf("%+v: got %q, want %q", test.pkg, faults, test.want)
		}
	}
	for _, bad := range []string{"driver report", "driver → y/tools!", "driver →\ndriver →", "[ → report"} {
		if _, err := parseLayers(bad); err == nil {
			t.Errorf("the table %q is taken", bad)
		}
	}
}

func contains(faults []string, part string) bool {
	return slices.ContainsFunc(faults, func(s string) bool { return strings.Contains(s, part) })
}

// A row gives what the packages that match left may import.
type row struct {
	left  string
	right []string
}

func parseLayers(table string) ([]row, error) {
	var rows []row
	for line := range strings.Lines(table) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		left, right, ok := strings.Cut(line, "→")
		if !ok {
			return nil, fmt.Errorf("%q has no arrow", line)
		}
		r := row{left: strings.TrimSpace(left)}
		for name := range strings.FieldsFuncSeq(right, func(c rune) bool { return c == ',' || c == ' ' }) {
			r.right = append(r.right, name)
		}
		if slices.ContainsFunc(rows, func(other row) bool { return other.left == r.left }) {
			return nil, fmt.Errorf("%q has two rows", r.left)
		}
		rows = append(rows, r)
	}
	return rows, validate(rows)
}

// validate demands that what stands on the right has a row of its own or is a
// module of others: a misspelt name would allow nothing and say nothing.
func validate(rows []row) error {
	for _, r := range rows {
		if _, err := path.Match(r.left, ""); err != nil {
			return fmt.Errorf("%q: %v", r.left, err)
		}
		for _, name := range r.right {
			inHouse := slices.ContainsFunc(rows, func(other row) bool { return covers(name, other.left) || covers(other.left, name) })
			if modules[name] == "" && !inHouse {
				return fmt.Errorf("%q may import %q, which is neither a room nor a module", r.left, name)
			}
		}
	}
	return nil
}

func covers(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

func checkLayers(rows []row, pkgs []listed) []string {
	var faults []string
	for _, pkg := range pkgs {
		name := room(pkg.ImportPath)
		i := slices.IndexFunc(rows, func(r row) bool { return covers(r.left, name) })
		if i < 0 {
			faults = append(faults, name+" has no row in the table of layers: who may it import?")
			continue
		}
		for _, imported := range pkg.Imports {
			if !may(rows[i], imported) {
				faults = append(faults, fmt.Sprintf("%s imports %s, and may import only std and: %s", name, room(imported), strings.Join(rows[i].right, ", ")))
			}
		}
		for _, imported := range slices.Concat(pkg.TestImports, pkg.XTestImports) {
			if other := room(imported); isRule(name) && isRule(other) && other != name {
				faults = append(faults, fmt.Sprintf("a test of %s imports %s: rules never import rules", name, other))
			}
		}
	}
	return faults
}

func may(r row, imported string) bool {
	if isStd(imported) {
		return true
	}
	name := room(imported)
	return slices.ContainsFunc(r.right, func(allowed string) bool { return covers(allowed, name) })
}

// room gives the name of a package in the table.
func room(importPath string) string {
	if rest, ok := strings.CutPrefix(importPath, module+"/"); ok {
		return strings.TrimPrefix(rest, "internal/")
	}
	for name, mod := range modules {
		if importPath == mod || strings.HasPrefix(importPath, mod+"/") {
			return name
		}
	}
	return importPath
}

func isRule(name string) bool { return covers("analyzers/*", name) }

// isStd reports whether the path is std's: only theirs have no dot in the
// first element.
func isStd(importPath string) bool {
	first, _, _ := strings.Cut(importPath, "/")
	return !strings.Contains(first, ".")
}
