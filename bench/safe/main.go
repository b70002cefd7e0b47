// Command safe measures the module safe beside code that one writes by hand and
// beside other libraries, in one process, and prints a table:
//
//	GOWORK=off go run . >table.md
//
// The rows of a group take turns, in some thousand short batches each, and the
// median batch counts: a machine that is busy for a while slows all rows alike. What
// to compare is the ratio to the first row of the group, not the nanoseconds.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"
)

// A group is a table: rows that do the same, the first of them by hand.
type group struct {
	title string
	rows  []row
}

type row struct {
	name string
	run  func(n int) // n operations
}

func main() {
	batches := flag.Int("batches", 5000, "how many batches of each row to run")
	only := flag.String("only", "", "measure only the groups with this in their title")
	flag.Parse()
	for _, g := range groups() {
		if strings.Contains(g.title, *only) {
			print(os.Stdout, g.title, g.measure(*batches))
		}
	}
}

func groups() []group {
	return []group{
		guardGroup(), breakerGroup(), deadlineGroup(), goroutineGroup(), panicGroup(),
		uncaughtGroup(1), uncaughtGroup(50),
	}
}

// measured is what a row costs.
type measured struct {
	name   string
	ns     float64
	allocs uint64
}

const batchTime = 50 * time.Microsecond

func (g group) measure(batches int) []measured {
	sizes := make([]int, len(g.rows))
	took := make([][]float64, len(g.rows))
	for i, r := range g.rows {
		sizes[i] = r.batchSize()
	}
	for range batches {
		for i, r := range g.rows {
			took[i] = append(took[i], float64(elapsed(r.run, sizes[i]))/float64(sizes[i]))
		}
	}
	table := make([]measured, len(g.rows))
	for i, r := range g.rows {
		slices.Sort(took[i])
		table[i] = measured{r.name, took[i][batches/2], r.allocs()}
	}
	return table
}

// batchSize is how many operations take about batchTime.
func (r row) batchSize() int {
	n := 1
	for elapsed(r.run, n) < batchTime {
		n *= 2
	}
	return n
}

// allocs is how many allocations one operation makes, rounded down.
func (r row) allocs() uint64 {
	const n = 1000
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r.run(n)
	runtime.ReadMemStats(&after)
	return (after.Mallocs - before.Mallocs) / n
}

func elapsed(run func(n int), n int) time.Duration {
	began := time.Now()
	run(n)
	return time.Since(began)
}

func print(w io.Writer, title string, rows []measured) {
	fmt.Fprintf(w, "| %s | ns/op | allocs/op | ratio |\n|---|---:|---:|---:|\n", title)
	for _, r := range rows {
		fmt.Fprintf(w, "| %s | %.4g | %d | %.2f |\n", r.name, r.ns, r.allocs, r.ns/rows[0].ns)
	}
	fmt.Fprintln(w)
}
