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
	from.succ = append(from.succ, to)
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
	a.succ = append(a.succ, b.succ...)
	a.calls = append(a.calls, b.calls...)
	a.invokes = append(a.invokes, b.invokes...)
	a.bounds = append(a.bounds, b.bounds...)
	a.passes = append(a.passes, b.passes...)
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
	n.bounds = append(n.bounds, b)
	g.push(n)
}

// later marks what a dynamic call is given as seen outside when the call can
// leave the package.
func (g *Graph) later(site ssa.CallInstruction) {
	common := site.Common()
	v := g.node(common.Value)
	n := &node{} // a watcher that learns of unknown targets
	n.calls = nil
	v.succ = append(v.succ, n)
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

func (g *Graph) step(n *node) {
	for _, to := range n.succ {
		to = to.root()
		if to == n {
			continue
		}
		changed := false
		for _, i := range n.order {
			changed = to.put(i) || changed
		}
		if changed {
			g.push(to)
		}
		if n.unknown && !to.unknown {
			g.flag(to, true, false)
		}
	}
	for k := 0; k < len(n.order); k++ {
		g.arrive(n, g.elems[n.order[k]])
	}
}

// arrive does what the presence of e in n asks for. All of it is idempotent.
func (g *Graph) arrive(n *node, e Elem) {
	switch {
	case e.Func != nil:
		for _, site := range n.calls {
			g.link(site, e.Func)
		}
		for _, use := range n.passes {
			g.note(g.uses, e.Func, use)
		}
		if n.escaped {
			g.escape(e.Func)
		}
	case e.Type != nil:
		g.arriveType(n, e.Type)
	case e.Param != nil:
		for _, site := range n.calls {
			g.noteParam(e.Param, Use{Site: site, Mode: modeOf(site)})
		}
		for _, use := range n.passes {
			g.noteParam(e.Param, use)
		}
		if n.escaped {
			g.kept[e.Param] = true
		}
	}
}

func (g *Graph) arriveType(n *node, t types.Type) {
	for _, site := range n.invokes {
		if fn := g.method(t, methodOf(site)); fn != nil {
			g.link(site, fn)
		}
	}
	for _, b := range n.bounds {
		if fn := g.method(t, b.method); fn != nil {
			g.add(b.to, Elem{Func: fn})
		}
	}
	if n.escaped {
		g.escapeType(t)
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
	for _, p := range fn.Params {
		if g.mayHold(p.Type()) {
			g.flag(g.node(p), true, false)
		}
	}
	results := fn.Signature.Results()
	for i := range results.Len() {
		if g.mayHold(results.At(i).Type()) {
			g.flag(g.result(fn, i), false, true)
		}
	}
}

// escapeType marks the methods of a type whose values others hold as an
// interface.
func (g *Graph) escapeType(t types.Type) {
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
