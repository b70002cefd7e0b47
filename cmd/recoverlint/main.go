// Recoverlint finds the places where a Go service fails silently. Run it on
// packages, or as the tool of go vet and go fix:
//
//	recoverlint ./...
//	go vet -vettool=$(which recoverlint) ./...
//	go fix -fixtool=$(which recoverlint) -diff ./...
//
// recoverlint -help lists the flags.
package main

import (
	"os"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/driver"
)

func main() {
	rules := make([]driver.Rule, len(analyzers.Rules))
	for i, rule := range analyzers.Rules {
		rules[i] = driver.Rule(rule)
	}
	os.Exit(driver.Main(rules, os.Args[1:]))
}
