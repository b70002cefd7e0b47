package decodeflow

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
)

// leaves gives the values that v may hold, followed back through local
// variables, captured ones, fields, package variables, conversions and the
// results of functions of this package, to where they are made or come in.
// Fields and package variables are followed by name, not by object: a value
// stored in the field of one struct is read from the same field of all.
func (e *engine) leaves(v ssa.Value) []ssa.Value {
	var out []ssa.Value
	seen := map[ssa.Value]bool{}
	var walk func(v ssa.Value)
	walk = func(v ssa.Value) {
		if v == nil || seen[v] {
			return
		}
		seen[v] = true
		next := e.before(v)
		if len(next) == 0 {
			out = append(out, v)
		}
		for _, p := range next {
			walk(p)
		}
	}
	walk(v)
	return out
}

// before gives the values that v was, one step earlier, or nothing when v is
// a leaf.
func (e *engine) before(v ssa.Value) []ssa.Value {
	switch v := v.(type) {
	case *ssa.Phi:
		return v.Edges
	case *ssa.ChangeInterface:
		return []ssa.Value{v.X}
	case *ssa.ChangeType:
		return []ssa.Value{v.X}
	case *ssa.TypeAssert:
		if types.IsInterface(v.AssertedType) {
			return []ssa.Value{v.X}
		}
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return e.stored(v.X)
		}
	case *ssa.Field:
		if f := fieldOf(v.X.Type(), v.Field); f != nil {
			return e.fields[f]
		}
	case *ssa.FreeVar:
		return bindings(v)
	case *ssa.Extract:
		return e.extracted(v)
	case *ssa.Call:
		return e.returned(v, 0)
	case *ssa.Lookup:
		return e.mapped(v.X)
	}
	return nil
}

// stored gives the values stored where addr points to.
func (e *engine) stored(addr ssa.Value) []ssa.Value {
	switch addr := addr.(type) {
	case *ssa.Alloc:
		return e.storedIn(addr, map[ssa.Value]bool{})
	case *ssa.FreeVar:
		var vals []ssa.Value
		for _, cell := range bindings(addr) {
			vals = append(vals, e.stored(cell)...)
		}
		return vals
	case *ssa.Global:
		return e.globals[addr]
	case *ssa.FieldAddr:
		if f := fieldOf(addr.X.Type(), addr.Field); f != nil {
			return e.fields[f]
		}
	case *ssa.IndexAddr:
		return e.elements(addr.X)
	}
	return nil
}

// storedIn gives what is stored in a variable, by its function and by the
// literals that capture it.
func (e *engine) storedIn(cell ssa.Value, seen map[ssa.Value]bool) []ssa.Value {
	if seen[cell] {
		return nil
	}
	seen[cell] = true
	var vals []ssa.Value
	for _, ref := range referrers(cell) {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == cell {
				vals = append(vals, ref.Val)
			}
		case *ssa.MakeClosure:
			fn := ref.Fn.(*ssa.Function)
			for i, bound := range ref.Bindings {
				if bound == cell && i < len(fn.FreeVars) {
					vals = append(vals, e.storedIn(fn.FreeVars[i], seen)...)
				}
			}
		}
	}
	return vals
}

// elements gives what is stored in the elements of a slice or array that is
// made in sight.
func (e *engine) elements(v ssa.Value) []ssa.Value {
	var vals []ssa.Value
	for _, base := range e.leaves(v) {
		if slice, ok := base.(*ssa.Slice); ok {
			base = slice.X
		}
		for _, ref := range referrers(base) {
			if at, ok := ref.(*ssa.IndexAddr); ok && at.X == base {
				vals = append(vals, e.storedIn(at, map[ssa.Value]bool{})...)
			}
		}
	}
	return vals
}

// mapped gives what is stored in a map that is made in sight.
func (e *engine) mapped(v ssa.Value) []ssa.Value {
	var vals []ssa.Value
	for _, base := range e.leaves(v) {
		if _, ok := base.(*ssa.MakeMap); !ok {
			continue
		}
		for _, ref := range referrers(base) {
			if put, ok := ref.(*ssa.MapUpdate); ok && put.Map == base {
				vals = append(vals, put.Value)
			}
		}
	}
	return vals
}

func (e *engine) extracted(v *ssa.Extract) []ssa.Value {
	switch tuple := v.Tuple.(type) {
	case *ssa.Call:
		return e.returned(tuple, v.Index)
	case *ssa.TypeAssert:
		if v.Index == 0 && types.IsInterface(tuple.AssertedType) {
			return []ssa.Value{tuple.X}
		}
	case *ssa.Lookup:
		if v.Index == 0 {
			return e.mapped(tuple.X)
		}
	}
	return nil
}

// returned gives what a function of this package returns as its i-th result.
func (e *engine) returned(call *ssa.Call, i int) []ssa.Value {
	var vals []ssa.Value
	for _, c := range e.callees[call.Common()] {
		if c.fn != nil {
			vals = append(vals, results(c.fn, i)...)
		}
	}
	return vals
}

func results(fn *ssa.Function, i int) []ssa.Value {
	var vals []ssa.Value
	for _, block := range fn.Blocks {
		if ret, ok := block.Instrs[len(block.Instrs)-1].(*ssa.Return); ok && i < len(ret.Results) {
			vals = append(vals, ret.Results[i])
		}
	}
	return vals
}

// body gives the function whose body fn runs, if it is in this package: the
// generic function of an instance, the method that a wrapper calls.
func (e *engine) body(fn *ssa.Function) *ssa.Function {
	if fn == nil {
		return nil
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		if obj.Pkg() != e.res.pass.Pkg {
			return nil
		}
		fn = e.prog.FuncValue(obj.Origin())
	}
	if fn == nil || len(fn.Blocks) == 0 {
		return nil
	}
	return fn
}

// bindings gives what a captured variable is in the functions that make the
// closure.
func bindings(v *ssa.FreeVar) []ssa.Value {
	fn := v.Parent()
	i := slices.Index(fn.FreeVars, v)
	if fn.Parent() == nil || i < 0 {
		return nil // a bound method's receiver
	}
	var vals []ssa.Value
	for _, ref := range referrers(fn) {
		if made, ok := ref.(*ssa.MakeClosure); ok && made.Fn == fn && i < len(made.Bindings) {
			vals = append(vals, made.Bindings[i])
		}
	}
	return vals
}

func referrers(v ssa.Value) []ssa.Instruction {
	if refs := v.Referrers(); refs != nil {
		return *refs
	}
	return nil
}

// fieldOf gives the field number i of a struct, or of what points to it.
func fieldOf(t types.Type, i int) *types.Var {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return nil // a type parameter
	}
	return s.Field(i).Origin()
}

// A callee is a function that a call may run.
type callee struct {
	obj   types.Object  // the function, or a variable of another package that holds one; nil for a literal
	fn    *ssa.Function // with its body, if it is in this package
	targs []types.Type
	bound ssa.Value // the receiver of a bound method
	skip  int       // arguments before the first parameter: 1 for a method's receiver
}

// find gives the functions that a call may run, as far as they are known.
func (e *engine) find(call *ssa.CallCommon) []callee {
	if call.IsInvoke() {
		return e.invoked(call)
	}
	if _, ok := call.Value.(*ssa.Builtin); ok {
		return nil
	}
	var out []callee
	for _, v := range e.leaves(call.Value) {
		switch v := v.(type) {
		case *ssa.Function:
			out = append(out, e.callee(call, v, nil))
		case *ssa.MakeClosure:
			out = append(out, e.callee(call, v.Fn.(*ssa.Function), boundReceiver(v)))
		case *ssa.Parameter:
			out = append(out, e.passedIn(call, v)...)
		case *ssa.UnOp:
			if g, ok := v.X.(*ssa.Global); ok && g.Object() != nil {
				out = append(out, callee{obj: g.Object()})
			}
		}
	}
	return out
}

// boundReceiver gives the receiver in f := dec.Decode, or nil.
func boundReceiver(v *ssa.MakeClosure) ssa.Value {
	if v.Fn.(*ssa.Function).Parent() == nil && len(v.Bindings) == 1 {
		return v.Bindings[0]
	}
	return nil
}

func (e *engine) callee(call *ssa.CallCommon, fn *ssa.Function, bound ssa.Value) callee {
	c := callee{fn: fn, targs: fn.TypeArgs(), bound: bound}
	obj, ok := fn.Object().(*types.Func)
	if !ok {
		return c
	}
	c.obj, c.fn = obj.Origin(), e.body(fn)
	if bound == nil && obj.Signature().Recv() != nil {
		c.skip = 1
	}
	if c.targs == nil && bound != nil {
		c.targs = typeArgs(bound.Type())
	}
	return c
}

// passedIn gives the functions that callers pass as the function parameter
// that is called.
func (e *engine) passedIn(call *ssa.CallCommon, p *ssa.Parameter) []callee {
	var out []callee
	i := paramIndex(p)
	for _, site := range e.callers[p.Parent()] {
		for _, v := range e.leaves(site.arg(i)) {
			switch v := v.(type) {
			case *ssa.Function:
				out = append(out, e.callee(call, v, nil))
			case *ssa.MakeClosure:
				out = append(out, e.callee(call, v.Fn.(*ssa.Function), boundReceiver(v)))
			}
		}
	}
	return out
}

// invoked gives the methods that a call by an interface may run: those of the
// values that are seen to be in it, else those that everybody in sight has.
func (e *engine) invoked(call *ssa.CallCommon) []callee {
	declared := callee{obj: call.Method.Origin(), bound: call.Value}
	if len(e.res.flowsOf(declared.obj)) > 0 {
		return []callee{declared}
	}
	var out []callee
	for _, v := range e.leavesOfCallers(call.Value, map[*ssa.Parameter]bool{}) {
		if c, ok := v.(*ssa.Const); ok && c.IsNil() {
			continue
		}
		made, ok := v.(*ssa.MakeInterface)
		if !ok {
			return append(out, declared) // the rest is out of sight
		}
		if m := methodOf(made.X.Type(), call.Method); m != nil {
			out = append(out, callee{obj: m.Origin(), fn: e.prog.FuncValue(m.Origin()), targs: typeArgs(made.X.Type()), bound: made.X})
		}
	}
	return out
}

// leavesOfCallers gives the leaves of v, and for those that are parameters
// what this package passes for them.
func (e *engine) leavesOfCallers(v ssa.Value, seen map[*ssa.Parameter]bool) []ssa.Value {
	var out []ssa.Value
	for _, leaf := range e.leaves(v) {
		p, ok := leaf.(*ssa.Parameter)
		if !ok || len(e.callers[p.Parent()]) == 0 || e.escapes[p.Parent()] {
			out = append(out, leaf)
			continue
		}
		if seen[p] {
			continue
		}
		seen[p] = true
		for _, site := range e.callers[p.Parent()] {
			out = append(out, e.leavesOfCallers(site.arg(paramIndex(p)), seen)...)
		}
	}
	return out
}

// methodOf gives the method of a concrete type that an interface's stands
// for.
func methodOf(t types.Type, m *types.Func) *types.Func {
	obj, _, _ := types.LookupFieldOrMethod(t, true, m.Pkg(), m.Name())
	fn, _ := obj.(*types.Func)
	return fn
}

func typeArgs(t types.Type) []types.Type {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return slices.Collect(named.TypeArgs().Types())
	}
	return nil
}

// arg gives the argument for the parameter i of the callee.
func (c callee) arg(call *ssa.CallCommon, i int) ssa.Value {
	switch {
	case i == known.Receiver && c.skip == 0:
		return c.bound
	case i == known.Receiver:
		return call.Args[0]
	case i+c.skip < len(call.Args):
		return call.Args[i+c.skip]
	}
	return nil
}

// A callSite is a call of a function of this package.
type callSite struct {
	call   *ssa.CallCommon
	callee callee
}

func (s callSite) arg(i int) ssa.Value { return s.callee.arg(s.call, i) }

// paramIndex numbers a parameter as flows do.
func paramIndex(p *ssa.Parameter) int {
	i := slices.Index(p.Parent().Params, p)
	if p.Parent().Signature.Recv() != nil {
		i--
	}
	return i
}
