package ruledoc_test

import (
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

const doc = `// Package deadtool defines an Analyzer.
//
// # Analyzer deadtool
//
// deadtool: report tools that do *nothing*
//
// A tool is dead if Use_it calls ` + "`x_y`" + ` and [os.Exit] never.
//
// WRONG:
//
//	go func() {
//		use()
//	}()
//
// RIGHT, as far as one can see:
//
//	defer guard()
//	...
//
// # Silences
//
//   - a tool that
//     nobody holds
//   - another
//
// Switch it off at the prompt:
//
//	go vet -vettool=$(which recoverlint) -deadtool=false ./...
package deadtool
`

const page = `# deadtool

Report tools that do \*nothing\*.

| group | level | runs | since |
|---|---|---|---|
| edges | warning | by default | v0.1.0 |

| category | level |
|---|---|
| bad | error |
| meh | note |
| any other | warning |

A tool is dead if Use\_it calls ` + "`x_y`" + ` and [os.Exit](https://pkg.go.dev/os#Exit) never.

WRONG:

` + "```go" + `
go func() {
	use()
}()
` + "```" + `

RIGHT, as far as one can see:

` + "```go" + `
defer guard()
...
` + "```" + `

## Silences

- a tool that
  nobody holds
- another

Switch it off at the prompt:

` + "```sh" + `
go vet -vettool=$(which recoverlint) -deadtool=false ./...
` + "```" + `
`

func entry() ruledoc.Page {
	return ruledoc.Page{
		Rule: "deadtool", Text: ruledoc.Text("deadtool", doc), Group: "edges", Level: "warning",
		Levels: map[string]string{"meh": "note", "bad": "error"}, On: true, Since: "v0.1.0",
	}
}

func TestMarkdown(t *testing.T) {
	if got := string(entry().Markdown()); got != page {
		t.Errorf("got\n%s\nwant\n%s", got, page)
	}
}

func TestIndex(t *testing.T) {
	off := entry()
	off.On, off.Levels = false, nil
	got := string(ruledoc.Index([]ruledoc.Page{entry(), off}))
	for _, want := range []string{
		`| [deadtool](deadtool.md) | report tools that do \*nothing\* | edges | error, warning, note | by default | v0.1.0 |`,
		"| warning | when asked for (`-deadtool`) |",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not in\n%s", want, got)
		}
	}
}

func TestParts(t *testing.T) {
	text := ruledoc.Text("deadtool", doc)
	if got, want := ruledoc.Sentence(text), "Report tools that do *nothing*."; got != want {
		t.Errorf("sentence is %q, want %q", got, want)
	}
	if got, want := ruledoc.Intro(text), "A tool is dead if Use_it calls `x_y` and [os.Exit] never."; got != want {
		t.Errorf("intro is %q, want %q", got, want)
	}
	if got, want := ruledoc.Intro("deadtool: report it\n"), "Report it."; got != want {
		t.Errorf("without a text the intro is %q, want %q", got, want)
	}
}

func TestTextDemandsItsSection(t *testing.T) {
	for _, source := range []string{"package p\n", "// Package p is.\npackage p\n", strings.ReplaceAll(doc, "deadtool: ", "")} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("this doc.go is taken:\n%s", source)
				}
			}()
			ruledoc.Text("deadtool", source)
		}()
	}
}
