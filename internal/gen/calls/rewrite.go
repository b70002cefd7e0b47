package calls

import (
	"bytes"
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/imports"

	"github.com/recoverlint/recoverlint/internal/edit"
	"github.com/recoverlint/recoverlint/internal/gen/load"
	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// A Rewriter rewrites the calls of one package.
type Rewriter struct {
	Finder  *Finder
	Runtime string // import path of the runtime
	Pkg     *load.Package

	ops      map[string]bool // what string literals of the package say
	contents map[string][]byte
}

// NewRewriter makes a rewriter for the calls in pkg.
func NewRewriter(f *Finder, pkg *load.Package, runtime string) *Rewriter {
	r := &Rewriter{Finder: f, Runtime: runtime, Pkg: pkg, ops: make(map[string]bool), contents: make(map[string][]byte)}
	for _, syntax := range pkg.Syntax {
		ast.Inspect(syntax, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				r.ops[strings.Trim(lit.Value, "\"`")] = true
			}
			return true
		})
	}
	return r
}

// Settle refuses the sites that cannot be rewritten as they stand in their files, or
// that touch another which is.
func (r *Rewriter) Settle(sites []*Site) error {
	var taken []analysis.TextEdit
	stmts := make(map[*ast.GoStmt]bool)
	for _, s := range sites {
		if stmts[s.stmt] {
			s.Why = "its go statement is rewritten for another finding"
			continue
		}
		content, err := r.content(s.file.Name)
		if err != nil {
			return err
		}
		if s.call != nil || s.stmt != nil && s.Want.Func != nil {
			if s.recv, s.Why = r.Finder.operand(s, s.theCall(), content); s.Why != "" {
				continue
			}
		}
		spans := r.edits(s, "x", "x")
		switch {
		case slices.ContainsFunc(spans, func(e analysis.TextEdit) bool { return touches(e, taken) }):
			s.Why = "it stands in another call that is rewritten: run it once more"
		case r.losesComment(s, spans):
			s.Why = "a comment stands where it would be rewritten"
		default:
			taken = append(taken, spans...)
			stmts[s.stmt] = s.stmt != nil
		}
	}
	return nil
}

func touches(e analysis.TextEdit, others []analysis.TextEdit) bool {
	return slices.ContainsFunc(others, func(o analysis.TextEdit) bool { return e.Pos < o.End && o.Pos < e.End })
}

// losesComment reports whether a comment is in the text that the edits replace.
func (r *Rewriter) losesComment(s *Site, edits []analysis.TextEdit) bool {
	return slices.ContainsFunc(s.file.Syntax.Comments, func(c *ast.CommentGroup) bool {
		return slices.ContainsFunc(edits, func(e analysis.TextEdit) bool { return e.Pos < c.End() && c.Pos() < e.End })
	})
}

func (r *Rewriter) content(name string) ([]byte, error) {
	if content, ok := r.contents[name]; ok {
		return content, nil
	}
	content, err := os.ReadFile(name)
	r.contents[name] = content
	return content, err
}

// A Rewritten is a user's file with its calls rewritten.
type Rewritten struct {
	Name    string
	Content []byte
}

// Rewrite rewrites the calls of sites, which were settled, to the wrappers of p.
func (r *Rewriter) Rewrite(sites []*Site, p *plan.CallPlan) ([]Rewritten, error) {
	edits := make(map[string][]analysis.TextEdit)
	var files []string
	for _, s := range sites {
		if len(edits[s.file.Name]) == 0 {
			files = append(files, s.file.Name)
		}
		edits[s.file.Name] = append(edits[s.file.Name], r.rewrite(s, p)...)
		if s.sends != "" {
			s.How = append(s.How, "after a panic nothing is sent to "+s.sends)
		}
	}
	var all []Rewritten
	for _, name := range files {
		content, err := r.content(name)
		if err != nil {
			return nil, err
		}
		content = r.apply(content, edits[name])
		if !groupsImports(content) {
			if content, err = imports.Process(name, content, &imports.Options{FormatOnly: true, Comments: true, TabIndent: true, TabWidth: 8}); err != nil {
				return nil, fmt.Errorf("internal error: what was rewritten does not parse: %w", err)
			}
		}
		all = append(all, Rewritten{name, content})
	}
	return all, nil
}

// groupsImports reports whether a file has at most one import declaration without
// parentheses. An added import is one where there was no group, and then they are put
// together.
func groupsImports(content []byte) bool {
	file, err := parser.ParseFile(token.NewFileSet(), "", content, parser.ImportsOnly)
	n := 0
	if err == nil {
		for _, decl := range file.Decls {
			if group, ok := decl.(*ast.GenDecl); ok && !group.Lparen.IsValid() {
				n++
			}
		}
	}
	return n < 2
}

// rewrite gives the edits of one site, the imports that they need among them, and says
// what they do.
func (r *Rewriter) rewrite(s *Site, p *plan.CallPlan) []analysis.TextEdit {
	if s.Want.Func == nil {
		return r.rewriteLiteral(s)
	}
	w := p.Wrappers[s.Want.Key()]
	s.By, s.How = w.Name, how(w)
	ctx := s.ctx
	var added []analysis.TextEdit
	if s.Finding.Category == "later" {
		var context string
		context, added = r.importOf(s, "context", s.theCall().Pos())
		ctx = context + "WithoutCancel(" + ctx + ")"
	}
	return append(r.edits(s, w.Name, ctx), added...)
}

func (r *Rewriter) rewriteLiteral(s *Site) []analysis.TextEdit {
	at := s.stmt.Pos()
	lit := ast.Unparen(s.stmt.Call.Fun).(*ast.FuncLit)
	if lit.Type.Params.NumFields() > 0 {
		at = lit.Body.Lbrace + 1 // the call stands inside
	}
	safe, added := r.importOf(s, r.Runtime, at)
	context, more := r.importOf(s, "context", at)
	ctx := s.contextFor(at)
	if ctx == "" {
		ctx = context + "Background()"
	}
	op := r.opName(s)
	s.By, s.How = "safe.Go", []string{"the hook hears of a panic", "operation " + op}
	text := fmt.Sprintf("%sGo(%s, %q, func(%sContext) error {", safe, ctx, op, context)
	return slices.Concat(r.edits(s, text, ""), added, more)
}

// importOf is what qualifies the names of a package at pos, and the edits that import
// it.
func (r *Rewriter) importOf(s *Site, path string, pos token.Pos) (qualifier string, edits []analysis.TextEdit) {
	return edit.Import(r.Pkg.Info, s.file.Syntax, path, pos)
}

// how says what a wrapper does.
func how(w *plan.CallWrapper) []string {
	switch {
	case w.Started != nil && w.Started.Err >= 0:
		return []string{"panic becomes an error", "operation " + w.Op}
	case w.Kind != plan.CallWithContext:
		return []string{"the hook hears of a panic", "operation " + w.Op}
	case w.Err < 0:
		return []string{"context", "panic is heard of and goes on (no error result)", "operation " + w.Op}
	case w.Budget > 0:
		return []string{"context", "panic becomes an error", "deadline " + w.Budget.String(), "operation " + w.Op}
	}
	return []string{"context", "panic becomes an error", "operation " + w.Op}
}

// theCall is the call of a site.
func (s *Site) theCall() *ast.CallExpr {
	if s.stmt != nil {
		return s.stmt.Call
	}
	return s.call
}

// edits gives the edits of one site; text is what comes before its arguments, and ctx
// the first of them, if there is one.
func (r *Rewriter) edits(s *Site, text, ctx string) []analysis.TextEdit {
	if s.Want.Func == nil {
		return r.literalEdits(s.stmt, text)
	}
	call := s.theCall()
	var first []string
	for _, arg := range []string{ctx, s.recv} {
		if arg != "" && (arg != ctx || s.Want.Kind == plan.CallWithContext) {
			first = append(first, arg)
		}
	}
	args := strings.Join(first, ", ")
	if len(first) > 0 && len(call.Args) > 0 {
		args += ", "
	}
	from := call.Fun.Pos()
	if s.stmt != nil {
		from = s.stmt.Pos()
	}
	return []analysis.TextEdit{replace(from, call.Fun.End(), text), replace(call.Lparen+1, call.Lparen+1, args)}
}

// opName names the operation of a literal: app.Server.Run.go1.
func (r *Rewriter) opName(s *Site) string {
	prefix := r.Pkg.Name
	for _, decl := range s.file.Syntax.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok && fn.Pos() <= s.stmt.Pos() && s.stmt.Pos() < fn.End() {
			if recv := receiverName(fn); recv != "" {
				prefix += "." + recv
			}
			prefix += "." + fn.Name.Name
		}
	}
	for i := 1; ; i++ {
		if op := fmt.Sprintf("%s.go%d", prefix, i); !r.ops[op] {
			r.ops[op] = true
			return op
		}
	}
}

func receiverName(fn *ast.FuncDecl) string {
	if fn.Recv == nil || len(fn.Recv.List) == 0 {
		return ""
	}
	name := ""
	ast.Inspect(fn.Recv.List[0].Type, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name // the type comes before its parameters
		}
		return name == ""
	})
	return name
}

// apply makes the edits, each once.
func (r *Rewriter) apply(content []byte, edits []analysis.TextEdit) []byte {
	slices.SortStableFunc(edits, func(a, b analysis.TextEdit) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.End, b.End))
	})
	edits = slices.CompactFunc(edits, func(a, b analysis.TextEdit) bool {
		return a.Pos == b.Pos && a.End == b.End && bytes.Equal(a.NewText, b.NewText)
	})
	var b bytes.Buffer
	last := 0
	for _, e := range edits {
		b.Write(content[last:r.offset(e.Pos)])
		b.Write(e.NewText)
		last = r.offset(e.End)
	}
	b.Write(content[last:])
	return b.Bytes()
}

func (r *Rewriter) offset(pos token.Pos) int { return r.Finder.Fset.Position(pos).Offset }
