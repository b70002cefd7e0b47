package driver

import (
	"encoding/json"
	"go/build"
	"go/parser"
	"go/token"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A mark is what the tool says of a dependency to the standalone run. It takes
// the place of the name of an analyzer, one that found nothing: go vet prints
// nothing of it, and keeps it in its cache.
const (
	testedMark = "recoverlint_tested " // and the folder of the package: see request.mayBeAsked
	crashMark  = "recoverlint_crash "  // and the message
)

func (u *unit) printMarks(w io.Writer) {
	marks := map[string][]int{}
	if u.tested {
		marks[testedMark+u.Dir] = []int{}
	}
	for _, crash := range u.crashes {
		marks[crashMark+crash] = []int{}
	}
	if len(marks) > 0 {
		json.NewEncoder(w).Encode(map[string]map[string][]int{u.ID: marks})
	}
}

// stale gives the import paths of the packages that the run is asked for and
// that have no tests any more, while the cache has them as packages with
// tests: a test file was removed, or the build tags have changed.
func (c *command) stale(out output) []string {
	var stale, unsure []string
	for _, pkg := range out.tested {
		switch tests := ownTests(pkg.dir, nil); {
		case !out.scope.has(pkg.id, pkg.dir):
			continue
		case slices.ContainsFunc(tests, always):
			continue // go vet was run on the package with its tests
		case len(tests) == 0:
			stale = append(stale, pkg.id)
		default: // there are tests for some systems or tags
			unsure = append(unsure, pkg.id)
		}
	}
	if len(unsure) > 0 {
		format := "{{if not .TestGoFiles}}{{.ImportPath}}{{end}}"
		stdout, _, _ := c.goCommand(slices.Concat([]string{"list", "-e", "-find", "-f", format}, c.opts.buildArgs, unsure))
		stale = append(stale, strings.Fields(stdout)...)
	}
	return stale
}

// A tested is a package that the cache has as one with tests.
type tested struct{ id, dir string }

// ownTests gives the test files in dir that belong to the package itself, not
// to the package of its external tests.
func ownTests(dir string, ignored []string) []string {
	var tests []string
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		name := filepath.Join(dir, entry.Name())
		if !isTest(name) || slices.Contains(ignored, name) {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly)
		if err == nil && !strings.HasSuffix(file.Name.Name, "_test") {
			tests = append(tests, name)
		}
	}
	return tests
}

// always reports whether a file is built on every system and with every tag.
func always(name string) bool {
	nowhere := build.Context{GOOS: "none", GOARCH: "none", Compiler: "gc"}
	match, err := nowhere.MatchFile(filepath.Split(name))
	if err != nil || !match {
		return false
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.PackageClauseOnly|parser.ParseComments)
	if err != nil {
		return false
	}
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if strings.HasPrefix(comment.Text, "//go:build ") {
				return false // such as !linux, which matches nowhere too
			}
		}
	}
	return true
}
