package driver

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// printDiff prints what -fix would change as a patch for patch -p1 and git
// apply.
func (c *command) printDiff(patterns []string, stdout io.Writer) int {
	out := c.vet(patterns, "-fix", "-diff")
	var diffs []string
	for _, diff := range splitDiffs(out.stdout) {
		if out.scope.hasFile(diff.file) {
			diffs = append(diffs, diff.print(c.short))
		}
	}
	slices.Sort(diffs) // each begins with the name of its file
	io.WriteString(stdout, strings.Join(diffs, ""))
	return c.complain(out, len(diffs) > 0)
}

// A fileDiff is the part of a diff that changes one file.
type fileDiff struct{ file, hunks string }

func (d fileDiff) print(short func(string) string) string {
	name := short(d.file)
	return "--- a/" + name + "\n+++ b/" + name + "\n" + renumber(d.hunks)
}

// splitDiffs splits what go vet -fix -diff prints. Each file begins with
//
//	--- /path/a.go (old)
//	+++ /path/a.go (new)
func splitDiffs(text string) []fileDiff {
	var diffs []fileDiff
	lines := strings.SplitAfter(text, "\n")
	for i := 0; i < len(lines); i++ {
		file, ok := strings.CutPrefix(strings.TrimSuffix(lines[i], " (old)\n"), "--- ")
		if ok && i+1 < len(lines) && lines[i+1] == "+++ "+file+" (new)\n" {
			diffs = append(diffs, fileDiff{file: file})
			i++
			continue
		}
		if len(diffs) > 0 {
			diffs[len(diffs)-1].hunks += lines[i]
		}
	}
	return diffs
}

var hunkHeader = regexp.MustCompile(`^@@ -(\d+)(,\d+)? \+\d+(,\d+)? @@`)

// renumber corrects where hunks begin in the new file: behind a hunk with more than one
// change, x/tools v0.52.0 leaves out the lines between its changes.
func renumber(hunks string) string {
	var out strings.Builder
	added := 0 // by the hunks so far
	for line := range strings.Lines(hunks) {
		switch line[0] {
		case '+':
			added++
		case '-':
			added--
		}
		if at := hunkHeader.FindStringSubmatch(line); at != nil && out.Len() > 0 { // the first is right
			old, _ := strconv.Atoi(at[1])
			line = fmt.Sprintf("@@ -%d%s +%d%s @@\n", old, at[2], old+added, at[3])
		}
		out.WriteString(line)
	}
	return out.String()
}
