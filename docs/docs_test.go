package docs

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

var update = flag.Bool("update", false, "write rules/*.md")

// The pages are what the rules' doc.go files say, and there are no others.
func TestRulePagesAreFresh(t *testing.T) {
	pages := map[string][]byte{}
	var all []ruledoc.Page
	for _, rule := range analyzers.Rules {
		page := ruledoc.Page{
			Rule: rule.Analyzer.Name, Text: rule.Analyzer.Doc, Group: rule.Group,
			Level: rule.Level, Levels: rule.Levels, On: rule.On, Since: rule.Since,
		}
		pages[page.Rule+".md"] = page.Markdown()
		all = append(all, page)
	}
	pages["README.md"] = ruledoc.Index(all)
	if *update {
		write(t, pages)
	}
	files, err := filepath.Glob("rules/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		want, ok := pages[filepath.Base(file)]
		if !ok {
			t.Errorf("%s belongs to no rule", file)
			continue
		}
		delete(pages, filepath.Base(file))
		if got, err := os.ReadFile(file); err != nil || string(got) != string(want) {
			t.Errorf("%s is not what doc.go says (run go test ./docs -update): %v", file, err)
		}
	}
	for name := range pages {
		t.Errorf("rules/%s is missing (run go test ./docs -update)", name)
	}
}

// GitHub takes no longer description of a rule than that.
func TestIntrosAreShort(t *testing.T) {
	for _, rule := range analyzers.Rules {
		if n := len(ruledoc.Intro(rule.Analyzer.Doc)); n > 1024 {
			t.Errorf("the first paragraph of %s has %d bytes, and 1024 are the most", rule.Analyzer.Name, n)
		}
	}
}

// What the docs list as categories is what the table gives levels to, and more.
func TestCategoriesAreListed(t *testing.T) {
	for _, rule := range analyzers.Rules {
		listed := ruledoc.Categories(rule.Analyzer.Doc)
		if len(listed) == 0 {
			t.Errorf("%s lists no categories", rule.Analyzer.Name)
		}
		for category := range rule.Levels {
			if !slices.Contains(listed, category) {
				t.Errorf("%s has levels for the category %s, and lists only %v", rule.Analyzer.Name, category, listed)
			}
		}
	}
}

func write(t *testing.T, pages map[string][]byte) {
	t.Helper()
	if err := os.RemoveAll("rules"); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir("rules", 0o755); err != nil {
		t.Fatal(err)
	}
	for name, page := range pages {
		if err := os.WriteFile(filepath.Join("rules", name), page, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
