package load

import (
	"bytes"
	"go/build"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io"
	"path/filepath"
	"strings"
)

// constraintOf gives the go:build line that a file needs to be built when the file
// name is: its own, what its name says ("_linux_amd64.go"), and the given tags. "" is
// none.
func constraintOf(name string, content []byte, tags ...string) string {
	var all constraint.Expr
	for _, tag := range append(nameTags(filepath.Base(name)), tags...) {
		all = and(all, &constraint.TagExpr{Tag: tag})
	}
	for line := range bytes.Lines(content) {
		text := strings.TrimSpace(string(line))
		if strings.HasPrefix(text, "package ") {
			break
		}
		if constraint.IsGoBuild(text) {
			if expr, err := constraint.Parse(text); err == nil {
				all = and(all, expr)
			}
		}
	}
	if all == nil {
		return ""
	}
	return "//go:build " + all.String()
}

func and(a, b constraint.Expr) constraint.Expr {
	if a == nil {
		return b
	}
	return &constraint.AndExpr{X: a, Y: b}
}

// nameTags gives the operating system and the architecture in a file's name.
func nameTags(base string) []string {
	stem := strings.TrimSuffix(strings.TrimSuffix(base, ".go"), "_test")
	parts := strings.Split(stem, "_")
	var tags []string
	for i := len(parts) - 1; i > 0 && i >= len(parts)-2; i-- {
		if !isPlatform(parts[i]) {
			break
		}
		tags = append([]string{parts[i]}, tags...)
	}
	return tags
}

// isPlatform asks go/build, which has the list of systems and architectures but
// does not show it: on a system that does not exist a file x_word.go is built
// only if the word means nothing.
func isPlatform(word string) bool {
	nowhere := build.Default
	nowhere.GOOS, nowhere.GOARCH = "none", "none"
	nowhere.OpenFile = func(string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader("package x\n")), nil
	}
	built, err := nowhere.MatchFile("", "x_"+word+".go")
	return err == nil && !built
}

// importsC reports whether a file uses cgo. (Its syntax tree does not tell: it is
// that of the file which cgo made of it.)
func importsC(content []byte) bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", content, parser.ImportsOnly)
	if err != nil {
		return false
	}
	for _, spec := range file.Imports {
		if spec.Path.Value == `"C"` {
			return true
		}
	}
	return false
}
