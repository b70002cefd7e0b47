package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

func seconds(s float64, peak int64) cost {
	d := time.Duration(s * float64(time.Second))
	return cost{wall: d, cpu: 2 * d, peak: peak << 20}
}

func TestMedian(t *testing.T) {
	got := median([]cost{seconds(3, 10), seconds(1, 30), seconds(2, 20)})
	if got != seconds(2, 20) {
		t.Errorf("median = %v", got)
	}
	if got := median([]cost{seconds(1, 1), seconds(2, 2)}); got != seconds(1, 1) {
		t.Errorf("median of two = %v", got)
	}
}

func TestPage(t *testing.T) {
	var b strings.Builder
	err := writePage(&b, []table{{module: "example.com/m@v1.0.0", lines: 7, packages: 3, rows: []row{
		{"floor", seconds(10, 100), seconds(2, 50)},
		{"recoverlint", seconds(13, 140), seconds(1, 50)},
		{"go vet", seconds(9, 90), seconds(1, 40)},
	}}}, 3)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| recoverlint | 13.0 s | 26.0 s | 140 MB | 1.0 s | 2.0 s | 50 MB |\n",
		"| cold: recoverlint ÷ floor, at most 1.5 | 1.30 | 1.30 |\n",
		"| warm: recoverlint ÷ go vet, at most 1.1 | 1.00 | 1.00 |\n",
		"at most 1.5: cold 1.40, warm 1.00.\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page has no %q:\n%s", want, b.String())
		}
	}
}

func TestSections(t *testing.T) {
	page, err := os.ReadFile("../docs/performance.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"safe/README.md", "gensafe.md"} {
		var b strings.Builder
		if err := writeSection(&b, file); err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(b.String(), "\n## ") || !strings.Contains(string(page), b.String()) {
			t.Errorf("docs/performance.md does not have %s as it is", file)
		}
	}
}

// A cold run has a new folder, a warm one the same.
func TestOnce(t *testing.T) {
	shell := cacheTool(t.TempDir(), "shell", "FOLDER", "sh", "-c", "test -d $FOLDER && ! test -e $FOLDER/ran && touch $FOLDER/ran")
	env, err := shell.forget()
	if err != nil {
		t.Fatal(err)
	}
	if c, err := once(".", env, shell); err != nil || c.wall <= 0 || c.peak <= 0 {
		t.Errorf("a run costs %v, %v", c, err)
	}
	broken := tool{name: "broken", args: []string{"sh", "-c", "echo no disk >&2; exit 2"}}
	if _, err := once(".", nil, broken); err == nil || !strings.Contains(err.Error(), "no disk") {
		t.Errorf("a tool that fails: %v", err)
	}
}
