package funcflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A Mode says how a function is invoked at a site.
type Mode uint8

const (
	Called   Mode = iota // f()
	Deferred             // defer f()
	Started              // go f()
	Passed               // handed to a function of another package
)

// A Use is one place where a function is invoked or handed on.
type Use struct {
	Site ssa.CallInstruction
	Mode Mode
	// Callee and Arg tell, for Passed, to whom and as which parameter
	// (from 0, without the receiver).
	Callee *types.Func
	Arg    int
}

// Foreign answers for functions of other packages.
type Foreign interface {
	// Keeps reports whether fn may do with its parameter arg (from 0,
	// without the receiver) anything but invoke it: store it, return it.
	Keeps(fn *types.Func, arg int) bool
}

// An Elem is what a node may hold: one of its fields is set.
type Elem struct {
	Func  *ssa.Function
	Type  types.Type     // the dynamic type of an interface value
	Test  bool           // which a test made: no target of other code
	Param *ssa.Parameter // whatever callers pass
}

// A node stands for a value, a variable or the contents of a container.
type node struct {
	order   []int32 // indices into Graph.elems
	has     map[int32]bool
	succ    []watch[*node]
	content *node // what the container or pointer holds
	merged  *node // union-find parent
	unknown bool  // may hold what this package does not see
	escaped bool  // what it holds is seen by other packages
	queued  bool

	calls   []watch[ssa.CallInstruction] // calls of the function it holds
	invokes []watch[ssa.CallInstruction] // calls of a method of the type it holds
	bounds  []watch[bound]               // bound methods of the type it holds
	passes  []watch[Use]                 // foreign calls that get it
	left    int                          // how much of order was seen to escape
}

// A watch is told of each element of a node once.
type watch[T any] struct {
	who  T
	seen int // how much of order it was told
}

type bound struct {
	method *types.Func
	to     *node
}

// A Graph is the solved flow of one package. It does not change after New, so
// many may ask at once.
type Graph struct {
	pkg       *ssa.Package
	foreign   Foreign
	elems     []Elem
	index     map[Elem]int32
	values    map[ssa.Value]*node
	fields    map[*types.Var]*node
	results   map[resultKey]*node
	arguments map[*types.TypeParam]*node
	uses      map[*ssa.Function][]Use
	params    map[*ssa.Parameter][]Use
	kept      map[*ssa.Parameter]bool
	linked    map[linkKey]bool
	escapes   map[*ssa.Function]bool
	gone      map[types.Type]bool      // dynamic types that escaped
	methods   map[types.Type]bool      // whether a type has methods
	exposed   map[*types.TypeName]bool // types whose methods outsiders may call
	holds     map[types.Type]bool
	work      []*node
	outsiders []outsider
}

type resultKey struct {
	of any // *ssa.Function or ssa.Value (a tuple)
	i  int
}

type linkKey struct {
	site ssa.CallInstruction
	fn   *ssa.Function
}

// New follows the function values of pkg, whose functions with bodies are
// funcs.
func New(pkg *ssa.Package, funcs []*ssa.Function, foreign Foreign) *Graph {
	g := &Graph{
		pkg: pkg, foreign: foreign,
		index:     map[Elem]int32{},
		values:    map[ssa.Value]*node{},
		fields:    map[*types.Var]*node{},
		results:   map[resultKey]*node{},
		arguments: map[*types.TypeParam]*node{},
		uses:      map[*ssa.Function][]Use{},
		params:    map[*ssa.Parameter][]Use{},
		kept:      map[*ssa.Parameter]bool{},
		linked:    map[linkKey]bool{},
		escapes:   map[*ssa.Function]bool{},
		gone:      map[types.Type]bool{},
		methods:   map[types.Type]bool{},
		exposed:   exposedTypes(pkg.Pkg),
		holds:     map[types.Type]bool{},
	}
	for _, fn := range funcs {
		g.constrain(fn)
	}
	for _, fn := range funcs {
		if g.open(fn) {
			g.escape(fn)
		}
	}
	g.solve()
	for _, uses := range g.uses {
		sortUses(uses)
	}
	for _, uses := range g.params {
		sortUses(uses)
	}
	return g
}

// Targets gives the functions that v may hold, in a fixed order, and whether
// they are all. A parameter whose callers are all in the package is resolved
// to what they pass.
func (g *Graph) Targets(v ssa.Value) (fns []*ssa.Function, all bool) {
	n := g.find(v)
	if n == nil {
		return nil, false
	}
	for _, i := range n.order {
		if fn := g.elems[i].Func; fn != nil {
			fns = append(fns, fn)
		}
	}
	return fns, !n.unknown
}

// Elements gives the functions that the slice v may hold.
func (g *Graph) Elements(v ssa.Value) []*ssa.Function {
	n := g.find(v)
	if n == nil || n.content == nil {
		return nil
	}
	var fns []*ssa.Function
	for _, i := range n.content.root().order {
		if fn := g.elems[i].Func; fn != nil {
			fns = append(fns, fn)
		}
	}
	return fns
}

// Params gives the parameters of declared functions that v may be.
func (g *Graph) Params(v ssa.Value) []*ssa.Parameter {
	n := g.find(v)
	if n == nil {
		return nil
	}
	var params []*ssa.Parameter
	for _, i := range n.order {
		if p := g.elems[i].Param; p != nil {
			params = append(params, p)
		}
	}
	return params
}

// CallTargets gives the functions that a call may reach, static ones
// included, and whether they are all.
func (g *Graph) CallTargets(call *ssa.CallCommon) (fns []*ssa.Function, all bool) {
	if call.IsInvoke() {
		return g.invokeTargets(call)
	}
	if f := Reflected(call); f != nil {
		return g.Targets(f)
	}
	if fn := call.StaticCallee(); fn != nil {
		if m := abstractBound(fn); m != nil {
			return g.methodsOf(g.find(call.Value.(*ssa.MakeClosure).Bindings[0]), m, g.inTest(call.Pos()))
		}
		if m := abstractThunk(fn); m != nil {
			return g.methodsOf(g.find(call.Args[0]), m, g.inTest(call.Pos()))
		}
		return []*ssa.Function{Source(fn)}, true
	}
	return g.Targets(call.Value)
}

func (g *Graph) invokeTargets(call *ssa.CallCommon) (fns []*ssa.Function, all bool) {
	return g.methodsOf(g.find(call.Value), call.Method, g.inTest(call.Pos()))
}

// inTest reports whether pos is in a test file.
func (g *Graph) inTest(pos token.Pos) bool {
	file := g.pkg.Prog.Fset.File(pos)
	return file != nil && strings.HasSuffix(file.Name(), "_test.go")
}

func (g *Graph) methodsOf(n *node, method *types.Func, test bool) (fns []*ssa.Function, all bool) {
	if n == nil {
		return nil, false
	}
	for _, i := range n.order {
		if t := g.elems[i].Type; t != nil && (test || !g.elems[i].Test) {
			if fn := g.method(t, method); fn != nil && !slices.Contains(fns, fn) {
				fns = append(fns, fn)
			}
		}
	}
	return fns, !n.unknown
}

// Methods gives the functions that method may mean for the interface value v.
func (g *Graph) Methods(v ssa.Value, method *types.Func) []*ssa.Function {
	fns, _ := g.methodsOf(g.find(v), method, g.inTest(v.Pos()))
	return fns
}

// MethodNamed gives the method of a concrete type, or nil.
func (g *Graph) MethodNamed(t types.Type, name string) *ssa.Function {
	sel := g.pkg.Prog.MethodSets.MethodSet(t).Lookup(g.pkg.Pkg, name)
	if sel == nil {
		return nil
	}
	return g.method(t, sel.Obj().(*types.Func))
}

// Uses lists where fn is invoked or handed on, in source order.
func (g *Graph) Uses(fn *ssa.Function) []Use { return g.uses[fn] }

// ParamUses lists where a function-typed parameter of a declared function is
// invoked or handed on, in this package, whatever callers pass.
func (g *Graph) ParamUses(p *ssa.Parameter) []Use { return g.params[p] }

func sortUses(uses []Use) {
	slices.SortStableFunc(uses, func(a, b Use) int { return int(a.Site.Pos()) - int(b.Site.Pos()) })
}

// Escapes reports whether code that the package does not see may invoke fn:
// it is exported, or reaches a place that other packages can read.
func (g *Graph) Escapes(fn *ssa.Function) bool { return g.escapes[fn] }

// ParamEscapes reports whether the value of a parameter is kept where it can
// be invoked unseen.
func (g *Graph) ParamEscapes(p *ssa.Parameter) bool { return g.kept[p] }

// find gives the solved node of v, or nil when v was never seen.
func (g *Graph) find(v ssa.Value) *node {
	if n := g.values[v]; n != nil {
		return n.root()
	}
	if fn, ok := v.(*ssa.Function); ok {
		if i, ok := g.index[Elem{Func: Source(fn)}]; ok {
			return &node{order: []int32{i}} // named for the first time: it holds itself
		}
	}
	return nil
}

func (g *Graph) indexOf(e Elem) int32 {
	if i, ok := g.index[e]; ok {
		return i
	}
	i := int32(len(g.elems))
	g.elems = append(g.elems, e)
	g.index[e] = i
	return i
}

func (n *node) root() *node {
	for n.merged != nil {
		n = n.merged
	}
	return n
}
