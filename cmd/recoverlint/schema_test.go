package main

import (
	"os"
	"path/filepath"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// follows is a command of scripts: follows schema.json file demands that the
// file is valid by a schema of this repository.
func follows(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: [!] follows schema file")
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	schema, err := c.Compile(filepath.Join(ruletest.Root(), args[0]))
	ts.Check(err)
	file, err := os.Open(ts.MkAbs(args[1]))
	ts.Check(err)
	defer file.Close()
	doc, err := jsonschema.UnmarshalJSON(file)
	ts.Check(err)
	switch err := schema.Validate(doc); {
	case err != nil && !neg:
		ts.Fatalf("%s: %v", args[1], err)
	case err == nil && neg:
		ts.Fatalf("%s is valid", args[1])
	}
}
