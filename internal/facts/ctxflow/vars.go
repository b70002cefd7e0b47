package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/match"
)

// vars knows where the variables of a package get their values and where they
// are used.
type vars struct {
	assigns map[*types.Var][]assign
	uses    map[*types.Var][]*ast.Ident  // those that read it
	results map[*types.Func][]*types.Var // those that hold the first result of a call
	funcs   map[*types.Func][]use
	tested  map[*types.Func]bool // those that tests name
	written map[*ast.Ident]bool
	called  map[*ast.Ident]bool
	tests   bool // the file that is read holds tests, which prove nothing of functions

	around   map[*ast.Ident][]*ast.CallExpr // the call that has the variable as its receiver or an argument
	stored   map[*ast.Ident]*types.Var      // the field that the variable is put into
	given    map[*types.Var]bool            // fields whose value is given a context: s.req.WithContext(ctx)
	optional map[*types.Var]bool            // fields that are compared with nil
	fields   map[*types.Var][]ast.Expr      // the values that a field is set to
	set      map[*ast.Ident]ast.Expr        // the value that a field of the variable is set to: cmd.Stdout = os.Stdout
	timed    map[*types.Var]bool            // variables and fields whose Timeout is set: c.client.Timeout = d
	selected map[*ast.Ident]string          // the field or method that is selected from the variable
	dropped  map[*ast.CallExpr]bool         // those whose results go nowhere
}

// A use is a place where a function is named.
type use struct {
	in   *ast.FuncDecl // nil in the initializer of a package variable
	call bool          // it is called, and by that function itself: not by a literal, nor on a goroutine
	bare bool          // it is not called at all: its value goes somewhere
	gone bool          // it is called on a goroutine that the function starts
}

// An assign gives a variable a value.
type assign struct {
	from   ast.Expr   // the value, or the call that has it among its results; nil where there is no expression (range, type switch)
	result int        // which result of the call, or -1 where from is the value
	end    token.Pos  // of the statement, after which the variable has the value
	beside []ast.Expr // all that the statement assigns to
}

func indexVars(pass *analysis.Pass) *vars {
	v := &vars{
		assigns: map[*types.Var][]assign{},
		uses:    map[*types.Var][]*ast.Ident{},
		results: map[*types.Func][]*types.Var{},
		funcs:   map[*types.Func][]use{},
		tested:  map[*types.Func]bool{},
		written: map[*ast.Ident]bool{},
		called:  map[*ast.Ident]bool{},

		around:   map[*ast.Ident][]*ast.CallExpr{},
		stored:   map[*ast.Ident]*types.Var{},
		given:    map[*types.Var]bool{},
		optional: map[*types.Var]bool{},
		fields:   map[*types.Var][]ast.Expr{},
		set:      map[*ast.Ident]ast.Expr{},
		timed:    map[*types.Var]bool{},
		selected: map[*ast.Ident]string{},
		dropped:  map[*ast.CallExpr]bool{},
	}
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			in, _ := decl.(*ast.FuncDecl)
			v.tests = isTestFile(pass, file)
			v.walk(pass.TypesInfo, decl, in, false)
		}
	}
	return v
}

// walk visits the nodes of a declaration. Aside says that they run apart from
// the function in: in a literal, or on a goroutine.
func (v *vars) walk(info *types.Info, root ast.Node, in *ast.FuncDecl, aside bool) {
	_, gone := root.(*ast.GoStmt)
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			if n != root && !aside {
				v.walk(info, n, in, true)
				return false
			}
		case *ast.GoStmt:
			if n != root && !aside {
				v.walk(info, n, in, true)
				return false
			}
		case *ast.Ident:
			if fn, ok := info.Uses[n].(*types.Func); ok && v.tests {
				v.tested[fn.Origin()] = true
			} else if ok {
				v.funcs[fn.Origin()] = append(v.funcs[fn.Origin()], use{in, v.called[n] && !aside, !v.called[n], v.called[n] && gone})
			}
		case *ast.ExprStmt:
			if call, ok := ast.Unparen(n.X).(*ast.CallExpr); ok {
				v.dropped[call] = true
			}
		case *ast.CallExpr:
			v.call(info, n)
		}
		v.node(info, n)
		return true
	})
}

func (v *vars) call(info *types.Info, call *ast.CallExpr) {
	if id := nameOf(call.Fun); id != nil {
		v.called[id] = true
	}
	operands := call.Args
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		operands = append([]ast.Expr{sel.X}, operands...)
		if field := fieldOf(info, sel.X); field != nil && len(call.Args) > 0 && slices.Contains(givers, sel.Sel.Name) && !v.isDroppedCopy(info, call) {
			v.given[field] = true
		}
	}
	for _, e := range operands {
		if id, ok := wrapped(e).(*ast.Ident); ok {
			v.around[id] = append(v.around[id], call)
		}
	}
}

// isDroppedCopy matches req.WithContext(ctx) as a statement: the copy that has the context
// goes nowhere, and the request goes on without.
func (v *vars) isDroppedCopy(info *types.Info, call *ast.CallExpr) bool {
	fn := match.Callee(info, call)
	return v.dropped[call] && (match.IsMethod(fn, "net/http", "Request", "WithContext") || match.IsMethod(fn, "net/http", "Request", "Clone"))
}

// wrapped gives req for req.Request, a request that libraries wrap in their own.
func wrapped(e ast.Expr) ast.Expr {
	if sel, ok := ast.Unparen(e).(*ast.SelectorExpr); ok && sel.Sel.Name == "Request" {
		e = sel.X
	}
	return ast.Unparen(e)
}

// fieldOf gives the field that x.f selects, or nil.
func fieldOf(info *types.Info, e ast.Expr) *types.Var {
	sel, ok := ast.Unparen(e).(*ast.SelectorExpr)
	if !ok {
		return nil
	}
	field, ok := info.Uses[sel.Sel].(*types.Var)
	if !ok || !field.IsField() {
		return nil
	}
	return field
}

// varOf gives the variable or field that an expression names, or nil.
func varOf(info *types.Info, e ast.Expr) *types.Var {
	if id, ok := ast.Unparen(e).(*ast.Ident); ok {
		v, _ := info.ObjectOf(id).(*types.Var)
		return v
	}
	return fieldOf(info, e)
}

// store takes note of s.f = x and of T{f: x}.
func (v *vars) store(info *types.Info, left, right ast.Expr) {
	field := fieldOf(info, left)
	if sel, ok := left.(*ast.SelectorExpr); ok {
		if id, ok := sel.X.(*ast.Ident); ok {
			v.set[id] = right
		}
		if of := varOf(info, sel.X); of != nil && limits[sel.Sel.Name] {
			v.timed[of] = true
		}
	}
	if key, ok := left.(*ast.Ident); ok && field == nil {
		if obj, ok := info.Uses[key].(*types.Var); ok && obj.IsField() {
			field = obj
		}
	}
	if field == nil {
		return
	}
	v.fields[field] = append(v.fields[field], right)
	if id, ok := ast.Unparen(right).(*ast.Ident); ok {
		v.stored[id] = field
	}
}

// nameOf gives the identifier that names a called function: f, x.f, f[T].
func nameOf(fun ast.Expr) *ast.Ident {
	switch fun := ast.Unparen(fun).(type) {
	case *ast.Ident:
		return fun
	case *ast.SelectorExpr:
		return fun.Sel
	case *ast.IndexExpr:
		return nameOf(fun.X)
	case *ast.IndexListExpr:
		return nameOf(fun.X)
	}
	return nil
}

func (v *vars) node(info *types.Info, n ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		if obj, ok := info.Uses[n].(*types.Var); ok && !v.written[n] {
			v.uses[obj] = append(v.uses[obj], n)
		}
	case *ast.BinaryExpr:
		if field := fieldOf(info, n.X); field != nil && info.Types[n.Y].IsNil() {
			v.optional[field] = true
		}
	case *ast.SelectorExpr:
		if id, ok := ast.Unparen(n.X).(*ast.Ident); ok {
			v.selected[id] = n.Sel.Name
		}
	case *ast.KeyValueExpr:
		v.store(info, n.Key, n.Value)
	case *ast.AssignStmt:
		v.result(info, n)
		if len(n.Lhs) == len(n.Rhs) {
			for i, left := range n.Lhs {
				v.store(info, left, n.Rhs[i])
			}
		}
		for _, left := range n.Lhs {
			if id, ok := left.(*ast.Ident); ok && (n.Tok == token.ASSIGN || n.Tok == token.DEFINE) {
				v.written[id] = true
			}
		}
		v.assignAll(info, n.Lhs, n.Rhs, n.End())
	case *ast.ValueSpec:
		lhs := make([]ast.Expr, len(n.Names))
		for i, name := range n.Names {
			lhs[i] = name
		}
		if len(n.Values) > 0 { // var ctx context.Context is nil
			v.assignAll(info, lhs, n.Values, n.End())
		}
	case *ast.RangeStmt:
		v.assignAll(info, []ast.Expr{n.Key, n.Value}, nil, n.X.End())
	case *ast.CaseClause:
		if obj, ok := info.Implicits[n].(*types.Var); ok {
			v.assigns[obj] = append(v.assigns[obj], assign{result: -1, end: n.Colon})
		}
	case *ast.UnaryExpr:
		if n.Op == token.AND { // anybody may assign through the pointer
			v.assignAll(info, []ast.Expr{n.X}, nil, n.End())
		}
	}
}

// result takes note of x, err := f(...)
func (v *vars) result(info *types.Info, stmt *ast.AssignStmt) {
	if len(stmt.Rhs) != 1 || v.tests {
		return
	}
	call, ok := ast.Unparen(stmt.Rhs[0]).(*ast.CallExpr)
	if !ok {
		return
	}
	fn := match.Callee(info, call)
	if id, ok := stmt.Lhs[0].(*ast.Ident); ok && fn != nil {
		if obj, ok := info.ObjectOf(id).(*types.Var); ok {
			v.results[fn] = append(v.results[fn], obj)
		}
	}
}

func (v *vars) assignAll(info *types.Info, lhs, rhs []ast.Expr, end token.Pos) {
	for i, left := range lhs {
		id, ok := left.(*ast.Ident)
		if !ok {
			continue
		}
		obj, ok := info.ObjectOf(id).(*types.Var)
		if !ok {
			continue
		}
		one := assign{result: -1, end: end, beside: lhs}
		switch {
		case len(rhs) == len(lhs):
			one.from = rhs[i]
		case len(rhs) == 1:
			one.from, one.result = rhs[0], i // results of a call, or v, ok
		}
		v.assigns[obj] = append(v.assigns[obj], one)
	}
}

// lastAssign gives the assignment whose value v has at pos, or false where
// that depends on the way taken.
func (r *Result) lastAssign(v *types.Var, pos token.Pos) (assign, bool) {
	if v.Parent() == r.pass.Pkg.Scope() {
		return assign{}, false // any function may have changed it
	}
	var last assign
	found := false
	for _, one := range r.vars().assigns[v] {
		if one.end > pos {
			continue // later, or the statement that pos is in
		}
		if scope := r.pass.Pkg.Scope().Innermost(one.end - 1); scope == nil || !scope.Contains(pos) {
			found = false // in a branch that pos is not in
			continue
		}
		last, found = one, true
	}
	return last, found
}

// onlyAssign gives the value of a variable that is assigned once.
func (r *Result) onlyAssign(v *types.Var) (assign, bool) {
	all := r.vars().assigns[v]
	if len(all) != 1 {
		return assign{}, false
	}
	return all[0], true
}
