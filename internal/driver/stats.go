package driver

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/recoverlint/recoverlint/internal/report"
)

// A count is how many findings there are of a kind.
type count struct {
	Rule   string       `json:"rule"`
	Level  report.Level `json:"level"`
	Folder string       `json:"folder"` // of the package
	Count  int          `json:"count"`
}

// printStats is recoverlint stats: how many findings, by rule, level and folder.
func (c *command) printStats(out output, stdout io.Writer) int {
	counts := countAll(out.findings)
	var text bytes.Buffer
	if c.opts.format == "json" {
		data, err := json.MarshalIndent(counts, "", "\t")
		if err != nil {
			panic("internal error: " + err.Error()) // strings and numbers always encode
		}
		fmt.Fprintf(&text, "%s\n", data)
	} else {
		printCounts(&text, counts, len(out.findings))
	}
	var err error
	if c.opts.file != "" {
		err = replaceFile(join(c.dir, c.opts.file), text.Bytes())
	} else {
		_, err = stdout.Write(text.Bytes())
	}
	code := c.complain(out, false)
	if err != nil {
		fmt.Fprintf(c.stderr, "%s: %v\n", progname, err)
		return failed
	}
	return code
}

// countAll counts findings, by rule, level and folder in this order.
func countAll(findings []report.Finding) []count {
	counts := []count{}
	for _, f := range findings {
		k := count{f.Rule, f.Level, path.Dir(f.Start.File), 0}
		i := slices.IndexFunc(counts, func(other count) bool {
			return other.Rule == k.Rule && other.Level == k.Level && other.Folder == k.Folder
		})
		if i < 0 {
			i = len(counts)
			counts = append(counts, k)
		}
		counts[i].Count++
	}
	slices.SortFunc(counts, func(a, b count) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), a.Level.Compare(b.Level), strings.Compare(a.Folder, b.Folder))
	})
	return counts
}

func printCounts(stdout io.Writer, counts []count, total int) {
	w := tabwriter.NewWriter(stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "rule\tlevel\tfolder\tfindings")
	for _, k := range counts {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\n", k.Rule, k.Level, k.Folder, k.Count)
	}
	fmt.Fprintf(w, "all\t\t\t%d\n", total)
	w.Flush()
}
