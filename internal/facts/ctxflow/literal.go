package ctxflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A turn is when a function literal runs, seen from the function around it.
type turn uint8

const (
	within   turn = iota // while that function does
	deferred             // when it returns
	spawned              // on a goroutine
	foreign              // when somebody else likes
)

// ownTurn gives the turn of a call that is itself a go or defer statement's.
func ownTurn(call inspector.Cursor) (turn, inspector.Cursor) {
	switch call.ParentEdgeKind() {
	case edge.GoStmt_Call:
		return spawned, call.Parent()
	case edge.DeferStmt_Call:
		return deferred, call
	}
	return within, call
}

// turnOf says when the literal at cur runs, and for a goroutine where it
// starts.
func (r *Result) turnOf(cur inspector.Cursor) (turn, inspector.Cursor) {
	for cur.ParentEdgeKind() == edge.ParenExpr_X {
		cur = cur.Parent()
	}
	parent := cur.Parent()
	switch kind, index := cur.ParentEdge(); kind {
	case edge.CallExpr_Fun: // func() { ... }()
		return ownTurn(parent)
	case edge.CallExpr_Args: // f(func() { ... })
		return r.turnOfArg(parent, index)
	case edge.AssignStmt_Rhs, edge.ValueSpec_Values: // f := func() { ... }
		return r.turnOfValue(cur, index)
	}
	return foreign, cur
}

// turnOfArg says when the function that stands as argument index of a call
// runs.
func (r *Result) turnOfArg(cur inspector.Cursor, index int) (turn, inspector.Cursor) {
	call := cur.Node().(*ast.CallExpr)
	fn := match.Callee(r.pass.TypesInfo, call)
	if fn == nil {
		return foreign, cur
	}
	switch {
	case r.row(fn).turn == known.Spawned:
		return spawned, cur
	case r.runsArg(fn, index, 0):
		return within, cur
	}
	return foreign, cur
}

// maxHandedOn bounds through how many functions a function is followed that one hands on
// to the other.
const maxHandedOn = 4

// runsArg reports whether fn does nothing with its argument but call it before it returns.
func (r *Result) runsArg(fn *types.Func, index, depth int) bool {
	switch r.row(fn).turn {
	case known.Within:
		return true
	case known.Spawned, known.Shared:
		return false
	}
	return depth < maxHandedOn && r.runsParam(fn, index, depth)
}

// runsParam is runsArg for a function of the user's.
func (r *Result) runsParam(fn *types.Func, index, depth int) bool {
	if decl := r.decls()[fn]; decl != nil {
		return slices.Contains(r.paramsRun(fn, decl, depth), index)
	}
	var fact runs
	return r.imported(fn) && r.pass.ImportObjectFact(fn, &fact) && slices.Contains(fact.Params, index)
}

func (r *Result) paramsRun(fn *types.Func, decl *ast.FuncDecl, depth int) []int {
	var found []int
	sig := fn.Signature()
	for i := range sig.Params().Len() {
		param := sig.Params().At(i)
		if _, isFunc := param.Type().Underlying().(*types.Signature); !isFunc || sig.Variadic() && i == sig.Params().Len()-1 {
			continue
		}
		if r.calledHere(param, decl.Body, depth) {
			found = append(found, i)
		}
	}
	return found
}

// findRuns exports what paramsRun finds. (Of dependencies the table tells.)
func (r *Result) findRuns() {
	if !r.own() {
		return
	}
	for fn, decl := range r.funcs() {
		if !fn.Exported() || isTestFile(r.pass, decl) {
			continue
		}
		if params := r.paramsRun(fn, decl, 0); params != nil {
			r.pass.ExportObjectFact(fn, &runs{params})
		}
	}
}

// turnOfValue says when the literal that is assigned at cur runs, if its
// variable is only called, and by the function that declares it.
func (r *Result) turnOfValue(cur inspector.Cursor, index int) (turn, inspector.Cursor) {
	var left ast.Expr
	switch stmt := cur.Parent().Node().(type) {
	case *ast.AssignStmt:
		if index < len(stmt.Lhs) {
			left = stmt.Lhs[index]
		}
	case *ast.ValueSpec:
		if index < len(stmt.Names) {
			left = stmt.Names[index]
		}
	}
	id, ok := left.(*ast.Ident)
	if !ok {
		return foreign, cur // a field
	}
	v, ok := r.pass.TypesInfo.ObjectOf(id).(*types.Var)
	if !ok {
		return within, cur // _ = func() { ... }
	}
	around, ok := enclosing(cur)
	if !ok {
		return foreign, cur
	}
	calls := r.callsOf(v, bodyOf(around.Node()), 0)
	if !calls.all {
		return foreign, cur
	}
	if calls.spawn != nil {
		start, ok := around.FindNode(calls.spawn)
		if !ok {
			return foreign, cur
		}
		return spawned, start
	}
	if calls.deferred {
		return deferred, cur
	}
	return within, cur
}

// calledHere reports whether v is called by the statements of body before it
// ends, and used in no other way.
func (r *Result) calledHere(v *types.Var, body *ast.BlockStmt, depth int) bool {
	calls := r.callsOf(v, body, depth)
	return calls.all && calls.spawn == nil && !calls.deferred
}

// calls says how the function that a variable holds is called.
type calls struct {
	all      bool        // it is called, and the variable is not used otherwise
	spawn    *ast.GoStmt // a go statement that calls it, or nil
	deferred bool        // a defer statement calls it
}

// callsOf looks for calls of v in body, and for functions that v is handed to and that
// call it; in the literals in body only where such a function runs them. Others may run
// later.
func (r *Result) callsOf(v *types.Var, body *ast.BlockStmt, depth int) calls {
	var found calls
	n := 0
	runs := map[ast.Node]bool{}  // literals that run within body
	later := map[ast.Node]bool{} // calls that do not
	isIt := func(e ast.Expr) bool {
		id, ok := ast.Unparen(e).(*ast.Ident)
		return ok && r.pass.TypesInfo.Uses[id] == v
	}
	ast.Inspect(body, func(node ast.Node) bool {
		switch node := node.(type) {
		case *ast.FuncLit:
			return runs[node]
		case *ast.GoStmt:
			later[node.Call] = true
			if isIt(node.Call.Fun) {
				found.spawn = node
			}
		case *ast.DeferStmt:
			later[node.Call] = true
			found.deferred = found.deferred || isIt(node.Call.Fun)
		case *ast.CallExpr:
			if isIt(node.Fun) {
				n++
			}
			if later[node] {
				break
			}
			for i, arg := range node.Args {
				lit, isLit := arg.(*ast.FuncLit)
				switch {
				case isLit && r.mentions(lit, v):
					runs[lit] = !r.takesOne(lit) && r.runsArgOf(node, i, depth)
				case isIt(arg) && r.runsArgOf(node, i, depth):
					n++
				}
			}
		}
		return true
	})
	found.all = n > 0 && n == len(r.vars().uses[v])
	return found
}

// takesOne reports whether a literal is given a context, which is then the one for what it
// calls.
func (r *Result) takesOne(lit *ast.FuncLit) bool {
	sig, ok := r.pass.TypesInfo.TypeOf(lit).(*types.Signature)
	return !ok || contextParam(sig) >= 0
}

// runsArgOf is runsArg for an argument of a call.
func (r *Result) runsArgOf(call *ast.CallExpr, index, depth int) bool {
	fn := match.Callee(r.pass.TypesInfo, call)
	return fn != nil && r.runsArg(fn, index, depth+1)
}

// awaited reports whether the function that starts a goroutine at cur waits
// for one, as far as can be seen: by a later Wait, by a deferred one, or by a
// later receive or range over a channel.
func (r *Result) awaited(start inspector.Cursor) bool {
	fn, ok := enclosing(start)
	if !ok {
		return false
	}
	waits := false
	after := start.Node().End()
	ast.Inspect(bodyOf(fn.Node()), func(n ast.Node) bool {
		if n == start.Node() {
			return false
		}
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.DeferStmt:
			waits = waits || r.isWait(n.Call)
		case *ast.CallExpr:
			waits = waits || n.Pos() > after && r.isWait(n)
		case *ast.UnaryExpr:
			waits = waits || n.Pos() > after && n.Op == token.ARROW && !r.isDone(n)
		case *ast.RangeStmt:
			waits = waits || n.Pos() > after && isChan(r.pass.TypesInfo.TypeOf(n.X))
		}
		return !waits
	})
	return waits
}

func (r *Result) isWait(call *ast.CallExpr) bool {
	fn := match.Callee(r.pass.TypesInfo, call)
	return fn != nil && fn.Name() == "Wait" && fn.Signature().Recv() != nil
}

func isChan(t types.Type) bool {
	if t == nil {
		return false
	}
	_, ok := t.Underlying().(*types.Chan)
	return ok
}

func bodyOf(fn ast.Node) *ast.BlockStmt {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return fn.Body
	case *ast.FuncLit:
		return fn.Body
	}
	panic("internal error: neither a function declaration nor a literal")
}

// IsCleanup reports whether a function of that name ends something: its work
// is due even when the context of what it ends is over.
func IsCleanup(name string) bool {
	for _, verb := range cleanups {
		rest, ok := strings.CutPrefix(strings.ToLower(name), verb)
		if ok && (rest == "" || len(name) == len(verb) || name[len(verb)] < 'a' || name[len(verb)] > 'z') {
			return true
		}
	}
	return false
}

var cleanups = []string{"close", "shutdown", "stop", "cleanup", "teardown", "destroy", "dispose", "disconnect", "release", "rollback", "abort", "terminate", "finalize", "quit", "drain", "unlock"}
