package golangci

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/analyzers"
	"github.com/recoverlint/recoverlint/internal/config"
)

// key gives an analyzer that does nothing, and whose name says what the files say; nil
// if there is none. golangci-lint v2.15.0 keeps results in a cache and knows only of
// .golangci.yml: to the rest of the key belong the names of a linter's analyzers
// (pkg/goanalysis/runners_cache.go).
func (p *policy) key() *analysis.Analyzer {
	if len(p.files.Files()) == 0 {
		return nil
	}
	hash := sha256.New()
	fmt.Fprintf(hash, "in %q\n", p.folders) // what is excluded depends on where a module lies
	p.files.Hash(hash)
	return &analysis.Analyzer{
		Name: fmt.Sprintf("%s_files_%x", name, hash.Sum(nil)[:8]),
		Doc:  "stand for what " + config.Name + " says",
		Run:  func(*analysis.Pass) (any, error) { return nil, nil },
	}
}

// nameFacts gives the analyzers that have facts names of their own for what the files
// say of the flags. golangci-lint keeps facts under the name of their analyzer, and what
// is a guard or a starter changes them.
func nameFacts(flags map[string]config.Setting) {
	suffix := ""
	if len(flags) > 0 {
		hash := sha256.New()
		for _, name := range slices.Sorted(maps.Keys(flags)) {
			fmt.Fprintf(hash, "%s=%q\n", name, flags[name].Value)
		}
		suffix = fmt.Sprintf("%s%x", factsUnder, hash.Sum(nil)[:8])
	}
	for _, rule := range analyzers.Rules {
		rename(rule.Analyzer.Requires, suffix)
	}
}

// factsUnder stands between the name of an analyzer and what its facts depend on.
const factsUnder = "_under_"

// rename changes the names of our analyzers that have facts, whose suffix may be
// another's already. (Those of x/tools know nothing of our flags.)
func rename(list []*analysis.Analyzer, suffix string) {
	for _, a := range list {
		if len(a.FactTypes) > 0 && strings.HasPrefix(a.Name, name+"_") {
			own, _, _ := strings.Cut(a.Name, factsUnder)
			a.Name = own + suffix
		}
		rename(a.Requires, suffix)
	}
}
