package decodeflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/program"
	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// An engine follows the values of one package to the decoders.
type engine struct {
	res     *Result
	prog    *ssa.Program
	funcs   []*ssa.Function   // in source order, without those of test files
	calls   []*ssa.CallCommon // in source order
	instrs  map[*ssa.CallCommon]ssa.CallInstruction
	callees map[*ssa.CallCommon][]callee // the functions that each may run
	callers map[*ssa.Function][]callSite
	escapes map[*ssa.Function]bool // used as a value: it may have callers that we do not see
	globals map[*ssa.Global][]ssa.Value
	fields  map[*types.Var][]ssa.Value
	flows   map[*ssa.Function][]Flow
	carried map[types.Object]known.Boundary // where the JSON comes from that a struct was filled with
	syntax  map[token.Pos]*ast.CallExpr     // by the left parenthesis
	embeds  map[*types.Var]bool             // see embedded
	memory  memory
	changed bool

	initializer *ssa.Function // of package variables
	mentioned   []mention
	boxes       []box
}

func newEngine(res *Result, form *program.SSA) *engine {
	e := &engine{
		res: res, prog: form.Pkg.Prog,
		instrs: map[*ssa.CallCommon]ssa.CallInstruction{}, callees: map[*ssa.CallCommon][]callee{},
		callers: map[*ssa.Function][]callSite{}, escapes: map[*ssa.Function]bool{},
		globals: map[*ssa.Global][]ssa.Value{}, fields: map[*types.Var][]ssa.Value{},
		flows: map[*ssa.Function][]Flow{}, carried: map[types.Object]known.Boundary{},
		syntax: map[token.Pos]*ast.CallExpr{}, initializer: form.Pkg.Func("init"),
	}
	for _, fn := range form.Funcs {
		if !res.IsTest(fn.Pos()) {
			e.funcs = append(e.funcs, fn)
		}
	}
	e.eachInstr(e.index)
	e.findCallees()
	return e
}

func (e *engine) eachInstr(do func(*ssa.Function, ssa.Instruction)) {
	for _, fn := range e.funcs {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				do(fn, instr)
			}
		}
	}
}

// index notes what is stored in fields and package variables, and which
// functions are used as values.
func (e *engine) index(in *ssa.Function, instr ssa.Instruction) {
	e.noteBox(in, instr)
	if store, ok := instr.(*ssa.Store); ok && !e.res.IsTest(store.Pos()) {
		switch addr := store.Addr.(type) {
		case *ssa.Global:
			e.globals[addr] = append(e.globals[addr], store.Val)
		case *ssa.FieldAddr:
			if f := fieldOf(addr.X.Type(), addr.Field); f != nil {
				e.fields[f] = append(e.fields[f], store.Val)
			}
		}
	}
	var called ssa.Value
	if c, ok := instr.(ssa.CallInstruction); ok {
		called = c.Common().Value
	}
	for _, op := range instr.Operands(nil) {
		if fn, ok := (*op).(*ssa.Function); ok && *op != called {
			if body := e.body(fn); body != nil {
				e.escapes[body] = true
			}
		}
	}
}

// findCallees resolves the calls: first those of functions that are named,
// then, knowing their callers, those of function values, and then those of
// function values that such calls return.
func (e *engine) findCallees() {
	e.eachInstr(func(_ *ssa.Function, instr ssa.Instruction) {
		if c, ok := instr.(ssa.CallInstruction); ok {
			e.calls = append(e.calls, c.Common())
			e.instrs[c.Common()] = c
			if c.Common().StaticCallee() != nil {
				e.resolveCall(c.Common())
			}
		}
	})
	for range 2 {
		for _, c := range e.calls {
			if e.callees[c] == nil {
				e.resolveCall(c)
			}
		}
	}
}

func (e *engine) resolveCall(c *ssa.CallCommon) {
	e.callees[c] = e.find(c)
	for _, callee := range e.callees[c] {
		if callee.fn != nil {
			e.callers[callee.fn] = append(e.callers[callee.fn], callSite{c, callee})
		}
	}
}

// solve finds the flows of every function, repeating until nothing is
// learned, and then the structs that the package decodes.
func (e *engine) solve() {
	for round := 0; round < 20; round++ { // a wrapper of a wrapper of ...: 20 deep at most
		e.changed, e.memory = false, newMemory()
		for _, c := range e.calls {
			e.follow(c)
		}
		for _, m := range e.mentions() {
			e.followMention(m)
		}
		for _, b := range e.boxes {
			e.followBox(b)
		}
		e.interfaces()
		if !e.changed {
			break
		}
	}
}

// follow hands on what the callees of one call decode.
func (e *engine) follow(common *ssa.CallCommon) {
	instr := e.instrs[common]
	for _, callee := range e.callees[common] {
		for _, flow := range e.flowsOf(callee) {
			if flow.Encodes && e.res.checks == nil || !e.applies(callee, common, flow) {
				continue // what a dependency encodes is its own affair
			}
			use := use{in: instr.Parent(), call: instr, callee: callee, flow: flow, from: origin{mask: flow.From}}
			for _, p := range flow.Params {
				use.from.add(e.origin(callee.arg(common, p)))
			}
			if flow.IntoType != known.None {
				if flow.IntoType < len(callee.targs) {
					e.reach(use, callee.targs[flow.IntoType], nil)
				}
				continue
			}
			e.aim(use, callee.arg(common, flow.Into))
		}
	}
}

func (e *engine) flowsOf(c callee) []Flow {
	if c.obj != nil {
		if flows := e.res.flowsOf(c.obj); len(flows) > 0 {
			return flows
		}
	}
	return e.flows[c.fn]
}

// applies reports whether the argument that says what is decoded says JSON.
func (e *engine) applies(c callee, common *ssa.CallCommon, flow Flow) bool {
	if flow.when == (known.Selector{}) {
		return true
	}
	arg := c.arg(common, flow.when.Arg)
	if arg == nil {
		return false
	}
	for _, v := range e.leaves(arg) {
		if made, ok := v.(*ssa.MakeInterface); ok {
			v = made.X
		}
		if load, ok := v.(*ssa.UnOp); ok {
			v = load.X
		}
		if g, ok := v.(*ssa.Global); ok && g.Name() == flow.when.Name && g.Pkg != nil && known.Path(g.Pkg.Pkg.Path()) == flow.when.Pkg {
			return true
		}
	}
	return false
}

// A use is one flow at one call, or at a mention of a generic function or
// type that is not called there.
type use struct {
	in     *ssa.Function       // the function that holds it
	call   ssa.CallInstruction // nil for a mention
	at     ast.Node            // the mention
	callee callee
	flow   Flow
	from   origin
}

// aim follows the argument of a use back to the values that are decoded
// into.
func (e *engine) aim(u use, arg ssa.Value) {
	if arg == nil {
		return
	}
	if u.flow.Shape == known.Callback {
		e.callback(u, arg)
		return
	}
	args := []ssa.Value{arg}
	if u.flow.Elems {
		args = e.elements(arg)
	}
	seen := map[ssa.Value]bool{}
	for _, arg := range args {
		for _, v := range e.leaves(arg) {
			e.hit(u, v, seen)
		}
	}
}

// hit handles one value that is decoded into.
func (e *engine) hit(u use, v ssa.Value, seen map[ssa.Value]bool) {
	if seen[v] {
		return // var v any; v = &v
	}
	seen[v] = true
	switch v := v.(type) {
	case *ssa.MakeInterface:
		for _, x := range e.pointee(v.X) {
			e.hit(u, x, seen)
		}
		return
	case *ssa.Parameter:
		isReceiver := paramIndex(v) == known.Receiver
		if !isReceiver && (types.IsInterface(v.Type()) || len(e.res.fills(v.Type()).params) > 0) {
			u.flow.Elems = false
			e.addParam(u, v)
			return
		}
	case *ssa.UnOp:
		if at, ok := v.X.(*ssa.IndexAddr); ok {
			if p, ok := at.X.(*ssa.Parameter); ok && types.IsInterface(v.Type()) {
				u.flow.Elems = true
				e.addParam(u, p)
				return
			}
		}
	}
	if u.flow.Shape == known.Pointer && !pointsOrMay(v.Type()) {
		return // a mistake that vet's unmarshal reports
	}
	e.reach(u, v.Type(), v)
}

// pointee gives what an interface holds: x, or, when x points to an interface
// (var v any = &t; decode(&v)), what that holds.
func (e *engine) pointee(x ssa.Value) []ssa.Value {
	if p, ok := x.Type().Underlying().(*types.Pointer); ok && types.IsInterface(p.Elem()) && !isTypeParam(p.Elem()) {
		var vals []ssa.Value
		for _, v := range e.stored(x) {
			vals = append(vals, e.leaves(v)...)
		}
		return vals
	}
	if vals := e.leaves(x); len(vals) > 0 {
		return vals
	}
	return []ssa.Value{x}
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

func pointsOrMay(t types.Type) bool {
	if isTypeParam(t) {
		return true
	}
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// callback handles an argument that is a function whose parameters are
// decoded into.
func (e *engine) callback(u use, arg ssa.Value) {
	for _, v := range e.leaves(arg) {
		if made, ok := v.(*ssa.MakeInterface); ok {
			v = made.X
		}
		if sig, ok := v.Type().Underlying().(*types.Signature); ok {
			for param := range sig.Params().Variables() {
				e.reach(u, param.Type(), nil)
			}
		}
	}
}

// addParam notes that the function of p decodes into p.
func (e *engine) addParam(u use, p *ssa.Parameter) {
	flow := u.flow
	flow.Into, flow.IntoType, flow.Kept, flow.Over = paramIndex(p), known.None, false, 0
	e.addFlow(p.Parent(), flow, u.from)
}

// addTypeParam notes that the function that declares tp decodes into it.
func (e *engine) addTypeParam(u use, tp *types.TypeParam) {
	fn := flow.Outermost(u.in)
	if fn.Object() == nil {
		return
	}
	params := fn.TypeParams()
	for i := range params.Len() {
		if params.At(i) == tp {
			flow := u.flow
			flow.Into, flow.IntoType, flow.Elems = known.None, i, false
			e.addFlow(fn, flow, u.from)
		}
	}
}

func (e *engine) addFlow(fn *ssa.Function, flow Flow, from origin) {
	if !flow.Encodes && vets(fn) {
		return
	}
	flow.when, flow.From, flow.Params = known.Selector{}, 0, nil
	if flow.Encodes {
		flow.From = from.mask
		if answers(fn) {
			flow.From = known.Response
		}
	} else {
		e.split(&flow, fn, from)
	}
	have := e.flows[fn]
	i := slices.IndexFunc(have, func(f Flow) bool { return f.target() == flow.target() })
	if i < 0 {
		e.flows[fn] = append(have, flow)
		slices.SortFunc(e.flows[fn], compareFlows)
		e.changed = true
		return
	}
	for _, p := range have[i].Params {
		flow.Params = insert(flow.Params, p)
	}
	flow.From |= have[i].From
	flow.Null |= have[i].Null
	flow.Kept = flow.Kept || have[i].Kept
	if flow.From != have[i].From || len(flow.Params) != len(have[i].Params) || flow.Null != have[i].Null || flow.Kept != have[i].Kept {
		have[i], e.changed = flow, true
	}
}

// split says of the JSON that a flow of fn decodes where it comes from: from
// parameters of fn, and from elsewhere.
func (e *engine) split(flow *Flow, fn *ssa.Function, from origin) {
	rest := origin{mask: from.mask}
	for _, p := range from.params {
		if p.Parent() == fn {
			flow.Params = insert(flow.Params, paramIndex(p))
		} else {
			rest.params = append(rest.params, p)
		}
	}
	if len(flow.Params) > 0 {
		flow.From = e.resolveParams(rest, map[*ssa.Parameter]bool{}) &^ known.Elsewhere
		return
	}
	flow.From = e.resolve(rest)
	if flow.From&^(known.Elsewhere|known.Self|known.Coded) != 0 {
		return
	}
	// The way of the bytes is not seen. What the function is given tells: a
	// request, or, in a dependency, of which only a part is built, the only
	// bytes that there are.
	var bytes []int
	for _, p := range fn.Params {
		switch {
		case carrierOf(p.Type()) != 0 && !gets(fn):
			flow.From |= carrierOf(p.Type())
			return
		case e.res.checks == nil && isBytes(p.Type()) && !isText(p.Type()) && paramIndex(p) != flow.Into:
			bytes = append(bytes, paramIndex(p))
		}
	}
	if len(bytes) == 1 {
		flow.Params, flow.From = bytes, 0
	}
}

// gets reports whether fn gets a response: the request that it is given is one
// that it sends.
func gets(fn *ssa.Function) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			v, ok := instr.(ssa.Value)
			if !ok {
				continue
			}
			t := v.Type()
			if tuple, ok := t.(*types.Tuple); ok && tuple.Len() > 0 {
				t = tuple.At(0).Type()
			}
			if match.IsType(t, "net/http", "Response") {
				return true
			}
		}
	}
	return false
}

func isText(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

// carrierOf gives what a function reads that is given a value of type t.
func carrierOf(t types.Type) known.Boundary {
	switch {
	case match.IsType(t, "net/http", "Request"):
		return known.Request
	case match.IsType(t, "net/http", "Response"):
		return known.Response
	case isWebContext(t):
		return known.Request
	}
	return 0
}

func insert(list []int, v int) []int {
	if i, found := slices.BinarySearch(list, v); !found {
		return slices.Insert(slices.Clone(list), i, v)
	}
	return list
}

// answers reports whether fn writes to a client: it is given what a handler
// is.
func answers(fn *ssa.Function) bool {
	for ; fn != nil; fn = fn.Parent() {
		for _, p := range fn.Params {
			if match.IsType(p.Type(), "net/http", "ResponseWriter") || isWebContext(p.Type()) {
				return true
			}
		}
	}
	return false
}

func isWebContext(t types.Type) bool {
	named := match.Named(t)
	if named == nil || named.Obj().Pkg() == nil {
		return false
	}
	switch known.Path(named.Obj().Pkg().Path()) {
	case "github.com/gin-gonic/gin", "github.com/labstack/echo":
		return named.Obj().Name() == "Context"
	case "github.com/gofiber/fiber":
		return named.Obj().Name() == "Ctx"
	}
	return false
}

// interfaces gives the methods of the package's interfaces the flows that
// all types of the package that implement them have.
func (e *engine) interfaces() {
	if !e.changed {
		return
	}
	decoding := map[string]bool{} // names of methods that decode
	for fn := range e.flows {
		decoding[fn.Name()] = true
	}
	scope := e.res.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || e.res.IsTest(tn.Pos()) {
			continue
		}
		iface, ok := tn.Type().Underlying().(*types.Interface)
		if !ok || isGeneric(tn.Type()) {
			continue
		}
		for m := range iface.ExplicitMethods() {
			if !decoding[m.Name()] {
				continue
			}
			if flows := e.implemented(scope, iface, m); len(flows) > 0 {
				e.res.flows[m] = flows
			}
		}
	}
}

func isGeneric(t types.Type) bool {
	named, ok := t.(*types.Named)
	return ok && named.TypeParams().Len() > 0
}

// implemented gives the flows that every implementation of m in the package
// has.
func (e *engine) implemented(scope *types.Scope, iface *types.Interface, m *types.Func) []Flow {
	var common []Flow
	first := true
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || types.IsInterface(tn.Type()) || isGeneric(tn.Type()) || e.res.IsTest(tn.Pos()) {
			continue
		}
		if !types.Implements(types.NewPointer(tn.Type()), iface) {
			continue
		}
		impl := methodOf(tn.Type(), m)
		if impl == nil {
			return nil
		}
		flows := e.flowsOf(callee{obj: impl.Origin(), fn: e.prog.FuncValue(impl.Origin())})
		if first {
			common, first = slices.Clone(flows), false
			continue
		}
		common = slices.DeleteFunc(common, func(f Flow) bool {
			return !slices.ContainsFunc(flows, func(g Flow) bool { return f.target() == g.target() })
		})
	}
	return common
}

// exportFlows exports the flows of the functions that importers can call.
func (e *engine) exportFlows() {
	for _, fn := range e.funcs {
		if obj, ok := fn.Object().(*types.Func); ok && len(e.flows[fn]) > 0 && obj.Exported() {
			e.res.pass.ExportObjectFact(obj, &decodes{e.flows[fn]})
		}
	}
	scope := e.res.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || !types.IsInterface(tn.Type()) || isTypeParam(tn.Type()) {
			continue
		}
		for m := range tn.Type().Underlying().(*types.Interface).ExplicitMethods() {
			if flows := e.res.flows[m]; len(flows) > 0 && m.Exported() && m.Pkg() == e.res.pass.Pkg {
				e.res.pass.ExportObjectFact(m, &decodes{flows})
			}
		}
	}
	exportVars(e.res)
}

// exportVars exports the flows of package variables that hold a decoder and
// nothing else: var Unmarshal = json.Unmarshal.
func exportVars(res *Result) {
	info := res.pass.TypesInfo
	for _, init := range info.InitOrder {
		if len(init.Lhs) != 1 || !init.Lhs[0].Exported() || res.IsTest(init.Lhs[0].Pos()) {
			continue
		}
		if _, ok := init.Lhs[0].Type().Underlying().(*types.Signature); !ok {
			continue
		}
		var flows []Flow
		switch x := ast.Unparen(init.Rhs).(type) {
		case *ast.Ident:
			flows = res.flowsOf(info.Uses[x])
		case *ast.SelectorExpr:
			flows = res.flowsOf(info.Uses[x.Sel])
		}
		flows = slices.DeleteFunc(slices.Clone(flows), func(f Flow) bool { return f.when != (known.Selector{}) || f.Into == known.None })
		if len(flows) > 0 {
			res.pass.ExportObjectFact(init.Lhs[0], &decodes{flows})
		}
	}
}

// decoderName names the function that a call runs as its author would:
// json.Unmarshal, Decoder.Decode.
func decoderName(c callee) string {
	if c.obj == nil {
		return ""
	}
	fn, ok := c.obj.(*types.Func)
	if !ok {
		return c.obj.Pkg().Name() + "." + c.obj.Name()
	}
	if f := match.FuncOf(fn); f.Recv != "" {
		return f.Recv + "." + f.Name
	}
	if i := strings.LastIndexByte(fn.Name(), '.'); i >= 0 {
		return fn.Name()[i+1:]
	}
	return fn.Pkg().Name() + "." + fn.Name()
}
