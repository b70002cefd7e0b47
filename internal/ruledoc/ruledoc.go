// Package ruledoc turns the doc.go of a rule, which is the only text about
// it, into the rule's Doc, its docs page and its address.
package ruledoc

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strings"
)

const home = "https://github.com/recoverlint/recoverlint/blob/main/docs/rules/"

// URL gives the address of the docs page of the rule.
func URL(rule string) string { return home + rule + ".md" }

// Text gives the documentation of a rule: the package comment of its doc.go
// without its first line, which is for godoc. What is left begins with
// «name: summary». A doc.go that has no such text is a mistake in this
// repository, so Text panics.
func Text(rule, docSource string) string {
	file, err := parser.ParseFile(token.NewFileSet(), rule+"/doc.go", docSource, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil {
		panic("internal error: " + err.Error())
	}
	text := packageText(file)
	_, rest, ok := strings.Cut(text, "# Analyzer "+rule+"\n\n")
	if !ok || !strings.HasPrefix(rest, rule+": ") {
		panic("internal error: doc.go of " + rule + " has no section «# Analyzer " + rule + "» that begins with «" + rule + ": summary»")
	}
	return strings.TrimSpace(rest)
}

func packageText(file *ast.File) string {
	if file.Doc == nil {
		return ""
	}
	return file.Doc.Text()
}

// Summary gives the first line of a rule's text without the rule's name.
func Summary(text string) string {
	first, _, _ := strings.Cut(text, "\n")
	_, summary, _ := strings.Cut(first, ": ")
	return summary
}

// Sentence gives the summary of a rule as a sentence.
func Sentence(text string) string {
	summary := Summary(text)
	if summary == "" {
		return ""
	}
	return strings.ToUpper(summary[:1]) + summary[1:] + "."
}

// category matches an item of a list of categories: its name, and perhaps its level.
var category = regexp.MustCompile(`(?m)^\s+- ([a-z-]+)(?: \([a-z]+\))?: `)

// Categories gives the names of the categories that a rule's text lists in a section
// of that name, in their order.
func Categories(text string) []string {
	_, rest, _ := strings.Cut(text, "\n# Categories\n")
	section, _, _ := strings.Cut(rest, "\n# ")
	var names []string
	for _, item := range category.FindAllStringSubmatch(section, -1) {
		names = append(names, item[1])
	}
	return names
}

// Intro gives the first paragraph below the summary, on one line, or the
// summary where there is none.
func Intro(text string) string {
	_, body, _ := strings.Cut(text, "\n")
	intro, _, _ := strings.Cut(strings.TrimSpace(body), "\n\n")
	if intro == "" {
		return Sentence(text)
	}
	return strings.ReplaceAll(intro, "\n", " ")
}
