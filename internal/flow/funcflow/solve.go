package funcflow

import (
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/match"
)

// node gives the node of a value, made at first sight.
func (g *Graph) node(v ssa.Value) *node {
	if n := g.values[v]; n != nil {
		return n.root()
	}
	n := &node{}
	g.values[v] = n
	switch v := v.(type) {
	case *ssa.Function:
		g.instance(v)
		g.add(n, Elem{Func: Source(v)})
	case *ssa.Global:
		if g.exportedGlobal(v) {
			g.flag(g.content(n), true, true)
		}
	}
	return n.root()
}

// contentOf gives the node of what v points to or contains.
func (g *Graph) contentOf(v ssa.Value) *node { return g.content(g.node(v)) }

func (g *Graph) content(n *node) *node {
	n = n.root()
	if n.content == nil {
		n.content = &node{}
		if n.unknown || n.escaped {
			g.flag(n.content, true, true)
		}
	}
	return n.content.root()
}

// result gives the node of the i-th result of a function, or of the i-th part
// of a call's tuple.
func (g *Graph) result(of any, i int) *node {
	key := resultKey{of, i}
	if n := g.results[key]; n != nil {
		return n.root()
	}
	n := &node{}
	g.results[key] = n
	return n
}

// flow adds an assignment of v to a node, if v can hold anything of interest.
func (g *Graph) flow(v ssa.Value, to *node) {
	if v == nil || !g.mayHold(v.Type()) {
		return
	}
	g.assign(g.node(v), to, v.Type())
}

func (g *Graph) assign(from, to *node, t types.Type) {
	if !g.mayHold(t) {
		return
	}
	from, to = from.root(), to.root()
	if from == to {
		return
	}
	from.succ = append(from.succ, watch[*node]{who: to})
	if isContainer(t) || from.content != nil && to.content != nil {
		g.unify(g.content(from), g.content(to))
	}
	g.push(from)
}

func isContainer(t types.Type) bool {
	switch types.Unalias(t).Underlying().(type) {
	case *types.Pointer, *types.Chan, *types.Map, *types.Slice:
		return true
	}
	return false
}

// unify makes two nodes one.
func (g *Graph) unify(a, b *node) {
	a, b = a.root(), b.root()
	if a == b {
		return
	}
	b.merged = a
	a.succ = append(a.succ, anew(b.succ)...)
	a.calls = append(a.calls, anew(b.calls)...)
	a.invokes = append(a.invokes, anew(b.invokes)...)
	a.bounds = append(a.bounds, anew(b.bounds)...)
	a.passes = append(a.passes, anew(b.passes)...)
	for _, i := range b.order {
		a.put(i)
	}
	g.flag(a, b.unknown, b.escaped)
	switch {
	case a.content == nil:
		a.content = b.content
	case b.content != nil:
		g.unify(a.content, b.content)
	}
	if a = a.root(); a.content != nil && (a.unknown || a.escaped) {
		g.flag(a.content, true, true)
	}
	g.push(a)
}

// anew gives watches that have been told nothing.
func anew[T any](list []watch[T]) []watch[T] {
	for i := range list {
		list[i].seen = 0
	}
	return list
}

// put adds element i and reports whether it is new.
func (n *node) put(i int32) bool {
	if n.has[i] {
		return false
	}
	if n.has == nil {
		n.has = map[int32]bool{}
	}
	n.has[i] = true
	n.order = append(n.order, i)
	return true
}

func (g *Graph) add(n *node, e Elem) {
	n = n.root()
	if n.put(g.indexOf(e)) {
		g.push(n)
	}
}

// flag marks a node as unknown or escaped. What a flagged container holds is
// both: others put things in and take things out.
func (g *Graph) flag(n *node, unknown, escaped bool) {
	n = n.root()
	if (!unknown || n.unknown) && (!escaped || n.escaped) {
		return
	}
	n.unknown = n.unknown || unknown
	n.escaped = n.escaped || escaped
	if n.content != nil {
		g.flag(n.content, true, true)
	}
	g.push(n)
}

func (g *Graph) push(n *node) {
	n = n.root()
	if !n.queued {
		n.queued = true
		g.work = append(g.work, n)
	}
}

// bind asks that each method of what n holds flow into b.to.
func (g *Graph) bind(n *node, b bound) {
	n = n.root()
	n.bounds = append(n.bounds, watch[bound]{who: b})
	g.push(n)
}

// later marks what a dynamic call is given as seen outside when the call can
// leave the package.
func (g *Graph) later(site ssa.CallInstruction) {
	common := site.Common()
	v := g.node(common.Value)
	n := &node{} // a watcher that learns of unknown targets
	v.succ = append(v.succ, watch[*node]{who: n})
	g.outsiders = append(g.outsiders, outsider{site, n})
	g.push(v)
}

// solve propagates until nothing changes.
func (g *Graph) solve() {
	for {
		for len(g.work) > 0 {
			n := g.work[len(g.work)-1]
			g.work = g.work[:len(g.work)-1]
			n.queued = false
			if n.merged == nil {
				g.step(n)
			}
		}
		if !g.leave() {
			return
		}
	}
}

// step tells the successors and watchers of n what is new in it. Telling may
// add to n, and merge it into another node, which then starts again.
func (g *Graph) step(n *node) {
	for k := 0; k < len(n.succ) && n.merged == nil; k++ {
		g.propagate(n, k)
	}
	tell(n, &n.calls, func(site ssa.CallInstruction, e Elem) {
		if e.Func != nil {
			g.link(site, e.Func)
		} else if e.Param != nil {
			g.noteParam(e.Param, Use{Site: site, Mode: modeOf(site)})
		}
	}, g)
	tell(n, &n.passes, func(use Use, e Elem) {
		if e.Func != nil {
			g.note(g.uses, e.Func, use)
		} else if e.Param != nil {
			g.noteParam(e.Param, use)
		}
	}, g)
	tell(n, &n.invokes, func(site ssa.CallInstruction, e Elem) {
		if e.Type != nil && (!e.Test || g.inTest(site.Parent().Pos())) {
			if fn := g.method(e.Type, methodOf(site)); fn != nil {
				g.link(site, fn)
			}
		}
	}, g)
	tell(n, &n.bounds, func(b bound, e Elem) {
		if e.Type != nil {
			if fn := g.method(e.Type, b.method); fn != nil {
				g.add(b.to, Elem{Func: fn})
			}
		}
	}, g)
	for n.escaped && n.left < len(n.order) && n.merged == nil {
		n.left++
		g.leaves(g.elems[n.order[n.left-1]])
	}
}

// propagate hands what is new in n to its k-th successor.
func (g *Graph) propagate(n *node, k int) {
	to := n.succ[k].who.root()
	if to == n {
		return
	}
	changed := false
	for _, i := range n.order[n.succ[k].seen:] {
		changed = to.put(i) || changed
	}
	n.succ[k].seen = len(n.order)
	if changed {
		g.push(to)
	}
	if n.unknown && !to.unknown {
		g.flag(to, true, false)
	}
}

// tell calls do for each watch and each element that it was not told of.
func tell[T any](n *node, list *[]watch[T], do func(T, Elem), g *Graph) {
	for k := 0; k < len(*list); k++ {
		for (*list)[k].seen < len(n.order) {
			i := n.order[(*list)[k].seen]
			(*list)[k].seen++
			do((*list)[k].who, g.elems[i])
			if n.merged != nil {
				return // the node that took it over was told nothing yet
			}
		}
	}
}

// leaves marks an element as seen by other packages.
func (g *Graph) leaves(e Elem) {
	switch {
	case e.Func != nil:
		g.escape(e.Func)
	case e.Type != nil:
		g.escapeType(e.Type)
	case e.Param != nil:
		g.kept[e.Param] = true
	}
}

func methodOf(site ssa.CallInstruction) *types.Func {
	if common := site.Common(); common.IsInvoke() {
		return common.Method
	}
	obj, _ := site.Common().StaticCallee().Object().(*types.Func)
	return obj
}

func (g *Graph) note(uses map[*ssa.Function][]Use, fn *ssa.Function, use Use) {
	for _, u := range uses[fn] {
		if u == use {
			return
		}
	}
	uses[fn] = append(uses[fn], use)
}

func (g *Graph) noteParam(p *ssa.Parameter, use Use) {
	for _, u := range g.params[p] {
		if u == use {
			return
		}
	}
	g.params[p] = append(g.params[p], use)
}

// escape marks fn as one that others may call with anything.
func (g *Graph) escape(fn *ssa.Function) {
	if g.escapes[fn] {
		return
	}
	g.escapes[fn] = true
	g.openParams(fn)
	results := fn.Signature.Results()
	for i := range results.Len() {
		if g.mayHold(results.At(i).Type()) {
			g.flag(g.result(fn, i), false, true)
		}
	}
}

// escapeType marks the methods of a type whose values others hold as an
// openParams notes that callers who are not seen choose the arguments of fn.
func (g *Graph) openParams(fn *ssa.Function) {
	for _, p := range fn.Params {
		if g.mayHold(p.Type()) {
			g.flag(g.node(p), true, false)
		}
	}
}

// interface.
func (g *Graph) escapeType(t types.Type) {
	if g.gone[t] {
		return
	}
	g.gone[t] = true
	set := g.pkg.Prog.MethodSets.MethodSet(t)
	for sel := range set.Methods() {
		obj := sel.Obj().(*types.Func)
		if obj.Pkg() == g.pkg.Pkg && obj.Exported() {
			if fn := g.method(t, obj); fn != nil {
				g.escape(fn)
			}
		}
	}
}

// method gives the function that the method m of an interface means for the
// dynamic type t.
func (g *Graph) method(t types.Type, m *types.Func) *ssa.Function {
	sel := g.pkg.Prog.MethodSets.MethodSet(t).Lookup(m.Pkg(), m.Name())
	if sel == nil {
		return nil
	}
	obj, ok := sel.Obj().(*types.Func)
	if !ok {
		return nil
	}
	if fn := g.pkg.Prog.FuncValue(obj.Origin()); fn != nil {
		return fn
	}
	if types.IsInterface(obj.Signature().Recv().Type()) {
		return nil // promoted from an embedded interface
	}
	return g.pkg.Prog.MethodValue(sel)
}

// mayHold reports whether a value of type t can hold a function, or an
// interface that is worth following: error is not.
func (g *Graph) mayHold(t types.Type) bool {
	held, ok := g.holds[t]
	if !ok {
		g.holds[t] = false // a recursive type holds nothing but by its other parts
		held = g.computeHold(t)
		g.holds[t] = held
	}
	return held
}

func (g *Graph) computeHold(t types.Type) bool {
	if match.IsError(t) || match.IsContext(t) {
		return false
	}
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Signature, *types.Interface:
		return true
	case *types.Pointer:
		if _, ok := types.Unalias(u.Elem()).Underlying().(*types.Struct); ok {
			return false // fields have nodes of their own
		}
		return g.mayHold(u.Elem())
	case *types.Slice:
		return g.mayHold(u.Elem())
	case *types.Array:
		return g.mayHold(u.Elem())
	case *types.Chan:
		return g.mayHold(u.Elem())
	case *types.Map:
		return g.mayHold(u.Elem())
	}
	return false
}
