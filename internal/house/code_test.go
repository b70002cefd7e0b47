package house

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	maxFuncLines = 60  // a function that fills a screen is read in pieces
	maxRuleLines = 250 // over that, a fact or a flow question wants to leave the rule
)

func TestFunctionsAreShort(t *testing.T) {
	for _, pkg := range house(t) {
		for _, name := range pkg.GoFiles {
			file := filepath.Join(pkg.Dir, name)
			for _, fault := range longFuncs(t, file, nil) {
				t.Error(fault)
			}
		}
	}
}

func TestRulesAreShort(t *testing.T) {
	for _, pkg := range house(t) {
		if !isRule(room(pkg.ImportPath)) {
			continue
		}
		for _, name := range pkg.GoFiles {
			src, err := os.ReadFile(filepath.Join(pkg.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			if n := codeLines(src); n >= maxRuleLines {
				t.Errorf("%s/%s has %d lines of code, and a rule's file has under %d: move what it asks to facts, flow or known", room(pkg.ImportPath), name, n, maxRuleLines)
			}
		}
	}
}

func TestLengthsAreMeasured(t *testing.T) {
	src := []byte("// Package p is\n// short.\npackage p\n\nvar f = func() {\n\t_ = `\n`\n} /* two\nlines */\n\nfunc g() {\n}\n")
	if n := codeLines(src); n != 7 {
		t.Errorf("codeLines = %d, want 7", n)
	}
	long := append([]byte("package p\n\nvar f = func() {\n"), slices.Repeat([]byte("\tprintln()\n"), maxFuncLines)...)
	if faults := longFuncs(t, "p.go", append(long, "}\n"...)); len(faults) != 1 {
		t.Errorf("a function literal of %d lines: got %q", maxFuncLines+2, faults)
	}
	if faults := longFuncs(t, "p.go", src); len(faults) != 0 {
		t.Errorf("short functions: got %q", faults)
	}
}

// longFuncs names the functions and function literals of a file that are too
// long. (A literal in a function that is too long is not named again.)
func longFuncs(t *testing.T, file string, src []byte) []string {
	t.Helper()
	fset := token.NewFileSet()
	var text any // a nil []byte would be taken for an empty file
	if src != nil {
		text = src
	}
	parsed, err := parser.ParseFile(fset, file, text, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var faults []string
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.FuncDecl, *ast.FuncLit:
			start, end := fset.Position(n.Pos()), fset.Position(n.End())
			if lines := end.Line - start.Line + 1; lines > maxFuncLines {
				faults = append(faults, fmt.Sprintf("%s: a function of %d lines, and %d are the most", start, lines, maxFuncLines))
				return false
			}
		}
		return true
	})
	return faults
}

// codeLines counts the lines that hold something other than blanks and
// comments.
func codeLines(src []byte) int {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, 0)
	lines := map[int]bool{}
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return len(lines)
		}
		if tok == token.SEMICOLON && lit == "\n" {
			continue // put in by the scanner
		}
		first := file.Line(pos)
		for line := first; line <= first+strings.Count(lit, "\n"); line++ {
			lines[line] = true
		}
	}
}
