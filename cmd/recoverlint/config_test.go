package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/tools/txtar"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/config"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// The published schema is that of the rules as they are, and says of the files in
// the script of the configuration what recoverlint says.
func TestConfigSchema(t *testing.T) {
	rules := make([]config.Rule, len(analyzers.Rules))
	for i, rule := range analyzers.Rules {
		rules[i] = config.Rule{Analyzer: rule.Analyzer, Levels: rule.Levels}
	}
	name := filepath.Join(ruletest.Root(), "docs", "recoverlint.schema.json")
	want := config.Schema(rules)
	if ruletest.Updating() {
		if err := os.WriteFile(name, want, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if have, err := os.ReadFile(name); err != nil || !bytes.Equal(have, want) {
		t.Fatalf("%s is not up to date: go test ./cmd/recoverlint -run TestConfigSchema -update (%v)", name, err)
	}
	compiler := jsonschema.NewCompiler()
	schema, err := compiler.Compile(name)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, script := range []string{"config.txtar", "config_lists.txtar"} {
		archive, err := txtar.ParseFile(filepath.Join(ruletest.Root(), "testdata", "script", script))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range archive.Files {
			seen += checkSample(t, schema, file)
		}
	}
	if seen < 10 {
		t.Errorf("only %d files were looked at", seen)
	}
	page, err := os.ReadFile(filepath.Join(ruletest.Root(), "docs", "configuration.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, shown, _ := bytes.Cut(page, []byte("```yaml\n"))
	shown, _, _ = bytes.Cut(shown, []byte("```\n"))
	var value map[string]any
	if err := yaml.Unmarshal(shown, &value); err != nil || len(value) < 10 {
		t.Fatalf("the page shows %d keys: %v", len(value), err)
	}
	if err := schema.Validate(value); err != nil {
		t.Errorf("what the page shows: %v", err)
	}
}

// checkSample demands of a file of a script that the schema agrees with its name, and
// gives 1 if it is a configuration.
func checkSample(t *testing.T, schema *jsonschema.Schema, file txtar.File) int {
	var value any
	if !strings.HasSuffix(file.Name, ".yml") || yaml.Unmarshal(file.Data, &value) != nil {
		return 0
	}
	// What is wrong with bad5.yml, a flag of a rule does not take; a schema does not know.
	bad := strings.HasPrefix(file.Name, "bad") && file.Name != "bad5.yml"
	if err := schema.Validate(value); (err != nil) != bad {
		t.Errorf("%s: %v", file.Name, err)
	}
	return 1
}
