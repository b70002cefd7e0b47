// Gen-safe writes the wrapped call sites that make a service safe: decorators that
// turn panics into errors and keep to deadlines, breakers and fallbacks. Say what to
// wrap with //safe: directives, and run it by go generate:
//
//	//go:generate go tool gen-safe
//
// gen-safe -help lists the subcommands and flags.
package main

import (
	"os"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/driver"
	"github.com/recoverlint/recoverlint/internal/gen"
)

func main() {
	rules := make([]driver.Rule, len(analyzers.Rules))
	for i, rule := range analyzers.Rules {
		rules[i] = driver.Rule(rule)
	}
	args := os.Args[1:]
	if driver.IsVetTool(args) { // gen-safe calls runs go vet, and that this program
		os.Exit(driver.Main(rules, args))
	}
	os.Exit(gen.Main(rules, args, os.Stdout, os.Stderr))
}
