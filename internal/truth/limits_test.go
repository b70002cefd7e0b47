package truth

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite testdata/limits.txt")

const limitsFile = "testdata/limits.txt"

// limit names a disagreement of the fixed set: the rule, what kind of mistake,
// the site, and the rows of the tables that make the program.
func (d disagreement) limit() string {
	return fmt.Sprintf("%s: %s at %s: %s", d.rule, d.kind, d.site, strings.Join(d.p.rows, " "))
}

// isFixedSet reports whether the flags ask for the programs that the limits
// are about.
func isFixedSet() bool {
	return *programs == "" && *alone && *caseCount == 300 && *firstSeed == 1
}

// beyondLimits leaves out the disagreements that testdata/limits.txt lists:
// what the rules are known to get wrong about the fixed set. A mistake that is
// not listed fails the test; one that is listed and mended is told.
func beyondLimits(t *testing.T, all []disagreement) []disagreement {
	t.Helper()
	if !isFixedSet() {
		return all
	}
	text, err := os.ReadFile(limitsFile)
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Split(strings.TrimSpace(string(text)), "\n")
	beyond := slices.DeleteFunc(slices.Clone(all), func(d disagreement) bool { return slices.Contains(known, d.limit()) })
	t.Logf("%d disagreements, %d of them known limits", len(all), len(all)-len(beyond))
	return beyond
}

// writeLimits lists the disagreements of the fixed set.
func writeLimits(t *testing.T, tallies []*tally) {
	t.Helper()
	if !isFixedSet() {
		t.Fatal("-update is for the fixed set: leave the -truth flags away")
	}
	var lines []string
	for _, tally := range tallies {
		for _, d := range tally.disagreements {
			lines = append(lines, d.limit())
		}
	}
	slices.Sort(lines)
	if err := os.WriteFile(limitsFile, []byte(strings.Join(lines, "\n")+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
