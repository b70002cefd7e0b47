package golangci_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/recoverlint/recoverlint/analyzers"
	golangci "github.com/recoverlint/recoverlint/golangci-plugin"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// testPage runs what the page shows, on a copy of the small service that is
// configured as the page says. That finds what recoverlint finds by default.
func testPage(t *testing.T) {
	shop, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(shop, os.DirFS(filepath.Join(ruletest.Root(), "testdata", "shop"))); err != nil {
		t.Fatal(err)
	}
	config := filepath.Join(shop, ".golangci.yml")
	write(t, config, block(t, "yaml", "# .golangci.yml"))
	want := recoverlintLines(t, shop, run(t, shop, 1, "recoverlint", "-json", "./..."))
	got := golangciLines(t, runJSON(t, shop, 1, config))
	if d := difference(want, got); d != "" {
		t.Errorf("- recoverlint, + golangci-lint\n%s", d)
	}
	const typed = command + " run --enable-only=recoverlint ./..."
	args := strings.Fields(typed)
	shown, printed := block(t, "text", "$ "+typed), string(run(t, shop, 1, args[0], args[1:]...))
	switch {
	case shown == printed:
	case ruletest.Updating():
		replaceInPage(t, typed+"\n"+shown, typed+"\n"+printed)
	default:
		t.Errorf("%s shows\n%sand this is printed (run go test ./golangci-plugin -update, and read it):\n%s", golangciPage, shown, printed)
	}
}

// The README shows the same two files.
func TestReadmeShowsTheSame(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{".custom-gcl.yml", ".golangci.yml"} {
		if !strings.Contains(string(readme), "```yaml\n"+block(t, "yaml", "# "+file)+"```\n") {
			t.Errorf("the README does not show %s as %s does", file, golangciPage)
		}
	}
}

// The settings that the page shows are taken, and are all that there are.
func TestPageShowsEverySetting(t *testing.T) {
	var shown struct{ Settings map[string]any }
	if err := yaml.Unmarshal([]byte(block(t, "yaml", "# settings")), &shown); err != nil {
		t.Fatal(err)
	}
	for _, rule := range analyzers.Rules {
		name := rule.Analyzer.Name
		keys, _ := shown.Settings["rules"].(map[string]any)[name].(map[string]any)
		rule.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			if _, ok := keys[f.Name]; !ok {
				t.Errorf("%s does not show %s.%s", golangciPage, name, f.Name)
			}
		})
	}
	if _, err := golangci.New(shown.Settings); err != nil {
		t.Errorf("%s: %v", golangciPage, err)
	}
}

const golangciPage = "../docs/golangci.md"

// block gives what stands behind the first line of a block of the page.
func block(t *testing.T, kind, first string) string {
	t.Helper()
	text, err := os.ReadFile(golangciPage)
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), "```"+kind+"\n"+first+"\n")
	rest, _, _ = strings.Cut(rest, "```")
	if !found {
		t.Fatalf("%s shows no %q", golangciPage, first)
	}
	return rest
}

func replaceInPage(t *testing.T, old, new string) {
	t.Helper()
	text, err := os.ReadFile(golangciPage)
	if err != nil {
		t.Fatal(err)
	}
	write(t, golangciPage, strings.Replace(string(text), old, new, 1))
}
