package decodeflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Decides reports whether a type reads its own JSON, and does not just hand it on to the
// decoder by another name.
func (r *Result) Decides(t types.Type) bool { return decides(t) && !r.delegates(t) }

// delegates reports whether the UnmarshalJSON of a struct looks for nothing.
func (r *Result) delegates(t types.Type) bool {
	named := match.Named(t)
	if named == nil || !isStruct(named) || r.checks == nil {
		return false
	}
	obj := named.Origin().Obj()
	if obj.Pkg() == r.pass.Pkg {
		return r.checks.delegating[obj]
	}
	fact := r.own(obj.Pkg())
	return fact != nil && slices.Contains(fact.Delegates, typeName(obj))
}

// A delegation is what an UnmarshalJSON does that looks for nothing:
//
//	type plain T
//	aux := struct{ *plain; Kind string }{plain: (*plain)(t)}
//	if err := json.Unmarshal(data, &aux); err != nil { return err }
//	t.Kind = aux.Kind
//	return nil
//
// It decides for the fields that it sets itself, and for no others.
type delegation struct {
	c       *checks
	struc   *types.TypeName // T
	recv    types.Object    // t
	data    types.Object
	plain   map[types.Object]bool // types of the same fields without methods
	decodes int
	decided []*types.Var
}

// delegation notes the struct of a method that is one.
func (c *checks) delegation(fd *ast.FuncDecl) {
	info := c.res.pass.TypesInfo
	fn, ok := info.Defs[fd.Name].(*types.Func)
	if !ok || fn.Name() != "UnmarshalJSON" || fn.Signature().Recv() == nil || fn.Signature().Params().Len() != 1 {
		return
	}
	named := match.Named(fn.Signature().Recv().Type())
	if named == nil || !isStruct(named) {
		return
	}
	d := &delegation{c: c, struc: named.Origin().Obj(), recv: fn.Signature().Recv(), data: fn.Signature().Params().At(0), plain: map[types.Object]bool{}}
	for _, stmt := range fd.Body.List {
		if !d.stmt(stmt) {
			return
		}
	}
	if d.decodes != 1 || d.mentions(fd.Body, d.data) != 1 {
		return // it looks at the bytes
	}
	c.delegating[d.struc] = true
	for _, f := range d.decided {
		c.looked[f] = true
	}
}

func (d *delegation) mentions(n ast.Node, obj types.Object) (times int) {
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok && d.c.res.pass.TypesInfo.Uses[id] == obj {
			times++
		}
		return true
	})
	return times
}

func (d *delegation) stmt(stmt ast.Stmt) bool {
	switch stmt := stmt.(type) {
	case *ast.DeclStmt:
		return d.declares(stmt.Decl.(*ast.GenDecl))
	case *ast.AssignStmt:
		if stmt.Tok == token.DEFINE {
			return len(stmt.Lhs) == 1 && len(stmt.Rhs) == 1 && (d.isDecode(stmt.Rhs[0]) || d.isWrapped(stmt.Rhs[0]))
		}
		return d.decodes == 1 && d.assigns(stmt)
	case *ast.IfStmt: // if err != nil { return err }
		if stmt.Init != nil && !d.stmt(stmt.Init) || stmt.Else != nil || len(stmt.Body.List) != 1 {
			return false
		}
		cond, ok := stmt.Cond.(*ast.BinaryExpr)
		ret, leaves := stmt.Body.List[0].(*ast.ReturnStmt)
		return ok && leaves && cond.Op == token.NEQ && d.isError(cond.X) && d.mentions(ret, d.recv) == 0
	case *ast.ReturnStmt:
		return len(stmt.Results) == 1 && (d.isDecode(stmt.Results[0]) || d.isError(stmt.Results[0]) || d.c.res.pass.TypesInfo.Types[stmt.Results[0]].IsNil())
	}
	return false
}

// declares handles type plain T, and var aux plain.
func (d *delegation) declares(decl *ast.GenDecl) bool {
	for _, spec := range decl.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			named := match.Named(d.c.res.pass.TypesInfo.TypeOf(spec.Type))
			if named == nil || named.Origin().Obj() != d.struc || spec.Assign.IsValid() {
				return false
			}
			d.plain[d.c.res.pass.TypesInfo.Defs[spec.Name]] = true
		case *ast.ValueSpec:
			if len(spec.Values) > 0 || !d.isPlain(d.c.res.pass.TypesInfo.TypeOf(spec.Type)) {
				return false
			}
		}
	}
	return true
}

// isPlain reports whether t is plain, a pointer to it, or a struct that embeds it. Of such a
// struct the other fields take their keys from it.
func (d *delegation) isPlain(t types.Type) bool {
	if t == nil {
		return false
	}
	t = stripPointers(t)
	if named, ok := t.(*types.Named); ok {
		return d.plain[named.Obj()]
	}
	s, ok := t.(*types.Struct)
	if !ok {
		return false
	}
	found := false
	for f := range s.Fields() {
		found = found || f.Embedded() && d.isPlain(f.Type())
	}
	return found
}

// isWrapped matches (*plain)(t), and &struct{ *plain }{plain: (*plain)(t)}, which set nothing.
func (d *delegation) isWrapped(x ast.Expr) bool {
	info := d.c.res.pass.TypesInfo
	x = ast.Unparen(x)
	if taken, ok := x.(*ast.UnaryExpr); ok && taken.Op == token.AND {
		x = ast.Unparen(taken.X)
	}
	if !d.isPlain(info.TypeOf(x)) {
		return false
	}
	switch x := x.(type) {
	case *ast.CallExpr:
		return info.Types[x.Fun].IsType() && d.mentions(x.Args[0], d.recv) == 1
	case *ast.CompositeLit:
		return !slices.ContainsFunc(x.Elts, func(elt ast.Expr) bool {
			if kv, ok := elt.(*ast.KeyValueExpr); ok {
				elt = kv.Value
			}
			return !d.isWrapped(elt)
		})
	}
	return false
}

// isDecode matches json.Unmarshal(data, &aux), and notes which fields aux takes for itself.
func (d *delegation) isDecode(x ast.Expr) bool {
	info := d.c.res.pass.TypesInfo
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok || len(call.Args) < 2 || d.mentions(call.Args[0], d.data) != 1 {
		return false
	}
	fn := match.Callee(info, call)
	if fn == nil || !d.c.decodes(fn, 1) || !d.isPlain(info.TypeOf(call.Args[1])) {
		return false
	}
	d.decodes++
	if s, ok := stripPointers(info.TypeOf(call.Args[1])).(*types.Struct); ok {
		d.shadow(s)
	}
	return true
}

// shadow notes the fields whose keys a struct around plain has too.
func (d *delegation) shadow(s *types.Struct) {
	keys := map[string]bool{}
	for _, f := range Fields(s) {
		if f.depth == 0 {
			keys[f.Key] = true
		}
	}
	for _, f := range Fields(d.struc.Type()) {
		if keys[f.Key] {
			d.decided = append(d.decided, f.Var)
		}
	}
}

// assigns handles *t = T(aux), and t.Kind = aux.Kind.
func (d *delegation) assigns(stmt *ast.AssignStmt) bool {
	info := d.c.res.pass.TypesInfo
	for _, x := range stmt.Lhs {
		switch x := ast.Unparen(x).(type) {
		case *ast.StarExpr:
			if id, ok := x.X.(*ast.Ident); !ok || info.Uses[id] != d.recv {
				return false
			}
		case *ast.SelectorExpr:
			if v, ok := info.Uses[x.Sel].(*types.Var); ok {
				d.decided = append(d.decided, v.Origin())
			}
		case *ast.Ident:
			if !isBlank(x) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func (d *delegation) isError(x ast.Expr) bool {
	id, ok := ast.Unparen(x).(*ast.Ident)
	return ok && match.IsError(d.c.res.pass.TypesInfo.TypeOf(id))
}

// delegators names the structs of the package whose UnmarshalJSON looks for nothing.
func (c *checks) delegators() []string {
	var names []string
	for obj := range c.delegating {
		names = append(names, typeName(obj))
	}
	slices.Sort(names)
	return names
}
