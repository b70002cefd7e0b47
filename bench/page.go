package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

const head = `# Performance

What recoverlint costs, beside go vet, staticcheck, golangci-lint (with the two linters that come nearest) and its
own floor: the same driver with a rule that does nothing. Written by

` + "```sh" + `
go run ./bench > docs/performance.md
` + "```" + `

*Cold*: the go command has compiled the dependencies, and the tool has never seen them. *Warm*: the tool runs again and
nothing has changed. *CPU* is user and system time of all processes of a run, *peak* the most memory that one of them
had resident. Each figure is the median of %d cold runs, or of three times as many warm ones, the tools in
turns, on %s with %d CPUs, %s.
Wall times depend on what else the machine does; CPU times do less so.

recoverlint, its floor and go vet analyse the dependencies and the tests too. staticcheck and golangci-lint do so in one
process, which is why they need more memory.
`

// writePage prints docs/performance.md.
func writePage(w io.Writer, tables []table, runs int) error {
	if _, err := fmt.Fprintf(w, head, runs, cpuModel(), runtime.NumCPU(), runtime.Version()); err != nil {
		return err
	}
	for _, t := range tables {
		if _, err := io.WriteString(w, t.markdown()); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "\nstaticcheck is %s, golangci-lint %s.\n", after(staticcheck, "@"), after(golangci, "@"))
	return err
}

// writeSection prints a page that stands in a file of its own as a section: what it
// says is measured elsewhere.
func writeSection(w io.Writer, file string) error {
	page, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text, ok := strings.CutPrefix(string(page), "# ")
	if !ok {
		return fmt.Errorf("%s begins with no title: write # and one", file)
	}
	_, err = io.WriteString(w, "\n## "+text)
	return err
}

func (t table) markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n%d lines of Go, %d packages with their dependencies and tests.\n\n", t.module, t.lines, t.packages)
	b.WriteString("| tool | cold, wall | cold, CPU | cold, peak | warm, wall | warm, CPU | warm, peak |\n|---|--:|--:|--:|--:|--:|--:|\n")
	for _, r := range t.rows {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", r.tool, r.cold, r.warm)
	}
	b.WriteString("\n| target | wall | CPU |\n|---|--:|--:|\n")
	mine, low, vet := t.rows[ours], t.rows[floor], t.rows[vet]
	for _, target := range []struct {
		text   string
		a, b   cost
		atMost float64
	}{
		{"cold: recoverlint ÷ floor", mine.cold, low.cold, 1.5},
		{"warm: recoverlint ÷ go vet", mine.warm, vet.warm, 1.1},
	} {
		fmt.Fprintf(&b, "| %s, at most %.1f | %.2f | %.2f |\n", target.text, target.atMost,
			target.a.wall.Seconds()/target.b.wall.Seconds(), target.a.cpu.Seconds()/target.b.cpu.Seconds())
	}
	fmt.Fprintf(&b, "\nPeak memory, recoverlint ÷ floor, at most 1.5: cold %.2f, warm %.2f.\n",
		float64(mine.cold.peak)/float64(low.cold.peak), float64(mine.warm.peak)/float64(low.warm.peak))
	return b.String()
}

func (c cost) String() string {
	return fmt.Sprintf("%.1f s | %.1f s | %d MB", c.wall.Seconds(), c.cpu.Seconds(), c.peak>>20)
}

// size counts the lines of the module and the packages that a run on it
// analyses.
func (t *table) size(dir string) error {
	out, err := run(dir, nil, "go", "list", "-deps", "-test", "./...")
	if err != nil {
		return err
	}
	t.packages = bytes.Count(out, []byte("\n"))
	return filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" {
			return err
		}
		src, err := os.ReadFile(name)
		t.lines += bytes.Count(src, []byte("\n"))
		return err
	})
}

func cpuModel() string {
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return runtime.GOARCH
	}
	for line := range strings.Lines(string(info)) {
		if strings.HasPrefix(line, "model name") {
			return strings.TrimSpace(after(line, ":"))
		}
	}
	return runtime.GOARCH
}

func after(s, sep string) string {
	_, rest, _ := strings.Cut(s, sep)
	return rest
}
