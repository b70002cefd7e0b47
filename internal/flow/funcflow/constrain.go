package funcflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// constrain reads the instructions of one function.
func (g *Graph) constrain(fn *ssa.Function) {
	if fn.Parent() == nil {
		for _, p := range fn.Params {
			g.followParam(p)
		}
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			g.instr(fn, instr)
		}
	}
}

// followParam makes a function-typed parameter, or each function of a slice of
// them, an element of its own.
func (g *Graph) followParam(p *ssa.Parameter) {
	if isFuncLike(p.Type()) {
		g.add(g.node(p), Elem{Param: p})
	} else if s, ok := p.Type().Underlying().(*types.Slice); ok && isFuncLike(s.Elem()) {
		g.add(g.contentOf(p), Elem{Param: p})
	}
}

// isFuncLike reports whether t is a function type, or a type parameter whose
// core type is one.
func isFuncLike(t types.Type) bool {
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		t = tp.Constraint()
		if iface, ok := t.Underlying().(*types.Interface); ok && iface.NumEmbeddeds() == 1 {
			if u, ok := iface.EmbeddedType(0).(*types.Union); ok && u.Len() == 1 {
				t = u.Term(0).Type()
			} else {
				t = iface.EmbeddedType(0)
			}
		}
	}
	_, ok := t.Underlying().(*types.Signature)
	return ok
}

func (g *Graph) instr(fn *ssa.Function, instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.Store:
		g.flow(instr.Val, g.contentOf(instr.Addr))
	case *ssa.UnOp:
		if instr.Op == token.MUL || instr.Op == token.ARROW && !instr.CommaOk {
			g.assign(g.contentOf(instr.X), g.node(instr), instr.Type())
		}
	case *ssa.Phi:
		for _, edge := range instr.Edges {
			g.flow(edge, g.node(instr))
		}
	case *ssa.MakeInterface:
		g.makeInterface(instr)
	case *ssa.ChangeType:
		g.flow(instr.X, g.node(instr))
	case *ssa.ChangeInterface:
		g.flow(instr.X, g.node(instr))
	case *ssa.Convert:
		g.flow(instr.X, g.node(instr))
	case *ssa.MultiConvert:
		g.flow(instr.X, g.node(instr))
	case *ssa.TypeAssert:
		if !instr.CommaOk {
			g.flow(instr.X, g.node(instr))
		}
	case *ssa.MakeClosure:
		g.makeClosure(instr)
	case *ssa.MapUpdate:
		g.flow(instr.Value, g.contentOf(instr.Map))
	case *ssa.Send:
		g.flow(instr.X, g.contentOf(instr.Chan))
	case *ssa.Select:
		for _, state := range instr.States {
			if state.Dir == types.SendOnly {
				g.flow(state.Send, g.contentOf(state.Chan))
			}
		}
	case *ssa.Return:
		for i, result := range instr.Results {
			g.flow(result, g.result(fn, i))
		}
	case ssa.CallInstruction:
		g.call(instr)
	default:
		g.access(instr)
	}
}

// access reads the instructions that take something out of a container.
func (g *Graph) access(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.FieldAddr:
		if f := fieldOf(instr.X.Type(), instr.Field); g.mayHold(f.Type()) {
			g.unify(g.contentOf(instr), g.field(instr.X.Type(), f))
		}
	case *ssa.Field:
		if f := fieldOf(instr.X.Type(), instr.Field); g.mayHold(f.Type()) {
			g.assign(g.field(instr.X.Type(), f), g.node(instr), instr.Type())
		}
	case *ssa.IndexAddr:
		if g.mayHold(instr.Type()) {
			g.unify(g.contentOf(instr), g.contentOf(instr.X))
		}
	case *ssa.Index:
		g.flow(instr.X, g.node(instr)) // an array value holds what its elements hold
	case *ssa.Lookup:
		if !instr.CommaOk {
			g.assign(g.contentOf(instr.X), g.node(instr), instr.Type())
		}
	case *ssa.Slice:
		if g.mayHold(instr.Type()) {
			g.unify(g.contentOf(instr), g.contentOf(instr.X))
		}
	case *ssa.Extract:
		if g.mayHold(instr.Type()) {
			g.extract(instr)
		}
	}
}

// extract reads one part of a tuple.
func (g *Graph) extract(instr *ssa.Extract) {
	to := g.node(instr)
	switch tuple := instr.Tuple.(type) {
	case *ssa.TypeAssert:
		g.flow(tuple.X, to)
	case *ssa.Lookup:
		g.assign(g.contentOf(tuple.X), to, instr.Type())
	case *ssa.UnOp:
		g.assign(g.contentOf(tuple.X), to, instr.Type())
	case *ssa.Next:
		if r, ok := tuple.Iter.(*ssa.Range); ok && instr.Index == 2 {
			g.assign(g.contentOf(r.X), to, instr.Type())
		}
	case *ssa.Select:
		received := 2
		for _, state := range tuple.States {
			if state.Dir != types.RecvOnly {
				continue
			}
			if received == instr.Index {
				g.assign(g.contentOf(state.Chan), to, instr.Type())
			}
			received++
		}
	case *ssa.Call:
		g.assign(g.result(tuple, instr.Index), to, instr.Type())
	}
}

func fieldOf(t types.Type, i int) *types.Var {
	t = types.Unalias(t)
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return coreStruct(t).Field(i).Origin()
}

func coreStruct(t types.Type) *types.Struct {
	if s, ok := t.Underlying().(*types.Struct); ok {
		return s
	}
	iface := t.Underlying().(*types.Interface) // a type parameter with a core type
	switch e := iface.EmbeddedType(0).(type) {
	case *types.Union:
		return coreStruct(e.Term(0).Type())
	default:
		return coreStruct(e)
	}
}

// field gives the node of a struct's field. Importers set and read the
// exported fields of exposed types, and every field of foreign types.
func (g *Graph) field(owner types.Type, f *types.Var) *node {
	if n := g.fields[f]; n != nil {
		return n.root()
	}
	n := &node{}
	g.fields[f] = n
	if f.Pkg() != g.pkg.Pkg || f.Exported() && g.exposedOwner(owner) {
		g.flag(n, true, true)
	}
	return n
}

func (g *Graph) exposedOwner(t types.Type) bool {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, ok := t.(*types.Named)
	return ok && g.exposed[named.Obj()]
}

func (g *Graph) makeInterface(instr *ssa.MakeInterface) {
	g.flow(instr.X, g.node(instr))
	g.addType(g.node(instr), instr.X.Type(), g.inTest(instr.Parent().Pos()))
}

// addType notes that n may hold an interface value of the dynamic type t.
func (g *Graph) addType(n *node, t types.Type, test bool) {
	if types.IsInterface(t) {
		return
	}
	if named := namedBase(t); named != nil && named.Obj().Pkg() != nil && g.hasMethods(t) {
		g.add(n, Elem{Type: t, Test: test})
	}
}

func namedBase(t types.Type) *types.Named {
	t = types.Unalias(t)
	if p, ok := t.(*types.Pointer); ok {
		t = types.Unalias(p.Elem())
	}
	named, _ := t.(*types.Named)
	return named
}

func (g *Graph) hasMethods(t types.Type) bool {
	has, ok := g.methods[t]
	if !ok {
		has = g.pkg.Prog.MethodSets.MethodSet(t).Len() > 0
		g.methods[t] = has
	}
	return has
}

func (g *Graph) makeClosure(instr *ssa.MakeClosure) {
	fn := instr.Fn.(*ssa.Function)
	if m := abstractBound(fn); m != nil {
		g.bind(g.node(instr.Bindings[0]), bound{m, g.node(instr)})
		return
	}
	g.add(g.node(instr), Elem{Func: Source(fn)})
	if fn.Synthetic != "" && !IsRangeBody(fn) {
		return // bound method: its receiver is passed at the call
	}
	for i, binding := range instr.Bindings {
		g.flow(binding, g.node(fn.FreeVars[i]))
	}
}

// call reads a call, go or defer statement.
func (g *Graph) call(site ssa.CallInstruction) {
	common := site.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		g.builtin(site, b.Name())
		return
	}
	if common.IsInvoke() {
		n := g.node(common.Value)
		if tp, ok := types.Unalias(common.Value.Type()).(*types.TypeParam); ok {
			g.assign(g.argument(tp), n, tp)
		}
		n.invokes = append(n.invokes, watch[ssa.CallInstruction]{who: site})
		g.push(n)
		g.outward(site)
		return
	}
	if fn := common.StaticCallee(); fn != nil {
		g.static(site, fn)
		return
	}
	n := g.node(common.Value)
	n.calls = append(n.calls, watch[ssa.CallInstruction]{who: site})
	g.push(n)
	g.outward(site)
}

func (g *Graph) static(site ssa.CallInstruction, fn *ssa.Function) {
	if f := Reflected(site.Common()); f != nil {
		n := g.node(f)
		n.calls = append(n.calls, watch[ssa.CallInstruction]{who: site})
		g.push(n)
		return
	}
	if v, ok := site.(*ssa.Call); ok && isValueOf(&v.Call) && onlyCalled(v) {
		return // its calls are read
	}
	g.instance(fn)
	recv := site.Common().Value
	if closure, ok := recv.(*ssa.MakeClosure); ok && abstractBound(fn) != nil {
		recv = closure.Bindings[0]
	} else if m := abstractThunk(fn); m != nil {
		recv = site.Common().Args[0]
	} else {
		g.link(site, Source(fn))
		return
	}
	n := g.node(recv)
	n.invokes = append(n.invokes, watch[ssa.CallInstruction]{who: site})
	g.push(n)
}

// argument gives the node of the types that a type parameter stands for.
func (g *Graph) argument(tp *types.TypeParam) *node {
	n := g.arguments[tp]
	if n == nil {
		n = &node{}
		g.arguments[tp] = n
	}
	return n.root()
}

// instance notes the type arguments of an instance of a generic function, or
// of a method of a generic type.
func (g *Graph) instance(fn *ssa.Function) {
	params := Source(fn).TypeParams()
	for i, arg := range fn.TypeArgs() {
		if i >= params.Len() {
			break
		}
		to := g.argument(params.At(i))
		if tp, ok := types.Unalias(arg).(*types.TypeParam); ok && tp != params.At(i) {
			g.assign(g.argument(tp), to, params.At(i)) // generic code calls generic code
		} else {
			g.addType(to, arg, false)
		}
	}
}

// abstractThunk gives the interface method that the method expression I.M
// names.
func abstractThunk(fn *ssa.Function) *types.Func {
	obj, ok := fn.Object().(*types.Func)
	if !ok || fn.Synthetic == "" || len(fn.FreeVars) != 0 || fn.Signature.Recv() != nil {
		return nil
	}
	recv := obj.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return nil
	}
	return obj
}

// outward treats a call that may leave the package: what it is given is
// seen outside unless every target turns out to be known (link adds those).
func (g *Graph) outward(site ssa.CallInstruction) {
	common := site.Common()
	if common.IsInvoke() && common.Method.Pkg() == g.pkg.Pkg && !common.Method.Exported() {
		return // only this package implements it
	}
	if v := common.Value; !common.IsInvoke() {
		if _, ok := v.(*ssa.Builtin); ok {
			return
		}
	}
	g.later(site)
}

func (g *Graph) builtin(site ssa.CallInstruction, name string) {
	args := site.Common().Args
	switch name {
	case "append":
		v, ok := site.(*ssa.Call)
		if !ok || !g.mayHold(v.Type()) {
			return
		}
		g.unify(g.contentOf(v), g.contentOf(args[0]))
		if len(args) > 1 {
			g.unify(g.contentOf(v), g.contentOf(args[1]))
		}
	case "copy":
		if g.mayHold(args[0].Type()) {
			g.unify(g.contentOf(args[0]), g.contentOf(args[1]))
		}
	}
}

// link connects a call with a function it reaches.
func (g *Graph) link(site ssa.CallInstruction, fn *ssa.Function) {
	key := linkKey{site, fn}
	if g.linked[key] {
		return
	}
	g.linked[key] = true
	g.uses[fn] = append(g.uses[fn], Use{Site: site, Mode: modeOf(site)})
	if Reflected(site.Common()) != nil {
		g.openParams(fn) // what it is given was packed in reflect.Values
		return
	}
	args := explicitArgs(site, fn)
	if fn.Blocks == nil || fn.Pkg != g.pkg && fn.Parent() == nil {
		g.linkForeign(site, fn, args)
		return
	}
	for i, arg := range args {
		if i < len(fn.Params) {
			g.pass(arg, fn.Params[i])
		}
	}
	if v, ok := site.(*ssa.Call); ok {
		g.linkResults(v, fn)
	}
}

func (g *Graph) linkResults(v *ssa.Call, fn *ssa.Function) {
	results := fn.Signature.Results()
	if results.Len() == 1 {
		g.assign(g.result(fn, 0), g.node(v), v.Type())
		return
	}
	for i := range results.Len() {
		if t := results.At(i).Type(); g.mayHold(t) {
			g.assign(g.result(fn, i), g.result(v, i), t)
		}
	}
}

// pass hands an argument to a parameter. A value of concrete type that is
// passed for a type parameter brings its methods along.
func (g *Graph) pass(arg ssa.Value, p *ssa.Parameter) {
	if arg == nil {
		return
	}
	g.flow(arg, g.node(p))
	if _, ok := types.Unalias(p.Type()).(*types.TypeParam); ok {
		g.addType(g.node(p), arg.Type(), false)
	}
}

// linkForeign hands the arguments to a function of another package.
func (g *Graph) linkForeign(site ssa.CallInstruction, fn *ssa.Function, args []ssa.Value) {
	obj, _ := fn.Object().(*types.Func)
	offset := 0
	if obj != nil && obj.Signature().Recv() != nil && len(args) > obj.Signature().Params().Len() {
		offset = 1
	}
	for i, arg := range args {
		if arg == nil || !g.mayHold(arg.Type()) {
			continue
		}
		n := g.node(arg)
		n.passes = append(n.passes, watch[Use]{who: Use{Site: site, Mode: Passed, Callee: obj, Arg: i - offset}})
		g.push(n)
		if slice, ok := arg.Type().Underlying().(*types.Slice); ok && isFuncLike(slice.Elem()) {
			c := g.content(n) // func(fs ...func())
			c.passes = append(c.passes, watch[Use]{who: Use{Site: site, Mode: Passed, Callee: obj, Arg: i - offset}})
			g.push(c)
		}
		if obj == nil || i < offset || g.foreign.Keeps(obj, i-offset) {
			g.flag(n, false, true)
		}
	}
	if v, ok := site.(*ssa.Call); ok {
		g.unknownResult(v)
	}
}

func (g *Graph) unknownResult(v *ssa.Call) {
	if tuple, ok := v.Type().(*types.Tuple); ok {
		for i := range tuple.Len() {
			if g.mayHold(tuple.At(i).Type()) {
				g.flag(g.result(v, i), true, false)
			}
		}
		return
	}
	if g.mayHold(v.Type()) {
		g.flag(g.node(v), true, false)
	}
}

// explicitArgs gives the arguments as the parameters of fn take them, the
// receiver first for a method.
func explicitArgs(site ssa.CallInstruction, fn *ssa.Function) []ssa.Value {
	common := site.Common()
	args := common.Args
	if common.IsInvoke() {
		return append([]ssa.Value{common.Value}, args...)
	}
	if callee := common.StaticCallee(); callee != nil && Source(callee) != callee && len(callee.FreeVars) == 1 {
		if closure, ok := common.Value.(*ssa.MakeClosure); ok {
			return append([]ssa.Value{closure.Bindings[0]}, args...) // bound method
		}
	}
	if missing := len(fn.Params) - len(args); missing == 1 && fn.Signature.Recv() != nil {
		return append([]ssa.Value{nil}, args...) // bound earlier: receiver not at hand
	}
	return args
}

func modeOf(site ssa.CallInstruction) Mode {
	switch site.(type) {
	case *ssa.Defer:
		if Reflected(site.Common()) != nil {
			return Called // by what is deferred
		}
		return Deferred
	case *ssa.Go:
		return Started
	}
	return Called
}

// exportedGlobal reports whether importers can set and read a variable.
func (g *Graph) exportedGlobal(v *ssa.Global) bool {
	return v.Pkg != g.pkg || ast.IsExported(v.Name()) && g.pkg.Pkg.Name() != "main"
}
