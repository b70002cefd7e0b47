package calls

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/recoverlint/recoverlint/internal/gen/load"
	"github.com/recoverlint/recoverlint/internal/gen/plan"
	"github.com/recoverlint/recoverlint/internal/match"
	"github.com/recoverlint/recoverlint/internal/report"
)

// A Site is a finding of recoverlint's, and what becomes of it.
type Site struct {
	Finding report.Finding
	Want    plan.CallWant // the wrapper that the call is to be rewritten to, if its Func is not nil
	By      string        // what the call is rewritten to; "" if it is not
	How     []string      // what that does
	Why     string        // why it is not rewritten

	pkg  *load.Package
	file *load.File
	stmt *ast.GoStmt   // of a go statement
	call *ast.CallExpr // otherwise
	ctx  string        // what a wrapper with a context is given
	recv string        // the receiver, as the wrapper is given it

	sends string // a channel that the goroutine sends to; "" for none
}

// Rules are those whose findings are about calls.
var Rules = []string{"ctxsibling", "nakedgo"}

// A Finder finds sites.
type Finder struct {
	Fset     *token.FileSet
	Deadline time.Duration // of wrappers with a context, to begin with
	files    map[string]fileOf
}

type fileOf struct {
	pkg  *load.Package
	file *load.File
}

// NewFinder makes a finder for the files of a program.
func NewFinder(program *load.Program, deadline time.Duration) *Finder {
	f := &Finder{Fset: program.Fset, Deadline: deadline, files: make(map[string]fileOf)}
	for _, pkg := range program.Packages {
		for _, file := range pkg.Files {
			f.files[file.Name] = fileOf{pkg, file}
		}
	}
	return f
}

// Find finds the call that a finding is about. Names of files are absolute in it.
func (f *Finder) Find(finding report.Finding) *Site {
	s := &Site{Finding: finding}
	s.Why = f.find(s)
	return s
}

// Package is the package that the call stands in; nil if that was not loaded.
func (s *Site) Package() *load.Package { return s.pkg }

// Text names the call: http.Get, go worker, or the rule where none was found.
func (s *Site) Text() string {
	call := s.theCall()
	if call == nil {
		return s.Finding.Rule
	}
	text := "func literal"
	if _, ok := ast.Unparen(call.Fun).(*ast.FuncLit); !ok {
		text = short(types.ExprString(call.Fun))
	}
	if s.stmt != nil {
		return "go " + text
	}
	return text
}

// short is the last part of a long chain of calls.
func short(text string) string {
	if i := strings.LastIndexByte(text, '.'); len(text) > 40 && i >= 0 {
		return "…" + text[i:]
	}
	return text
}

func (f *Finder) find(s *Site) (why string) {
	of, ok := f.files[s.Finding.Start.File]
	switch {
	case strings.HasSuffix(s.Finding.Start.File, "_test.go"):
		return "it is in a test"
	case !ok:
		return "its file is not one of a package that was loaded"
	case of.file.Cgo:
		return "its file uses cgo, which rewrites it before the compiler sees it"
	case of.file.Constraint != "":
		return "its file has a build constraint, and the wrapper's file has none"
	}
	s.pkg, s.file = of.pkg, of.file
	if s.Finding.Rule == "ctxsibling" {
		why = f.withContext(s)
	} else {
		why = f.onGoroutine(s)
	}
	if why == "" {
		why = s.redeclared()
	}
	return why
}

// redeclared says which name of the language, of those that the rewritten code and the
// wrappers need, has another meaning there.
func (s *Site) redeclared() (why string) {
	scope, places := s.pkg.Types.Scope(), []token.Pos{s.theCall().Pos()}
	if s.stmt != nil && s.Want.Func == nil { // a literal stays where it is
		lit := ast.Unparen(s.stmt.Call.Fun).(*ast.FuncLit)
		places = append(places, lit.Body.Rbrace)
	}
	for _, pos := range places {
		if len(places) > 1 {
			scope = s.pkg.Types.Scope().Innermost(pos)
		}
		for _, name := range []string{"nil", "error"} {
			if _, obj := scope.LookupParent(name, pos); obj != types.Universe.Lookup(name) {
				return "what it would become needs the " + name + " of the language, which is declared anew: rename that"
			}
		}
	}
	return ""
}

// pos is the place of a position in the file of s.
func (f *Finder) pos(s *Site, p report.Position) token.Pos {
	file := f.Fset.File(s.file.Syntax.FileStart)
	if p.Line < 1 || p.Line > file.LineCount() || p.File != s.Finding.Start.File {
		return token.NoPos
	}
	return file.LineStart(p.Line) + token.Pos(p.Column-1)
}

// path gives the nodes around a position, the innermost first.
func (s *Site) path(pos token.Pos) []ast.Node {
	path, _ := astutil.PathEnclosingInterval(s.file.Syntax, pos, pos+1)
	return path
}

// callEnding finds the call around pos of which Fun, or all of it, ends at end.
func (s *Site) callEnding(pos, end token.Pos) *ast.CallExpr {
	for _, node := range s.path(pos) {
		if call, ok := node.(*ast.CallExpr); ok && (call.Fun.End() == end || call.End() == end) {
			return call
		}
	}
	return nil
}

// operand gives the text of the receiver of a method call, as a value of the type
// that the method is declared for: &s.db for s.db.Query(), where db is a sql.DB.
func (f *Finder) operand(s *Site, call *ast.CallExpr, content []byte) (text, why string) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	selection := s.pkg.Info.Selections[sel]
	if !ok || selection == nil {
		return "", ""
	}
	if selection.Kind() != types.MethodVal {
		return "", "it is called by a method expression"
	}
	text = string(content[f.Fset.Position(sel.X.Pos()).Offset:f.Fset.Position(sel.X.End()).Offset])
	t := selection.Recv()
	for _, i := range selection.Index()[:len(selection.Index())-1] {
		field := structOf(t).Field(i)
		if !field.Exported() && field.Pkg() != s.pkg.Types {
			return "", "its receiver is a field of another package, " + field.Name() + ", which has no name here"
		}
		text, t = text+"."+field.Name(), field.Type()
	}
	return adjust(text, t, s.Want.Func.Signature().Recv().Type()), ""
}

func structOf(t types.Type) *types.Struct {
	if ptr, ok := t.Underlying().(*types.Pointer); ok {
		t = ptr.Elem()
	}
	return t.Underlying().(*types.Struct)
}

// adjust takes the address of a value, or what a pointer points to, as a method call
// does by itself.
func adjust(text string, have, want types.Type) string {
	_, havePtr := have.Underlying().(*types.Pointer)
	_, wantPtr := want.Underlying().(*types.Pointer)
	switch {
	case wantPtr && !havePtr:
		return "&" + text
	case havePtr && !wantPtr && !types.IsInterface(want):
		return "*" + text
	}
	return text
}

// spreads reports whether the only argument is a call with several results.
func (s *Site) spreads(call *ast.CallExpr) bool {
	if len(call.Args) != 1 {
		return false
	}
	_, ok := s.pkg.Info.TypeOf(call.Args[0]).(*types.Tuple)
	return ok
}

// callee is the function that a call names, or why there is none to wrap.
func (s *Site) callee(call *ast.CallExpr) (fn *types.Func, why string) {
	if fn = match.Callee(s.pkg.Info, call); fn == nil || fn.Pkg() == nil {
		return nil, "what it calls is a value, and which function that is can differ"
	}
	return fn, ""
}

// edit replaces the text from pos to end.
func replace(pos, end token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: end, NewText: []byte(text)}
}
