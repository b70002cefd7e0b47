// Floor is recoverlint's driver with one rule that does nothing: what it
// costs to be run on every package at all. The rule has a type of fact, so
// that go vet runs it on the dependencies too.
package main

import (
	"os"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/driver"
)

type fact struct{}

func (*fact) AFact() {}

var nothing = &analysis.Analyzer{
	Name:      "nothing",
	Doc:       "nothing: report nothing",
	Run:       func(*analysis.Pass) (any, error) { return nil, nil },
	FactTypes: []analysis.Fact{new(fact)},
}

func main() {
	os.Exit(driver.Main([]driver.Rule{{Analyzer: nothing, Level: "error", On: true}}, os.Args[1:]))
}
