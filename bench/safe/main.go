// Command safe measures the module safe beside code that one writes by hand and
// beside other libraries, in one process, and prints a table:
//
//	go run . >table.md
//
// Every row is measured in rounds, row after row, so that a busy machine slows all
// of them, and its fastest round counts: noise only ever adds. What to compare is the
// ratio to the first row of a group, not the nanoseconds.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
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
	rounds := flag.Int("rounds", 10, "measure each row this often and take the fastest")
	only := flag.String("only", "", "measure only the groups with this in their title")
	flag.Parse()
	if err := flag.Set("test.benchtime", "100ms"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	for _, g := range groups() {
		if !strings.Contains(g.title, *only) {
			continue
		}
		print(os.Stdout, g.title, g.measure(*rounds))
	}
}

func groups() []group {
	return []group{
		guardGroup(), breakerGroup(), deadlineGroup(), goroutineGroup(), panicGroup(),
		uncaughtGroup(1), uncaughtGroup(50),
	}
}

// measured is the fastest round of a row.
type measured struct {
	name   string
	ns     float64
	allocs int64
}

func (g group) measure(rounds int) []measured {
	fastest := make([]measured, len(g.rows))
	for round := range rounds {
		for i, r := range g.rows {
			b := testing.Benchmark(r.run)
			m := measured{r.name, float64(b.T.Nanoseconds()) / float64(max(b.N, 1)), b.AllocsPerOp()}
			if round == 0 || m.ns < fastest[i].ns {
				fastest[i] = m
			}
		}
	}
	return fastest
}

func print(w io.Writer, title string, rows []measured) {
	fmt.Fprintf(w, "| %s | ns/op | allocs/op | ratio |\n|---|---:|---:|---:|\n", title)
	for _, r := range rows {
		fmt.Fprintf(w, "| %s | %.4g | %d | %.2f |\n", r.name, r.ns, r.allocs, r.ns/rows[0].ns)
	}
	fmt.Fprintln(w)
}
