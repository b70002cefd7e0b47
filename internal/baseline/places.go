package baseline

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"

	"github.com/recoverlint/recoverlint/internal/report"
)

// places knows the code around findings.
type places struct {
	source Source
	files  map[string]*file
}

type file struct {
	lines [][]byte
	decls []decl
}

// A decl is a declaration at the top of a file.
type decl struct {
	name     string
	from, to int // lines
}

func newPlaces(source Source) *places { return &places{source: source, files: make(map[string]*file)} }

// around gives the declaration that a finding is in, "" for none, and its source
// line without the space around and between the words.
func (p *places) around(f report.Finding) (in, line string) {
	src := p.files[f.Start.File]
	if src == nil {
		src = parse(p.source(f.Start.File))
		p.files[f.Start.File] = src
	}
	if n := f.Start.Line; 0 < n && n <= len(src.lines) {
		line = strings.Join(strings.Fields(string(src.lines[n-1])), " ")
	}
	for _, d := range src.decls {
		if d.from <= f.Start.Line && f.Start.Line <= d.to {
			in = d.name
		}
	}
	return in, line
}

func parse(source []byte) *file {
	f := &file{lines: bytes.Split(source, []byte{'\n'})}
	fset := token.NewFileSet()
	syntax, err := parser.ParseFile(fset, "", source, parser.SkipObjectResolution)
	if syntax == nil || err != nil {
		return f
	}
	for _, d := range syntax.Decls {
		name := nameOf(d)
		f.decls = append(f.decls, decl{name, fset.Position(d.Pos()).Line, fset.Position(d.End()).Line})
	}
	return f
}

// nameOf names a declaration: a function, T.method, or the first of its names.
func nameOf(d ast.Decl) string {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv != nil && len(d.Recv.List) == 1 {
			return receiver(d.Recv.List[0].Type) + "." + d.Name.Name
		}
		return d.Name.Name
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				return spec.Name.Name
			case *ast.ValueSpec:
				return spec.Names[0].Name
			}
		}
	}
	return ""
}

func receiver(t ast.Expr) string {
	switch t := ast.Unparen(t).(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}
