package decodeflow

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A mention is a generic function or type with its type arguments, where it
// is not called: mux.Handle("/", Handler[Order]{}), mux.HandleFunc("/",
// serve[Order]). Somebody else calls it, and it decodes an Order.
type mention struct {
	in      *ssa.Function
	at      ast.Node
	obj     types.Object
	targs   []types.Type
	written []ast.Expr // the type arguments as they are written
}

// mentions lists the mentions of what decodes its type parameters, as far as
// that is known, in source order.
func (e *engine) mentions() []mention {
	if e.mentioned != nil {
		return e.mentioned
	}
	e.mentioned = []mention{}
	for _, file := range e.res.pass.Files {
		if e.res.IsTest(file.Package) {
			continue
		}
		for _, decl := range file.Decls {
			if in := e.holder(decl); in != nil {
				e.mentionsIn(decl, in)
			}
		}
	}
	slices.SortStableFunc(e.mentioned, func(a, b mention) int { return cmp.Compare(a.at.Pos(), b.at.Pos()) })
	return e.mentioned
}

// holder gives the function that a declaration's expressions are in.
func (e *engine) holder(decl ast.Decl) *ssa.Function {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		if obj, ok := e.res.pass.TypesInfo.Defs[decl.Name].(*types.Func); ok {
			if fn := e.prog.FuncValue(obj); fn != nil && len(fn.Blocks) > 0 {
				return fn
			}
		}
	case *ast.GenDecl:
		if decl.Tok == token.VAR {
			return e.initializer
		}
	}
	return nil
}

func (e *engine) mentionsIn(decl ast.Decl, in *ssa.Function) {
	info := e.res.pass.TypesInfo
	called := map[ast.Expr]bool{}
	ast.Inspect(decl, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncType, *ast.FieldList:
			return false // a signature uses nothing
		case *ast.CallExpr:
			called[ast.Unparen(n.Fun)] = true
		case *ast.IndexExpr:
			e.mention(n, []ast.Expr{n.Index}, n.X, called[n], in, info)
		case *ast.IndexListExpr:
			e.mention(n, n.Indices, n.X, called[n], in, info)
		}
		return true
	})
}

func (e *engine) mention(at ast.Expr, written []ast.Expr, x ast.Expr, called bool, in *ssa.Function, info *types.Info) {
	id, ok := ast.Unparen(x).(*ast.Ident)
	if sel, isSel := ast.Unparen(x).(*ast.SelectorExpr); isSel {
		id, ok = sel.Sel, true
	}
	if !ok {
		return
	}
	inst, ok := info.Instances[id]
	if !ok {
		return
	}
	obj := originOf(info.Uses[id])
	if _, isFunc := obj.(*types.Func); isFunc && called {
		return // follow sees it
	}
	e.mentioned = append(e.mentioned, mention{in, at, obj, slices.Collect(inst.TypeArgs.Types()), written})
}

// followMention hands on what a function decodes into its type parameters.
func (e *engine) followMention(m mention) {
	if obj, ok := m.obj.(*types.Func); ok {
		e.instantiate(m, callee{obj: obj, fn: e.ownFunc(obj)})
	}
}

// A box is an instance of a generic type that becomes an interface, so that
// somebody may call those of its methods that the interface has, or one of
// whose methods becomes a function value.
type box struct {
	in      *ssa.Function
	made    ssa.Value
	named   *types.Named
	methods func(name string) bool
}

// noteBox notes the boxes for index.
func (e *engine) noteBox(in *ssa.Function, instr ssa.Instruction) {
	switch v := instr.(type) {
	case *ssa.MakeInterface:
		named := match.Named(v.X.Type())
		if named == nil || named.TypeArgs().Len() == 0 {
			return
		}
		iface, ok := v.Type().Underlying().(*types.Interface)
		e.boxes = append(e.boxes, box{in, v, named, func(name string) bool {
			return ok && (iface.NumMethods() == 0 || hasMethod(iface, name))
		}})
	case *ssa.MakeClosure:
		recv := boundReceiver(v)
		if recv == nil {
			return
		}
		if named := match.Named(recv.Type()); named != nil && named.TypeArgs().Len() > 0 {
			obj := v.Fn.(*ssa.Function).Object()
			e.boxes = append(e.boxes, box{in, v, named, func(name string) bool { return obj != nil && obj.Name() == name }})
		}
	}
}

func hasMethod(iface *types.Interface, name string) bool {
	for m := range iface.Methods() {
		if m.Name() == name {
			return true
		}
	}
	return false
}

// followBox hands on what the methods of a box decode into the type
// parameters of its type.
func (e *engine) followBox(b box) {
	for method := range b.named.Origin().Methods() {
		if c := (callee{obj: method, fn: e.ownFunc(method)}); b.methods(method.Name()) && len(e.flowsOf(c)) > 0 {
			e.instantiate(e.mentionOf(b), c)
		}
	}
}

// mentionOf gives the place in the source where a box is made: where its type
// is written, or the call that it is an argument of.
func (e *engine) mentionOf(b box) mention {
	m := mention{in: b.in, obj: b.named.Origin().Obj(), targs: slices.Collect(b.named.TypeArgs().Types())}
	for _, other := range e.mentions() {
		if other.in == flow.Outermost(b.in) && other.obj == m.obj && slices.EqualFunc(other.targs, m.targs, types.Identical) {
			m.at, m.written = other.at, other.written
			return m
		}
	}
	for _, ref := range referrers(b.made) {
		if call, ok := ref.(ssa.CallInstruction); ok {
			if at := e.callAt(call.Common().Pos()); at != nil {
				m.at = at
				break
			}
		}
	}
	return m
}

func (e *engine) ownFunc(obj *types.Func) *ssa.Function {
	if obj.Pkg() != e.res.pass.Pkg {
		return nil
	}
	return e.prog.FuncValue(obj)
}

func (e *engine) instantiate(m mention, c callee) {
	for _, flow := range e.flowsOf(c) {
		if flow.IntoType == known.None || flow.IntoType >= len(m.targs) || flow.Encodes && e.res.checks == nil {
			continue
		}
		at := m.at
		if flow.IntoType < len(m.written) {
			at = m.written[flow.IntoType]
		}
		e.reach(use{in: m.in, at: at, callee: c, flow: flow, from: origin{mask: flow.From}}, m.targs[flow.IntoType], nil)
	}
}
