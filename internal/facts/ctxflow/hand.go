package ctxflow

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Way says how the context at hand reaches the call.
type Way uint8

const (
	// Nowhere: no context is in scope.
	Nowhere Way = iota
	// Straight: the call runs while the function that has the context does.
	Straight
	// Deferred: the call runs when the function that has the context returns,
	// so the context may be over.
	Deferred
	// Spawned: the call runs on a goroutine that may outlive the function.
	Spawned
	// Over: a context is in scope, but it is done on every way to the call, or
	// may not be set.
	Over
	// Foreign: the call is in a literal that somebody else runs, whenever he
	// likes; the contexts around the literal are not for it.
	Foreign
)

// A Kind is what holds a context.
type Kind uint8

const (
	Plain   Kind = iota // a variable of type context.Context
	Request             // a value that is known to carry the context of a request, command or test
	Carrier             // a value with a method Context, or that is a context by its methods
	Field               // the field of a receiver
)

// A Hand is what AtHand finds.
type Hand struct {
	Way Way
	// Expr is the Go expression that gives the context at the call (ctx,
	// r.Context()), empty unless Way is Straight, Deferred or Spawned, and
	// empty for a parameter without a name.
	Expr string
	// Var is the variable that is or carries the context.
	Var *types.Var
	// Param declares Var when it is a parameter without a name, or named _.
	Param *ast.Field
	// Kind says what holds the context.
	Kind Kind
	// Empty says that the context has no values: it was made of Background in
	// this function.
	Empty bool
	// Never says that nothing ends the context: it is Background or TODO.
	Never bool
	// Callback says that the context belongs to a literal that others run.
	Callback bool
	// Decl is the declared function around the call, or nil in the initializer
	// of a package variable.
	Decl *ast.FuncDecl
}

// AtHand finds the context that a call could be given: a variable that is a
// context.Context or a parameter that carries one, in scope, assigned and not
// hidden at the call, the nearest function first; then a field of the receiver
// that holds one by convention.
func (r *Result) AtHand(call inspector.Cursor) Hand {
	s := &search{r: r, at: call.Node().Pos(), file: fileOf(call), way: Straight}
	s.turn(ownTurn(call))
	for cur := call; ; {
		fn, ok := enclosing(cur)
		if !ok {
			return s.hand
		}
		if s.hand.Way == Nowhere {
			s.inside(cur, fn)
		}
		if decl, ok := fn.Node().(*ast.FuncDecl); ok {
			return s.finish(decl)
		}
		s.turn(r.turnOf(fn))
		cur = fn
	}
}

type search struct {
	r    *Result
	at   token.Pos
	file *ast.File
	way  Way // from the function that is looked at to the call
	hand Hand
}

// turn takes note of when the literal that was just left runs. The earliest
// goroutine that nobody waits for decides, then a defer.
func (s *search) turn(t turn, start inspector.Cursor) {
	switch {
	case t == foreign:
		s.way = Foreign
		s.hand.Callback = s.hand.Way != Nowhere
	case s.way == Foreign || s.way == Spawned:
	case t == spawned && !s.r.awaited(start):
		s.way = Spawned
	case t == deferred:
		s.way = Deferred
	}
}

// inside looks at what is declared in the function fn, around cur.
func (s *search) inside(cur, fn inspector.Cursor) {
	if s.way == Foreign {
		s.hand = Hand{Way: Foreign}
		return
	}
	if s.r.isOver(cur, fn) {
		s.hand = Hand{Way: Over}
		return
	}
	found := s.candidates(fn.Node())
	live := slices.DeleteFunc(slices.Clone(found), func(c candidate) bool { return s.r.cancelled(c.v, cur, fn) })
	if len(live) == 0 {
		if len(found) > 0 {
			s.hand = Hand{Way: Over}
		}
		return
	}
	best := slices.MinFunc(live, better)
	s.hand = Hand{Way: s.way, Expr: best.expr, Var: best.v, Param: best.unnamed, Kind: best.kind, Empty: s.r.isEmpty(best.v, s.at), Never: s.r.isBackground(best.v, s.at)}
}

// finish looks at the receiver when nothing nearer was found.
func (s *search) finish(decl *ast.FuncDecl) Hand {
	if s.hand.Way == Nowhere {
		if field, ok := s.r.contextField(decl); ok {
			switch recv := s.r.paramVar(decl.Recv.List[0]); {
			case IsCleanup(decl.Name.Name):
				s.hand.Way = Over // the method that cancels it
			case s.r.vars().optional[field] || isSettable(s.r.pass.TypesInfo.TypeOf(decl.Recv.List[0].Type)):
				s.hand.Way = Over // there may be none
			case s.resolves(recv):
				s.hand = Hand{Way: s.way, Expr: recv.Name() + "." + field.Name(), Var: recv, Kind: Field}
			}
		}
	}
	s.hand.Decl = decl
	return s.hand
}

// A candidate is a variable that is or carries a context.
type candidate struct {
	v       *types.Var
	expr    string
	kind    Kind
	unnamed *ast.Field // the parameter that has no name
}

// better puts contexts before what carries them, a variable called ctx before
// others, and the first declared, which lives longest, before later ones. A
// parameter without a name comes last.
func better(a, b candidate) int {
	rank := func(c candidate) int {
		switch {
		case c.unnamed != nil:
			return 3
		case c.kind != Plain:
			return 2
		case c.v.Name() != "ctx":
			return 1
		}
		return 0
	}
	if d := rank(a) - rank(b); d != 0 {
		return d
	}
	return int(a.v.Pos() - b.v.Pos())
}

func (s *search) candidates(fn ast.Node) []candidate {
	typ, recv := signatureOf(fn)
	outer := s.r.pass.TypesInfo.Scopes[typ]
	var found []candidate
	for scope := s.r.pass.Pkg.Scope().Innermost(s.at); scope != nil; scope = scope.Parent() {
		for _, name := range scope.Names() {
			v, ok := scope.Lookup(name).(*types.Var)
			if !ok || !s.resolves(v) {
				continue
			}
			if expr, kind, ok := s.r.expr(v, v.Name(), s.file); ok && s.r.holdsOne(v, kind, s.at, typ, recv) {
				found = append(found, candidate{v, expr, kind, nil})
			}
		}
		if scope == outer {
			break
		}
	}
	return append(found, s.unnamed(typ)...)
}

// unnamed finds parameters that carry a context and have no name.
func (s *search) unnamed(typ *ast.FuncType) []candidate {
	var found []candidate
	for _, field := range typ.Params.List {
		if len(field.Names) > 0 && field.Names[0].Name != "_" {
			continue
		}
		t := s.r.pass.TypesInfo.TypeOf(field.Type)
		if t == nil {
			continue
		}
		v := types.NewParam(field.Pos(), s.r.pass.Pkg, "", t)
		if _, kind, ok := s.r.expr(v, "_", s.file); ok {
			found = append(found, candidate{v, "", kind, field})
		}
	}
	return found
}

// resolves reports whether the name of v means v at the call.
func (s *search) resolves(v *types.Var) bool {
	if v == nil || v.Name() == "" || v.Name() == "_" {
		return false
	}
	scope := s.r.pass.Pkg.Scope().Innermost(s.at)
	if scope == nil {
		return false
	}
	_, obj := scope.LookupParent(v.Name(), s.at)
	return obj == v
}

// holdsOne reports whether v has a context at pos. Parameters and receivers
// do. A local context must be assigned; what carries a context must come from
// elsewhere, because what this function makes carries an empty one.
func (r *Result) holdsOne(v *types.Var, kind Kind, pos token.Pos, typ *ast.FuncType, recv *ast.FieldList) bool {
	if declares(typ.Params, v.Pos()) || declares(recv, v.Pos()) {
		return true
	}
	last, ok := r.lastAssign(v, pos)
	if !ok {
		return false
	}
	if last.from == nil {
		return true // range over requests, type switch
	}
	if kind == Plain {
		return !r.pass.TypesInfo.Types[last.from].IsNil()
	}
	return !r.isMade(last.from)
}

func declares(fields *ast.FieldList, pos token.Pos) bool {
	return fields != nil && fields.Pos() <= pos && pos < fields.End()
}

// isMade matches T{...}, &T{...}, new(T), MakeT(...), x.NewT(...).
func (r *Result) isMade(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CompositeLit:
		return true
	case *ast.UnaryExpr:
		return e.Op == token.AND && r.isMade(e.X)
	case *ast.CallExpr:
		if match.IsBuiltin(r.pass.TypesInfo, e, "new") {
			return true
		}
		fn := match.Callee(r.pass.TypesInfo, e)
		return fn != nil && (fn.Signature().Recv() == nil || strings.HasPrefix(fn.Name(), "New"))
	}
	return false
}

// expr gives the expression for the context that a variable of v's type is or
// carries.
func (r *Result) expr(v *types.Var, name string, file *ast.File) (expr string, kind Kind, ok bool) {
	t := v.Type()
	if match.IsContext(t) {
		return name, Plain, true
	}
	if row, ok := carrierOf(t); ok && (row.Needs == "" || yieldsContext(t, row.Needs)) {
		if row.Since != "" && !r.goAtLeast(file, row.Since) {
			return "", 0, false
		}
		return fmt.Sprintf(row.Expr, name), Request, true
	}
	switch {
	case isContextual(t):
		return name, Carrier, true
	case hasContextMethod(t):
		return name + ".Context()", Carrier, true
	}
	return "", 0, false
}

// carries reports whether values of type t are or carry a context.
func (r *Result) carries(t types.Type) bool {
	if row, ok := carrierOf(t); ok && (row.Needs == "" || yieldsContext(t, row.Needs)) {
		return true
	}
	return isContextual(t) || hasContextMethod(t)
}

// yieldsContext reports whether t has a method name() that gives a context, or
// a field name that is one.
func yieldsContext(t types.Type, name string) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
	if field, ok := obj.(*types.Var); ok {
		return match.IsContext(field.Type())
	}
	fn, ok := obj.(*types.Func)
	return ok && givesContext(fn)
}

func givesContext(fn *types.Func) bool {
	sig := fn.Signature()
	if sig.Params().Len() != 0 || sig.Results().Len() != 1 {
		return false
	}
	result := sig.Results().At(0).Type()
	return match.IsContext(result) || isContextual(result)
}

// hasContextMethod reports whether t has a method Context that gives one, and
// no method by which it gets one: what gets its context later may have none.
func hasContextMethod(t types.Type) bool {
	if _, ok := types.Unalias(t).(*types.TypeParam); ok || isSettable(t) {
		return false
	}
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Context")
	fn, ok := obj.(*types.Func)
	return ok && givesContext(fn)
}

// isSettable reports whether values of type t are given their context by a
// method: a handle of a database, a query under construction.
func isSettable(t types.Type) bool {
	for _, name := range []string{"WithContext", "SetContext"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if fn, ok := obj.(*types.Func); ok && contextParam(fn.Signature()) >= 0 {
			return true
		}
	}
	return false
}

// isContextual reports whether t implements context.Context. (The package
// context need not be loaded, so the four methods are looked for.)
func isContextual(t types.Type) bool {
	for name, results := range map[string]int{"Deadline": 2, "Done": 1, "Err": 1, "Value": 1} {
		obj, _, _ := types.LookupFieldOrMethod(t, false, nil, name)
		fn, ok := obj.(*types.Func)
		if !ok || fn.Signature().Results().Len() != results {
			return false
		}
	}
	done, _, _ := types.LookupFieldOrMethod(t, false, nil, "Done")
	_, isChan := types.Unalias(done.(*types.Func).Signature().Results().At(0).Type()).(*types.Chan)
	return isChan
}

// isEmpty reports whether v is a local variable that holds a context which is
// made of Background or TODO and has no value of its own.
func (r *Result) isEmpty(v *types.Var, pos token.Pos) bool {
	last, ok := r.lastAssign(v, pos)
	return ok && last.result <= 0 && last.from != nil && !r.addsValue(last.from) && r.isFreshContext(last.from, last.from.Pos())
}

// isBackground reports whether v is a local variable that holds Background() or TODO(), or
// what a function made of it that gives no way to end it:
//
//	ctx := clickhouse.Context(context.Background(), settings)
func (r *Result) isBackground(v *types.Var, pos token.Pos) bool {
	last, ok := r.lastAssign(v, pos)
	if !ok || last.from == nil || last.result > 0 {
		return false
	}
	call, ok := ast.Unparen(last.from).(*ast.CallExpr)
	return ok && r.neverEnds(call)
}

func (r *Result) neverEnds(call *ast.CallExpr) bool {
	fn := match.Callee(r.pass.TypesInfo, call)
	if fn == nil || isFresh(fn) {
		return fn != nil
	}
	results := fn.Signature().Results()
	if results.Len() != 1 || !match.IsContext(results.At(0).Type()) || limitsByName(fn.Name()) {
		return false
	}
	given := slices.DeleteFunc(slices.Clone(call.Args), func(arg ast.Expr) bool { return !r.isContextValue(ast.Unparen(arg)) })
	return len(given) == 1 && r.isNeverEnded(given[0])
}

func (r *Result) isNeverEnded(e ast.Expr) bool {
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return r.neverEnds(e)
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		return ok && r.isBackground(v, e.Pos())
	}
	return false
}

// limitsByName matches SignalContext, WithDefaultTimeout.
func limitsByName(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc([]string{"timeout", "deadline", "cancel", "signal", "interrupt"}, func(word string) bool {
		return strings.Contains(name, word)
	})
}

// addsValue matches context.WithValue(...).
func (r *Result) addsValue(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && match.IsFunc(match.Callee(r.pass.TypesInfo, call), "context", "WithValue")
}

// contextField gives the field of decl's receiver that holds a context by
// convention: its name is ctx.
func (r *Result) contextField(decl *ast.FuncDecl) (field *types.Var, ok bool) {
	if decl.Recv == nil || len(decl.Recv.List) != 1 {
		return nil, false
	}
	t := r.pass.TypesInfo.TypeOf(decl.Recv.List[0].Type)
	if t == nil || match.Named(t) == nil {
		return nil, false
	}
	for _, name := range fieldNames { // its own, or that of an embedded struct
		obj, _, _ := types.LookupFieldOrMethod(t, true, r.pass.Pkg, name)
		if field, ok := obj.(*types.Var); ok && match.IsContext(field.Type()) && !field.Embedded() {
			return field, true
		}
	}
	return nil, false
}

var fieldNames = []string{"ctx", "Ctx", "context"}

// paramVar gives the variable of a receiver or a parameter, or nil when it has
// no name.
func (r *Result) paramVar(field *ast.Field) *types.Var {
	if len(field.Names) == 0 {
		return nil
	}
	v, _ := r.pass.TypesInfo.Defs[field.Names[0]].(*types.Var)
	return v
}

func (r *Result) goAtLeast(file *ast.File, since string) bool {
	have := r.pass.TypesInfo.FileVersions[file]
	if have == "" {
		have = r.pass.Pkg.GoVersion()
	}
	return have == "" || version.Compare(have, since) >= 0
}

// GoAtLeast reports whether the file that holds pos is written for the Go
// version since ("go1.21") or a later one.
func (r *Result) GoAtLeast(pos token.Pos, since string) bool {
	for _, file := range r.pass.Files {
		if file.FileStart <= pos && pos <= file.FileEnd {
			return r.goAtLeast(file, since)
		}
	}
	return false
}

func signatureOf(fn ast.Node) (*ast.FuncType, *ast.FieldList) {
	switch fn := fn.(type) {
	case *ast.FuncDecl:
		return fn.Type, fn.Recv
	case *ast.FuncLit:
		return fn.Type, nil
	}
	panic("internal error: neither a function declaration nor a literal")
}

func fileOf(cur inspector.Cursor) *ast.File {
	for file := range cur.Enclosing((*ast.File)(nil)) {
		return file.Node().(*ast.File)
	}
	panic("internal error: a call outside of files")
}

// enclosing gives the innermost function around cur, without cur itself.
func enclosing(cur inspector.Cursor) (inspector.Cursor, bool) {
	for fn := range cur.Parent().Enclosing((*ast.FuncDecl)(nil), (*ast.FuncLit)(nil)) {
		return fn, true
	}
	return inspector.Cursor{}, false
}
