// Command safe measures the module safe beside code that one writes by hand and
// beside other libraries, in one process, and prints a table:
//
//	go run . >table.md
//
// Every row is measured in rounds, row after row, so that a busy machine slows all
// of them; the median round counts. What to compare is the ratio to the first row
// of a group, not the nanoseconds.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"testing"
)

// A group is a table: rows that do the same, the first of them by hand.
type group struct {
	title string
	rows  []row
}

type row struct {
	name string
	run  func(b *testing.B)
}

func main() {
	testing.Init()
	rounds := flag.Int("rounds", 5, "measure each row this often and take the median")
	flag.Parse()
	if err := flag.Set("test.benchtime", "200ms"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, g := range groups() {
		print(os.Stdout, g.title, g.measure(*rounds))
	}
}

func groups() []group {
	return []group{guardGroup(), breakerGroup(), deadlineGroup(), goroutineGroup(), panicGroup(), uncaughtGroup()}
}

// measured is the median round of a row.
type measured struct {
	name   string
	ns     float64
	allocs int64
}

func (g group) measure(rounds int) []measured {
	results := make([][]measured, len(g.rows))
	for range rounds {
		for i, r := range g.rows {
			b := testing.Benchmark(r.run)
			ns := float64(b.T.Nanoseconds()) / float64(max(b.N, 1))
			results[i] = append(results[i], measured{r.name, ns, b.AllocsPerOp()})
		}
	}
	medians := make([]measured, len(results))
	for i, r := range results {
		slices.SortFunc(r, func(a, b measured) int { return int(1000 * (a.ns - b.ns)) })
		medians[i] = r[len(r)/2]
	}
	return medians
}

func print(w io.Writer, title string, rows []measured) {
	fmt.Fprintf(w, "| %s | ns/op | allocs/op | ratio |\n|---|---:|---:|---:|\n", title)
	for _, r := range rows {
		fmt.Fprintf(w, "| %s | %.4g | %d | %.2f |\n", r.name, r.ns, r.allocs, r.ns/rows[0].ns)
	}
	fmt.Fprintln(w)
}
