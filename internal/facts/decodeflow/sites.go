package decodeflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// reach handles a type that is decoded into, or, for a use that encodes, that
// is written. The value that points to what is decoded into is base, if there
// is one.
func (e *engine) reach(u use, t types.Type, base ssa.Value) {
	filled := e.res.fills(t)
	for _, p := range filled.params {
		inner := u
		inner.flow.Kept = e.res.checks != nil && e.keeps(u, base)
		inner.flow.Over = overParam(u, base)
		e.addTypeParam(inner, p)
	}
	if e.res.checks == nil {
		return // a dependency: only its facts matter
	}
	from := e.resolve(u.from)
	for _, t := range filled.nested {
		if s := e.structOf(t); u.flow.Encodes && s != nil {
			e.encode(s, u)
		} else if !u.flow.Encodes {
			e.carry(t, from)
		}
	}
	for _, root := range filled.roots {
		s := e.structOf(root)
		switch {
		case s == nil:
		case u.flow.Encodes:
			e.encode(s, u)
		default:
			e.carry(root, from)
			e.note(u, s, t, base, from)
		}
	}
}

// encode notes that a struct is written as JSON, to a client or elsewhere.
func (e *engine) encode(s *Struct, u use) {
	if u.flow.From&known.Response != 0 || answers(u.in) {
		s.Answer = true
	} else {
		s.Encoded = true
	}
}

// carry notes that the fields of a struct hold what came from there.
func (e *engine) carry(t types.Type, from known.Boundary) {
	obj := identity(t)
	if obj != nil && e.carried[obj]|from != e.carried[obj] {
		e.carried[obj] |= from
		e.changed = true
	}
}

func (e *engine) structOf(t types.Type) *Struct {
	obj := identity(t)
	if obj == nil {
		return nil // no fields
	}
	if e.res.structs[obj] == nil {
		e.res.structs[obj] = &Struct{Type: t}
	}
	return e.res.structs[obj]
}

// note adds a site to a struct, or what was learned about it since.
func (e *engine) note(u use, s *Struct, t types.Type, base ssa.Value, from known.Boundary) {
	at := e.place(u)
	if at == nil || e.res.generated[e.res.base(at.Pos())] || isDeciding(u.in) || from == known.Request && relays(u.in, u.call) || checked(u) {
		return
	}
	for _, site := range s.Sites {
		if site.Pos == at.Pos() && site.End == at.End() {
			site.From |= from
			return
		}
	}
	site := &Site{Pos: at.Pos(), End: at.End(), Type: t, From: from, Decoder: decoderName(u.callee), Null: u.flow.Null}
	site.Direct = identity(stripPointers(t)) == identity(s.Type)
	site.Fresh = isFresh(base, u.call) || u.flow.IntoType != known.None // func decode[T any]() (v T)
	site.handOut(base, u.call, 0)
	e.presets(site, base, u.call)
	if v := u.over(); v != nil {
		e.presetWhole(site, v)
	}
	if site.Direct {
		site.opened = open(base, u.call)
		if site.Reuse = reuseOf(u); site.Reuse == nil {
			site.Reuse = e.reuseOfField(u, base)
		}
		if site.Reuse == nil {
			site.Reuse = reuseOfCallee(u)
		}
	}
	s.insert(site)
}

// handOut notes whether what a variable holds is returned, or given to a function
// value: code that the package does not have does with it what it likes.
func (s *Site) handOut(v ssa.Value, decode ssa.CallInstruction, depth int) {
	if v == nil || v.Referrers() == nil || depth > 4 {
		return
	}
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Return:
			s.Returned = true
		case *ssa.UnOp:
			if ref.Op == token.MUL {
				s.handOut(ref, decode, depth+1)
			}
		case *ssa.MakeInterface:
			s.handOut(ref, decode, depth+1)
		case *ssa.Call:
			_, builtin := ref.Call.Value.(*ssa.Builtin)
			s.Called = s.Called || ssa.CallInstruction(ref) != decode && ref.Call.StaticCallee() == nil && !ref.Call.IsInvoke() && !builtin
		}
	}
}

// isFresh reports whether a call decodes into a variable that its function has
// just made, once for each time the call runs.
func isFresh(base ssa.Value, call ssa.CallInstruction) bool {
	if free, ok := base.(*ssa.FreeVar); ok && call != nil && !flow.Reaches(call, call) {
		return isCaptured(free) // by a literal that runs once, or again after an error
	}
	alloc, ok := base.(*ssa.Alloc)
	if !ok || call == nil || alloc.Parent() != call.Parent() {
		return false
	}
	if pointsOrMay(alloc.Type().Underlying().(*types.Pointer).Elem()) && isSet(alloc) {
		return false
	}
	return !flow.Reaches(call, call) || flow.Reaches(call, alloc)
}

// isSet reports whether something is stored in a variable; var p *T is not set, and a
// decoder makes what it points to.
func isSet(variable *ssa.Alloc) bool {
	for _, ref := range *variable.Referrers() {
		if _, ok := ref.(*ssa.Store); ok {
			return true
		}
	}
	return false
}

// isCaptured reports whether a literal captures a local variable that does not
// lie outside of a loop around the literal.
func isCaptured(free *ssa.FreeVar) bool {
	lit := free.Parent()
	for _, ref := range *lit.Referrers() {
		closure, ok := ref.(*ssa.MakeClosure)
		if !ok {
			continue
		}
		for i, v := range lit.FreeVars {
			if alloc, ok := closure.Bindings[i].(*ssa.Alloc); ok && v == free {
				return !flow.Reaches(closure, closure) || flow.Reaches(closure, alloc)
			}
		}
	}
	return false
}

func (s *Struct) insert(site *Site) {
	i := len(s.Sites)
	for i > 0 && s.Sites[i-1].Pos > site.Pos {
		i--
	}
	s.Sites = append(s.Sites, nil)
	copy(s.Sites[i+1:], s.Sites[i:])
	s.Sites[i] = site
}

func stripPointers(t types.Type) types.Type {
	for {
		t = types.Unalias(t)
		p, ok := t.(*types.Pointer)
		if !ok {
			return t
		}
		t = p.Elem()
	}
}

// isDeciding reports whether fn is, or is in, a method by which a type reads
// its own JSON. What it decodes on the way is its own affair.
func isDeciding(fn *ssa.Function) bool {
	fn = flow.Outermost(fn)
	switch fn.Name() {
	case "UnmarshalJSON", "UnmarshalJSONFrom", "UnmarshalText":
		return fn.Signature.Recv() != nil
	}
	return false
}

// place gives the argument that is decoded into, as it is written, or the
// type argument, or the function where that is inferred.
func (e *engine) place(u use) ast.Node {
	if u.call == nil {
		return u.at
	}
	call := e.callAt(u.call.Common().Pos())
	if call == nil {
		return nil
	}
	if u.flow.IntoType != known.None {
		return typeArgument(call, u.flow.IntoType)
	}
	i := u.flow.Into
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if s := e.res.pass.TypesInfo.Selections[sel]; s != nil && s.Kind() == types.MethodExpr {
			i++ // (*json.Decoder).Decode(dec, v)
		}
	}
	if i < 0 || i >= len(call.Args) {
		return call // f(g())
	}
	return call.Args[i]
}

func typeArgument(call *ast.CallExpr, i int) ast.Node {
	switch fun := ast.Unparen(call.Fun).(type) {
	case *ast.IndexExpr:
		if i == 0 {
			return fun.Index
		}
	case *ast.IndexListExpr:
		if i < len(fun.Indices) {
			return fun.Indices[i]
		}
	}
	return call.Fun
}

// callAt gives the call whose left parenthesis is at pos.
func (e *engine) callAt(pos token.Pos) *ast.CallExpr {
	if len(e.syntax) == 0 {
		for _, file := range e.res.pass.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				if call, ok := n.(*ast.CallExpr); ok {
					e.syntax[call.Lparen] = call
				}
				return true
			})
		}
	}
	return e.syntax[pos]
}

// presets notes which fields held a value before the decoder ran: they were
// set, or the whole struct was, above the call or where it was made.
func (e *engine) presets(site *Site, base ssa.Value, at ssa.CallInstruction) {
	switch base := base.(type) {
	case *ssa.Alloc:
		if cell := base.Type().Underlying().(*types.Pointer).Elem(); pointsOrMay(cell) { // p := new(T); decode(&p)
			for _, v := range e.stored(base) {
				for _, made := range e.leaves(v) {
					e.presets(site, made, at)
				}
			}
			return
		}
		e.presetsOf(site, base, func(store *ssa.Store) bool { return isBefore(store, at) })
	case *ssa.FieldAddr: // decode(&c.options)
		for _, v := range e.stored(base) {
			e.presetWhole(site, v)
		}
	case *ssa.Call:
		site.whole = true // what NewConfig of another package sets, we cannot see
	}
}

// over gives the value over which a generic function decodes: base of Or[T](body, base).
func (u use) over() ssa.Value {
	if u.flow.Over == 0 || u.call == nil {
		return nil
	}
	return u.callee.arg(u.call.Common(), u.flow.Over-1)
}

// overParam gives the parameter, from 1, whose value a variable has where a call decodes into
// it, or that such a function is given; 0 if there is none.
func overParam(u use, base ssa.Value) int {
	if p, ok := u.over().(*ssa.Parameter); ok {
		return paramIndex(p) + 1
	}
	cell, ok := base.(*ssa.Alloc)
	if !ok || u.call == nil {
		return 0
	}
	for _, ref := range referrers(cell) {
		store, ok := ref.(*ssa.Store)
		if !ok || store.Addr != ssa.Value(cell) || !isBefore(store, u.call) {
			continue
		}
		if p, ok := store.Val.(*ssa.Parameter); ok && paramIndex(p) >= 0 {
			return paramIndex(p) + 1
		}
	}
	return 0
}

// isBefore reports whether a store may be done when the call is: it stands
// above it, and the way from it does not leave the function first.
func isBefore(store *ssa.Store, call ssa.CallInstruction) bool {
	if flow.Outermost(store.Parent()) != flow.Outermost(call.Parent()) {
		return true // in the function that made the struct
	}
	if store.Pos() >= call.Common().Pos() {
		return false
	}
	return store.Parent() != call.Parent() || reaches(store.Block(), call.Block())
}

func reaches(from, to *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	todo := []*ssa.BasicBlock{from}
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if b == to {
			return true
		}
		if !seen[b] {
			seen[b] = true
			todo = append(todo, b.Succs...)
		}
	}
	return false
}

func (e *engine) presetsOf(site *Site, cell *ssa.Alloc, before func(*ssa.Store) bool) {
	for _, ref := range referrers(cell) {
		switch ref := ref.(type) {
		case *ssa.Store:
			if load, ok := ref.Val.(*ssa.UnOp); ok && load.X == cell {
				continue // return p, where p is a named result
			}
			if ref.Addr == cell && before(ref) {
				e.presetWhole(site, ref.Val)
			}
		case *ssa.FieldAddr:
			e.presetField(site, ref, before)
		}
	}
}

// presetWhole handles a value that is stored in the whole struct. (The decoder makes
// the elements of maps and slices itself.)
func (e *engine) presetWhole(site *Site, v ssa.Value) {
	switch v.Type().Underlying().(type) {
	case *types.Map, *types.Slice:
		return
	}
	switch v := v.(type) {
	case *ssa.Const:
		return // the zero value
	case *ssa.UnOp:
		if made, ok := v.X.(*ssa.Alloc); ok && made.Comment == "complit" {
			e.presetsOf(site, made, func(*ssa.Store) bool { return true })
			return
		}
	}
	site.whole = true
}

func (e *engine) presetField(site *Site, at *ssa.FieldAddr, before func(*ssa.Store) bool) {
	for _, ref := range referrers(at) {
		switch ref := ref.(type) {
		case *ssa.Store:
			if f := fieldOf(at.X.Type(), at.Field); f != nil && ref.Addr == at && before(ref) && !isZero(ref.Val) {
				site.kept = append(site.kept, f)
			}
		case *ssa.FieldAddr:
			e.presetField(site, ref, before)
		}
	}
}

// isZero reports whether v is a constant with the zero value of its type.
func isZero(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	if !ok {
		return false
	}
	if c.Value == nil {
		return true
	}
	switch c.Value.Kind() {
	case constant.Bool:
		return !constant.BoolVal(c.Value)
	case constant.String:
		return strings.TrimSpace(constant.StringVal(c.Value)) == ""
	case constant.Int, constant.Float:
		return constant.Sign(c.Value) == 0
	}
	return false
}
