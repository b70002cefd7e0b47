package panicflow

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/exits"
	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Form says how a recover stands in its function.
type Form uint8

const (
	Direct      Form = iota // evaluated by the function itself
	Postponed               // defer recover(): run when the function ends
	InRangeBody             // in the body of a range-over-func loop: a frame of its own (go.dev/issue/71685)
	Spawned                 // go recover()
)

// A Site is one call of recover.
type Site struct {
	Call ssa.CallInstruction
	Form Form
	// Handed is the defer or go statement that is given the result, as in
	// defer log(recover()), or nil.
	Handed ssa.CallInstruction
}

// Sites lists the calls of recover in the frame of fn: in fn, and in the
// bodies of range-over-func loops in it.
func (r *Result) Sites(fn *ssa.Function) []Site { return r.recovers[fn] }

func (r *Result) recoverSites(fn *ssa.Function) []Site {
	if funcflow.IsRangeBody(fn) {
		return nil // belongs to its frame
	}
	sites := sitesIn(fn, Direct)
	for _, body := range r.bodies[fn] {
		sites = append(sites, sitesIn(body, InRangeBody)...)
	}
	return sites
}

func sitesIn(fn *ssa.Function, form Form) []Site {
	var sites []Site
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := instr.(ssa.CallInstruction)
			if !ok || !isRecover(call) {
				continue
			}
			site := Site{Call: call, Form: form}
			switch call := call.(type) {
			case *ssa.Defer:
				// A defer in a loop body belongs to the function around it.
				site.Form = Postponed
			case *ssa.Go:
				site.Form = Spawned
			case *ssa.Call:
				site.Handed = handed(call, 0)
			}
			sites = append(sites, site)
		}
	}
	return sites
}

func isRecover(call ssa.CallInstruction) bool {
	b, ok := call.Common().Value.(*ssa.Builtin)
	return ok && b.Name() == "recover"
}

// handed gives the defer or go statement whose arguments v goes into.
func handed(v ssa.Value, depth int) ssa.CallInstruction {
	if depth > 6 || v.Referrers() == nil {
		return nil
	}
	for _, ref := range *v.Referrers() {
		next := ssa.Value(nil)
		switch ref := ref.(type) {
		case *ssa.Defer:
			return ref
		case *ssa.Go:
			return ref
		case *ssa.MakeInterface:
			next = ref
		case *ssa.Call:
			next = ref
		case *ssa.Slice:
			next = ref
		case *ssa.UnOp: // of the variable that a literal was built in
			next = ref
		case *ssa.Store: // into the slice of a variadic call, into a literal
			if ref.Val != v {
				break
			}
			switch part := ref.Addr.(type) {
			case *ssa.IndexAddr:
				next = part.X
			case *ssa.FieldAddr:
				next = part.X
			}
		}
		if next != nil {
			if h := handed(next, depth+1); h != nil {
				return h
			}
		}
	}
	return nil
}

// recovery says whether a recover of fn works when fn is deferred, and
// whether fn then always panics again.
func (r *Result) recovery(fn *ssa.Function) (recovers, repanics bool) {
	repanics = true
	for _, site := range r.recovers[fn] {
		if site.Form == InRangeBody || site.Form == Spawned {
			continue
		}
		recovers = true
		call, ok := site.Call.(*ssa.Call)
		if !ok || !r.alwaysPanics(call) {
			repanics = false
		}
	}
	return recovers, recovers && repanics
}

// alwaysPanics reports whether every path from a recover that stopped a panic
// ends in another panic. Ending the process on purpose is not one.
func (r *Result) alwaysPanics(call *ssa.Call) bool {
	seen := map[*ssa.BasicBlock]bool{}
	var panics func(block *ssa.BasicBlock, from int) bool
	panics = func(block *ssa.BasicBlock, from int) bool {
		for _, instr := range block.Instrs[from:] {
			switch instr := instr.(type) {
			case *ssa.Panic:
				return flow.IsPanic(instr)
			case *ssa.Return:
				return false
			case *ssa.Call:
				if how := r.endOf(&instr.Call); how != exits.Returns {
					return how == exits.Panics
				}
			case *ssa.Defer: // it panics when the handler is at its end
				if how := r.endOf(&instr.Call); how != exits.Returns {
					return how == exits.Panics
				}
			case *ssa.If:
				known, taken := nilBranch(instr.Cond, call)
				if !known {
					known, taken = abortBranch(instr.Cond, call)
				}
				if known {
					block = block.Succs[taken]
					return seen[block] || mark(seen, block) && panics(block, 0)
				}
			}
		}
		for _, next := range block.Succs {
			if !seen[next] && mark(seen, next) && !panics(next, 0) {
				return false
			}
		}
		return len(block.Succs) > 0
	}
	for i, instr := range call.Block().Instrs {
		if instr == ssa.Instruction(call) {
			return panics(call.Block(), i+1)
		}
	}
	return false
}

func mark(seen map[*ssa.BasicBlock]bool, b *ssa.BasicBlock) bool {
	seen[b] = true
	return true
}

// endOf says how a call ends.
func (r *Result) endOf(call *ssa.CallCommon) exits.How {
	if call.IsInvoke() {
		return r.exits.Of(call.Method)
	}
	fn := call.StaticCallee()
	if fn == nil {
		return exits.Returns
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return r.exits.Of(obj)
	}
	if block := fn.Blocks; len(block) == 1 && flow.IsPanic(block[0].Instrs[len(block[0].Instrs)-1]) {
		return exits.Panics // func() { panic(...) }()
	}
	return exits.Returns
}

// nilBranch recognises recovered != nil and recovered == nil and gives the
// successor that is taken when something was recovered.
func nilBranch(cond ssa.Value, recovered ssa.Value) (known bool, taken int) {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok || !(sameValue(cmp.X, recovered) && isNil(cmp.Y) || sameValue(cmp.Y, recovered) && isNil(cmp.X)) {
		return false, 0
	}
	if cmp.Op.String() == "==" {
		return true, 1
	}
	return true, 0
}

// abortBranch recognises a comparison of what was recovered with http.ErrAbortHandler and
// gives the successor that is taken for everything else.
func abortBranch(cond ssa.Value, recovered ssa.Value) (known bool, taken int) {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok || !(sameValue(cmp.X, recovered) && isAbort(cmp.Y) || sameValue(cmp.Y, recovered) && isAbort(cmp.X)) {
		return false, 0
	}
	if cmp.Op == token.EQL {
		return true, 1
	}
	return true, 0
}

func isAbort(v ssa.Value) bool {
	if boxed, ok := v.(*ssa.ChangeInterface); ok {
		v = boxed.X
	}
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg != nil && g.Pkg.Pkg.Path() == "net/http" && g.Name() == "ErrAbortHandler"
}

// sameValue reports whether v is what was recovered, perhaps by way of a
// local variable that is captured.
func sameValue(v, recovered ssa.Value) bool {
	if v == recovered {
		return true
	}
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	alloc, ok := load.X.(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, ref := range *alloc.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Val == recovered {
			return true
		}
	}
	return false
}

func isNil(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.IsNil()
}

// pure reports whether fn does nothing when there is no panic: after its
// recover it calls, stores and sends only under a condition on what was
// recovered, or with it; before, it at most calls other packages (to log).
func (r *Result) pure(fn *ssa.Function) bool {
	first := r.firstRecover(fn)
	if first == nil {
		return true // defer recover() alone
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if !isEffect(instr) {
				continue
			}
			if whereNone(block, first) {
				return false
			}
			if aboutRecovered(instr, first) {
				if r.busiesOthers(instr, first) {
					return false
				}
				continue
			}
			if flow.Reaches(first, instr) || !r.callsAbroad(instr) {
				return false
			}
		}
	}
	return true
}

// instead gives the number, from 1 and without the receiver, of the parameter of fn in place
// of which it recovers something, where that is nil: if err == nil { err = recover() }.
func (r *Result) instead(fn *ssa.Function) int {
	first := r.firstRecover(fn)
	if first == nil {
		return 0
	}
	for _, cond := range flow.Controls(first.Block()) {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !isNil(cmp.Y) || !onSide(cmp, cmp.Op == token.EQL, first) {
			continue
		}
		if p, ok := cmp.X.(*ssa.Parameter); ok {
			n := paramNumber(fn, p)
			if fn.Signature.Recv() != nil {
				n--
			}
			return n
		}
	}
	return 0
}

// busiesOthers reports whether a call hands what was recovered, be it nil, to a function of
// the package that does other work as well: c.finish(recover()).
func (r *Result) busiesOthers(instr ssa.Instruction, recovered *ssa.Call) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	fn := call.Call.StaticCallee()
	if fn == nil || fn.Object() == nil || fn.Object().Pkg() != r.pass.Pkg {
		return false
	}
	for _, cond := range flow.Controls(instr.Block()) {
		if in, ok := cond.(ssa.Instruction); ok && mentions(in, recovered, 0) {
			return false
		}
	}
	for i, arg := range call.Call.Args {
		switch {
		case arg != recovered && !sameValue(arg, recovered):
		case len(fn.Blocks) > 0 && i < len(fn.Params):
			return worksWithout(fn, fn.Params[i])
		default: // of a dependency's functions few are built
			if fn.Signature.Recv() != nil {
				i--
			}
			return r.worksBySyntax(fn.Object(), i)
		}
	}
	return false
}

// worksBySyntax is worksWithout for a function that was not built: it asks for a
// statement that does not mention its i-th parameter, before it returns where that is
// nil.
func (r *Result) worksBySyntax(fn types.Object, i int) bool {
	decl := r.declOf(fn)
	if decl == nil || decl.Body == nil || i >= fn.(*types.Func).Signature().Params().Len() {
		return false
	}
	p := fn.(*types.Func).Signature().Params().At(i)
	for _, stmt := range decl.Body.List {
		mentioned := false
		ast.Inspect(stmt, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			mentioned = mentioned || ok && r.pass.TypesInfo.Uses[id] == p
			return !mentioned
		})
		if _, ok := stmt.(*ast.IfStmt); ok && mentioned {
			return false // what comes after is about it
		}
		if !mentioned {
			return true
		}
	}
	return false
}

func (r *Result) declOf(fn types.Object) *ast.FuncDecl {
	for _, file := range r.pass.Files {
		for _, decl := range file.Decls {
			if decl, ok := decl.(*ast.FuncDecl); ok && r.pass.TypesInfo.Defs[decl.Name] == fn {
				return decl
			}
		}
	}
	return nil
}

// worksWithout reports whether fn does something that has nothing to do with p.
func worksWithout(fn *ssa.Function, p *ssa.Parameter) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if isEffect(instr) && !aboutRecovered(instr, p) {
				return true
			}
		}
	}
	return false
}

func (r *Result) firstRecover(fn *ssa.Function) *ssa.Call {
	for _, site := range r.recovers[fn] {
		if call, ok := site.Call.(*ssa.Call); ok && site.Form == Direct {
			return call
		}
	}
	return nil
}

func (r *Result) callsAbroad(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok {
		return false
	}
	obj := calleeObject(&call.Call)
	return obj != nil && obj.Pkg() != r.pass.Pkg
}

// Busy reports whether fn does anything but recover, logging included.
func (r *Result) Busy(fn *ssa.Function) bool {
	first := r.firstRecover(fn)
	if first == nil {
		return false
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if isEffect(instr) && !aboutRecovered(instr, first) {
				return true
			}
		}
	}
	return false
}

func isEffect(instr ssa.Instruction) bool {
	switch instr := instr.(type) {
	case *ssa.Call:
		_, builtin := instr.Call.Value.(*ssa.Builtin)
		return !builtin
	case *ssa.Go, *ssa.Defer, *ssa.Send, *ssa.MapUpdate, *ssa.Panic:
		return true
	case *ssa.Store:
		_, local := instr.Addr.(*ssa.Alloc)
		return !local
	}
	return false
}

// aboutRecovered reports whether instr uses the recovered value or runs only
// where a condition on it was decided.
func aboutRecovered(instr ssa.Instruction, recovered ssa.Value) bool {
	if mentions(instr, recovered, 0) {
		return true
	}
	for _, cond := range flow.Controls(instr.Block()) {
		if in, ok := cond.(ssa.Instruction); ok && mentions(in, recovered, 0) {
			return true
		}
	}
	return false
}

// whereNone reports whether a block runs only where a recover gave nil.
func whereNone(block *ssa.BasicBlock, recovered ssa.Value) bool {
	for ; block.Idom() != nil; block = block.Idom() {
		if len(block.Preds) != 1 {
			continue
		}
		above := block.Preds[0]
		branch, ok := above.Instrs[len(above.Instrs)-1].(*ssa.If)
		if !ok {
			continue
		}
		if known, taken := nilBranch(branch.Cond, recovered); known && above.Succs[taken] != block {
			return true
		}
	}
	return false
}

// mentions reports whether v is among the operands of instr, directly or by
// way of other values.
func mentions(instr ssa.Instruction, v ssa.Value, depth int) bool {
	if depth > 6 {
		return false
	}
	for _, op := range instr.Operands(nil) {
		if *op == nil {
			continue
		}
		if *op == v || sameValue(*op, v) {
			return true
		}
		if in, ok := (*op).(ssa.Instruction); ok && mentions(in, v, depth+1) {
			return true
		}
	}
	return false
}

// Recovery says whether a recover of fn works when fn is deferred, and
// whether fn then always panics again. It answers for functions of this
// package and, by fact or table, of others.
func (r *Result) Recovery(fn *ssa.Function) (recovers, repanics bool) {
	obj, ok := fn.Object().(*types.Func)
	switch {
	case ok && Guards[match.FuncOf(obj)]:
		return true, false
	case fn.Blocks != nil:
		return r.recovery(fn)
	case ok:
		return r.objectRecovery(obj)
	}
	return false, false
}

func (r *Result) objectRecovery(obj *types.Func) (recovers, repanics bool) {
	if Guards[match.FuncOf(obj)] || known.Guards(obj) != known.NoGuard {
		return true, false
	}
	s := r.Of(obj)
	return s.Recovers, s.Repanics
}
