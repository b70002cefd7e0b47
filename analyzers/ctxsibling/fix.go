package ctxsibling

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/edit"
	"github.com/recoverlint/recoverlint/internal/facts/ctxflow"
	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

func (c *checker) report(f *finding) {
	d := analysis.Diagnostic{
		Pos:      c.start(f.call.Fun),
		End:      f.call.Fun.End(),
		Category: f.category,
		Message:  c.message(f),
		URL:      ruledoc.URL("ctxsibling"),
		Related:  c.related(f),
	}
	if text, edits := c.fix(f); edits != nil {
		d.SuggestedFixes = []analysis.SuggestedFix{{Message: text, TextEdits: edits}}
	}
	c.pass.Report(d)
}

// start leaves out the calls before the last method of a chain.
func (c *checker) start(fun ast.Expr) token.Pos {
	if sel, ok := ast.Unparen(fun).(*ast.SelectorExpr); ok && !isPath(sel.X) {
		return sel.Sel.Pos()
	}
	return fun.Pos()
}

// isPath matches a.b.c.
func isPath(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return isPath(e.X)
	}
	return false
}

func (c *checker) message(f *finding) string {
	name, use := c.calledName(f), c.use(f)
	switch {
	case f.category == none, f.category == hint:
		return name + " cannot be cancelled: use " + use + c.advice(f)
	case f.category == logs, f.category == values:
		return name + " drops the values of the context: use " + use + " with " + contextName(f)
	case f.hand.Way == ctxflow.Deferred:
		return "deferred " + name + " has no context: use " + use + " with context.WithoutCancel of " + contextName(f)
	case f.hand.Way == ctxflow.Spawned:
		return name + " on a goroutine loses the context: use " + use + " with " + contextName(f) + ", or WithoutCancel of it"
	case f.category == slight:
		return name + " leaves out the context: use " + use + " with " + contextName(f)
	}
	return name + " loses the context: use " + use + " with " + contextName(f)
}

// contextName says what to pass.
func contextName(f *finding) string {
	if f.hand.Expr == "" {
		return "the parameter that has no name"
	}
	return f.hand.Expr
}

// calledName gives the called expression as it is written, where that is
// short.
func (c *checker) calledName(f *finding) string {
	text := edit.Text(c.pass.Fset, f.call.Fun)
	if c.start(f.call.Fun) != f.call.Fun.Pos() || len(text) > 30 || strings.ContainsAny(text, "\n({[") {
		return f.fn.Name()
	}
	return text
}

// use names what takes the context.
func (c *checker) use(f *finding) string {
	switch {
	case f.bare.Root != nil:
		return f.bare.With
	case f.sibling.Func != nil:
		return f.sibling.Func.Name()
	case f.option.Arg != nil:
		return f.option.Type + "." + f.option.With
	}
	return f.row.Use
}

// related points to the context, or to the function that should take one.
func (c *checker) related(f *finding) []analysis.RelatedInformation {
	switch {
	case f.category == none, f.category == hint:
		return c.without(f)
	case f.hand.Param != nil:
		return []analysis.RelatedInformation{{Pos: f.hand.Param.Pos(), End: f.hand.Param.End(), Message: "the context is here" + inFunc(f)}}
	}
	v := f.hand.Var
	return []analysis.RelatedInformation{{Pos: v.Pos(), End: v.Pos() + token.Pos(len(v.Name())), Message: f.hand.Expr + " is at hand" + inFunc(f)}}
}

// inFunc names the function that has the context.
func inFunc(f *finding) string {
	if f.hand.Decl == nil {
		return ""
	}
	return " in " + f.hand.Decl.Name.Name
}

// fix gives the edits that make the call take the context at hand.
func (c *checker) fix(f *finding) (message string, edits []analysis.TextEdit) {
	if f.category == none || f.category == hint {
		return "", nil
	}
	ctx, edits, ok := c.context(f)
	if !ok {
		return "", nil
	}
	switch {
	case f.bare.Root != nil:
		edits = append(edits, edit.Insert(f.bare.Root.End(), "."+f.bare.With+"("+ctx+")"))
	case f.option.Arg != nil:
		if f.option.Nil {
			return "", nil // of which type, the call does not say
		}
		edits = append(edits, giveOption(f, ctx)...)
	case f.row.Fun != "":
		more := c.rewrite(f, ctx)
		if more == nil {
			return "", nil
		}
		edits = append(edits, more...)
	case f.sibling.Func != nil && f.sibling.Fits:
		edits = append(edits, rename(f, ctx)...)
	default:
		return "", nil
	}
	return "Use " + c.use(f) + " with " + ctx, edits
}

// giveOption turns opts into opts.WithContext(ctx), and &T{} into (&T{}).WithContext(ctx).
func giveOption(f *finding, ctx string) []analysis.TextEdit {
	arg, with := f.option.Arg, "."+f.option.With+"("+ctx+")"
	if _, ok := arg.(*ast.UnaryExpr); ok {
		return []analysis.TextEdit{edit.Insert(arg.Pos(), "("), edit.Insert(arg.End(), ")"+with)}
	}
	return []analysis.TextEdit{edit.Insert(arg.End(), with)}
}

// context gives the expression to pass, and the edits that it needs.
func (c *checker) context(f *finding) (ctx string, edits []analysis.TextEdit, ok bool) {
	ctx = f.hand.Expr
	if ctx == "" {
		name := blankName(f)
		if name == nil {
			return "", nil, false
		}
		ctx, edits = "ctx", []analysis.TextEdit{edit.Replace(name, "ctx")}
	}
	if f.category != later {
		return ctx, edits, true
	}
	if !c.flow.GoAtLeast(f.call.Pos(), "go1.21") {
		return "", nil, false
	}
	qualifier, imports := edit.Import(c.pass.TypesInfo, f.file, "context", f.call.Pos())
	return qualifier + "WithoutCancel(" + ctx + ")", append(edits, imports...), true
}

// blankName gives the name of the parameter _ context.Context if it may as
// well be ctx: nothing is called so in the whole function.
func blankName(f *finding) *ast.Ident {
	if f.hand.Kind != ctxflow.Plain || len(f.hand.Param.Names) != 1 {
		return nil
	}
	for around := range f.cur.Enclosing((*ast.FuncLit)(nil), (*ast.FuncDecl)(nil)) {
		for id := range around.Preorder((*ast.Ident)(nil)) {
			if id.Node().(*ast.Ident).Name == "ctx" {
				return nil
			}
		}
		if around.Node().Pos() <= f.hand.Param.Pos() {
			break
		}
	}
	return f.hand.Param.Names[0]
}

// rename calls the sibling instead, with the context in its place.
func rename(f *finding, ctx string) []analysis.TextEdit {
	var name *ast.Ident
	switch fun := ast.Unparen(f.call.Fun).(type) {
	case *ast.Ident:
		name = fun
	case *ast.SelectorExpr:
		name = fun.Sel
	case *ast.IndexExpr, *ast.IndexListExpr:
		return nil // the type arguments stay where they are, and that is rare
	}
	edits := []analysis.TextEdit{edit.Replace(name, f.sibling.Func.Name())}
	switch args := f.call.Args; {
	case f.sibling.At < len(args):
		return append(edits, edit.Insert(args[f.sibling.At].Pos(), ctx+", "))
	case len(args) == 0:
		return append(edits, edit.Insert(f.call.Lparen+1, ctx))
	default:
		return append(edits, edit.Insert(args[len(args)-1].End(), ", "+ctx))
	}
}

// rewrite fills in the recipe of the table.
func (c *checker) rewrite(f *finding, ctx string) []analysis.TextEdit {
	sel, ok := ast.Unparen(f.call.Fun).(*ast.SelectorExpr)
	if !ok || f.call.Ellipsis.IsValid() || hasComment(f) {
		return nil
	}
	operand := edit.Text(c.pass.Fset, sel.X)
	args := make([]string, len(f.call.Args))
	pairs := []string{"$ctx", ctx, "$recv", operand, "$pkg", operand + "."}
	for i, arg := range f.call.Args {
		args[i] = edit.Text(c.pass.Fset, arg)
		pairs = append(pairs, "$"+strconv.Itoa(i+1), args[i])
	}
	fill := strings.NewReplacer(append(pairs, "$args", strings.Join(args, ", "))...)
	return []analysis.TextEdit{edit.Replace(f.call, fill.Replace(f.row.Fun)+"("+fill.Replace(f.row.Args)+")")}
}

// hasComment reports whether a comment stands in the call, which a rewrite
// would lose.
func hasComment(f *finding) bool {
	for _, group := range f.file.Comments {
		if f.call.Pos() <= group.Pos() && group.End() <= f.call.End() {
			return true
		}
	}
	return false
}
