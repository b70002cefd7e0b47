package house

import (
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// One name: folder = package = Analyzer.Name = testdata folder = docs page.
func TestRuleHasOneName(t *testing.T) {
	folders := map[string]bool{}
	for _, pkg := range house(t) {
		if name := room(pkg.ImportPath); isRule(name) {
			folders[path.Base(name)] = true
			if pkg.Name != path.Base(name) {
				t.Errorf("%s holds package %s", name, pkg.Name)
			}
		}
	}
	for _, rule := range analyzers.Rules {
		name := rule.Analyzer.Name
		if home := declaredIn(rule.Analyzer); home != module+"/analyzers/"+name {
			t.Errorf("the rule %s is declared in %s", name, home)
		}
		if !folders[name] {
			t.Errorf("the rule %s has no folder of its own, or two rows in rules.go", name)
		}
		delete(folders, name)
	}
	for _, name := range slices.Sorted(maps.Keys(folders)) {
		t.Errorf("analyzers/%s has no row in rules.go", name)
	}
}

// declaredIn gives the import path of the package that holds the analyzer's
// run function.
func declaredIn(a *analysis.Analyzer) string {
	name := runtime.FuncForPC(reflect.ValueOf(a.Run).Pointer()).Name()
	slash := strings.LastIndex(name, "/") + 1
	pkg, _, _ := strings.Cut(name[slash:], ".")
	return name[:slash] + pkg
}

func TestRuleRows(t *testing.T) {
	groups := []string{"panic", "context", "data", "edges"}
	levels := []string{"error", "warning", "note"}
	version := regexp.MustCompile(`^v[0-9]+\.[0-9]+\.[0-9]+$`)
	for _, rule := range analyzers.Rules {
		name := rule.Analyzer.Name
		if !slices.Contains(groups, rule.Group) {
			t.Errorf("%s: group %q is none of %v", name, rule.Group, groups)
		}
		for category, level := range rule.Levels {
			if !slices.Contains(levels, level) || category == "" {
				t.Errorf("%s: level %q of category %q is none of %v", name, level, category, levels)
			}
		}
		if !slices.Contains(levels, rule.Level) {
			t.Errorf("%s: level %q is none of %v", name, rule.Level, levels)
		}
		if !version.MatchString(rule.Since) {
			t.Errorf("%s: since %q is no version", name, rule.Since)
		}
	}
}

// sections are the parts that the text of every rule has.
var sections = map[string]*regexp.Regexp{
	"WRONG":       regexp.MustCompile(`\bWRONG\b`),
	"RIGHT":       regexp.MustCompile(`\bRIGHT\b`),
	"silences":    regexp.MustCompile(`(?i)\bsilen(t|ces)\b`),
	"suppression": regexp.MustCompile(`//(nolint:|lint:ignore )`),
}

func TestRuleText(t *testing.T) {
	for _, rule := range analyzers.Rules {
		name, text := rule.Analyzer.Name, rule.Analyzer.Doc
		for _, section := range slices.Sorted(maps.Keys(sections)) {
			if !sections[section].MatchString(text) {
				t.Errorf("doc.go of %s has no %s", name, section)
			}
		}
		if !strings.Contains(text, name) {
			t.Errorf("doc.go of %s does not say its name", name)
		}
	}
}

// Every rule has cases, and one of them at least wants nothing: a rule that
// is only tried on defects may report everything.
func TestRuleCases(t *testing.T) {
	for _, rule := range analyzers.Rules {
		name := rule.Analyzer.Name
		wants, err := wantsByCase(filepath.Join(ruletest.Cases(), name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		counts := slices.Collect(maps.Values(wants))
		if !slices.Contains(counts, 0) {
			t.Errorf("%s has no case without a want", name)
		}
		if !slices.ContainsFunc(counts, func(n int) bool { return n > 0 }) {
			t.Errorf("%s has no case with a want", name)
		}
		if _, err := os.Stat(filepath.Join(ruletest.Root(), "docs", "rules", name+".md")); err != nil {
			t.Error(err)
		}
	}
}

var want = regexp.MustCompile(`// ?want[ +]`)

// wantsByCase counts the wants in each folder below dir that has Go files.
func wantsByCase(dir string) (map[string]int, error) {
	counts := map[string]int{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		src, err := os.ReadFile(name)
		counts[filepath.Dir(name)] += len(want.FindAll(src, -1))
		return err
	})
	return counts, err
}

// What doc.go shows as WRONG and as RIGHT stands in a case, line by line, so
// that the examples are known to compile and to do what they show.
func TestRuleExamplesAreCases(t *testing.T) {
	for _, rule := range analyzers.Rules {
		name := rule.Analyzer.Name
		files, err := caseFiles(filepath.Join(ruletest.Cases(), name))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		for _, label := range []string{"WRONG", "RIGHT"} {
			code := example(rule.Analyzer.Doc, label)
			if len(code) == 0 {
				t.Errorf("doc.go of %s shows no code after %s", name, label)
			}
			if !slices.ContainsFunc(files, func(have map[string]bool) bool { return hasAll(have, code) }) {
				t.Errorf("no case of %s has all lines of the example %s of doc.go:\n%s", name, label, strings.Join(code, "\n"))
			}
		}
	}
}

func TestExample(t *testing.T) {
	doc := "rule: report\n\nWRONG:\n\n\tgo f() // boom\n\n\tg()\n\nRIGHT:\n\n\tgo safe(f)\n\t...\n\nMore.\n"
	for label, want := range map[string]string{"WRONG": "go f()\ng()", "RIGHT": "go safe(f)", "ELSE": ""} {
		if got := strings.Join(example(doc, label), "\n"); got != want {
			t.Errorf("%s: got %q, want %q", label, got, want)
		}
	}
	if hasAll(map[string]bool{"g()": true}, []string{"g()", "h()"}) {
		t.Error("a file without h() has all of g() and h()")
	}
}

// example gives the lines of the first block of code after label.
func example(doc, label string) []string {
	_, rest, _ := strings.Cut(doc, label)
	var code []string
	for line := range strings.Lines(rest) {
		if line = strings.TrimRight(line, "\n"); strings.HasPrefix(line, "\t") {
			if line = bare(line); line != "" {
				code = append(code, line)
			}
		} else if line != "" && len(code) > 0 {
			break
		}
	}
	return code
}

// caseFiles gives the lines of each Go file below dir.
func caseFiles(dir string) ([]map[string]bool, error) {
	var files []map[string]bool
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" {
			return err
		}
		src, err := os.ReadFile(name)
		have := map[string]bool{}
		for line := range strings.Lines(string(src)) {
			have[bare(line)] = true
		}
		files = append(files, have)
		return err
	})
	return files, err
}

// bare gives a line without its indentation and comment, and nothing for a
// line that only says that something is left out.
func bare(line string) string {
	line, _, _ = strings.Cut(line, "//")
	if line = strings.TrimSpace(line); line == "..." {
		return ""
	}
	return line
}

func hasAll(have map[string]bool, lines []string) bool {
	return !slices.ContainsFunc(lines, func(line string) bool { return !have[line] })
}
