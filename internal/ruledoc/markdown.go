package ruledoc

import (
	"cmp"
	"fmt"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strings"
)

// A Page is what the docs page of a rule says: its text, and its row in the
// table of rules.
type Page struct {
	Rule  string
	Text  string // as Text gives it: the Doc of the analyzer
	Group string
	Level string
	// Levels gives the level of each category that does not have Level.
	Levels map[string]string
	On     bool
	Since  string
}

// Markdown renders the page: docs/rules/<rule>.md, and what recoverlint
// -explain prints.
func (p Page) Markdown() []byte {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", p.Rule, inline(Sentence(p.Text)))
	b.WriteString("| group | level | runs | since |\n|---|---|---|---|\n")
	fmt.Fprintf(&b, "| %s | %s | %s | %s |\n\n", p.Group, p.Level, p.runs(), p.Since)
	if len(p.Levels) > 0 {
		b.WriteString("| category | level |\n|---|---|\n")
		for _, category := range slices.Sorted(maps.Keys(p.Levels)) {
			fmt.Fprintf(&b, "| %s | %s |\n", category, p.Levels[category])
		}
		fmt.Fprintf(&b, "| any other | %s |\n\n", p.Level)
	}
	_, body, _ := strings.Cut(p.Text, "\n")
	var parser comment.Parser
	for _, block := range parser.Parse(strings.TrimSpace(body)).Content {
		writeBlock(&b, block, "")
	}
	return []byte(strings.TrimRight(b.String(), "\n") + "\n")
}

func (p Page) runs() string {
	if p.On {
		return "by default"
	}
	return fmt.Sprintf("when asked for (`-%s`)", p.Rule)
}

// Index renders the table of all rules: docs/rules/README.md.
func Index(pages []Page) []byte {
	var b strings.Builder
	b.WriteString("# Rules\n\n| rule | finds | group | level | runs | since |\n|---|---|---|---|---|---|\n")
	for _, p := range pages {
		fmt.Fprintf(&b, "| [%s](%s.md) | %s | %s | %s | %s | %s |\n", p.Rule, p.Rule, inline(Summary(p.Text)), p.Group, p.allLevels(), p.runs(), p.Since)
	}
	return []byte(b.String())
}

// allLevels names the levels that the findings of the rule may have, the
// highest first.
func (p Page) allLevels() string {
	rank := map[string]int{"error": 0, "warning": 1, "note": 2}
	levels := append(slices.Collect(maps.Values(p.Levels)), p.Level)
	slices.SortFunc(levels, func(a, b string) int { return cmp.Compare(rank[a], rank[b]) })
	return strings.Join(slices.Compact(levels), ", ")
}

// writeBlock writes one block, each line of it after indent. x/tools' printer
// would indent code, so that no reader knows its language.
func writeBlock(b *strings.Builder, block comment.Block, indent string) {
	switch block := block.(type) {
	case *comment.Heading:
		fmt.Fprintf(b, "## %s\n\n", text(block.Text))
	case *comment.Paragraph:
		fmt.Fprintf(b, "%s\n\n", strings.ReplaceAll(text(block.Text), "\n", "\n"+indent))
	case *comment.Code:
		code := strings.TrimRight(block.Text, "\n")
		fence := "```" + language(code) + "\n" + code + "\n```"
		fmt.Fprintf(b, "%s\n\n", strings.ReplaceAll(fence, "\n", "\n"+indent))
	case *comment.List:
		between := "\n"
		if block.BlankBetween() {
			between = "\n\n"
		}
		for i, item := range block.Items {
			if i > 0 {
				b.WriteString(between + indent)
			}
			b.WriteString(listItem(item, indent))
		}
		b.WriteString("\n\n")
	}
}

func listItem(item *comment.ListItem, indent string) string {
	marker := "- "
	if item.Number != "" {
		marker = item.Number + ". "
	}
	indent += strings.Repeat(" ", len(marker))
	var b strings.Builder
	for i, part := range item.Content {
		if i > 0 {
			b.WriteString(indent)
		}
		writeBlock(&b, part, indent)
	}
	return marker + strings.TrimRight(b.String(), "\n ")
}

// language tells Go from what is typed at a prompt. Go that leaves something
// out (...) does not parse, so what is not a command is Go.
func language(code string) string {
	for _, around := range [][2]string{{"package p;", ""}, {"package p; func _() {", "\n}"}} {
		if _, err := parser.ParseFile(token.NewFileSet(), "", around[0]+code+around[1], 0); err == nil {
			return "go"
		}
	}
	switch word, _, _ := strings.Cut(code, " "); word {
	case "$", "go", "recoverlint":
		return "sh"
	}
	return "go"
}

func text(parts []comment.Text) string {
	var b strings.Builder
	for _, part := range parts {
		switch part := part.(type) {
		case comment.Plain:
			b.WriteString(inline(string(part)))
		case comment.Italic:
			b.WriteString("*" + inline(string(part)) + "*")
		case *comment.Link:
			fmt.Fprintf(&b, "[%s](%s)", text(part.Text), part.URL)
		case *comment.DocLink:
			fmt.Fprintf(&b, "[%s](%s)", text(part.Text), part.DefaultURL("https://pkg.go.dev"))
		}
	}
	return b.String()
}

var escape = strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `<`, `\<`, `[`, `\[`, `|`, `\|`)

// inline escapes what Markdown would take for markup, except in `code`.
func inline(s string) string {
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 {
		return strings.ReplaceAll(escape.Replace(s), "`", "\\`") // a backquote that nothing closes
	}
	for i := 0; i < len(parts); i += 2 {
		parts[i] = escape.Replace(parts[i])
	}
	return strings.Join(parts, "`")
}
