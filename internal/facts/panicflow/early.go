package panicflow

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// usedEarly reports whether a pointer that came with an error is dereferenced before
// anybody looks at that error, and somebody does so afterwards:
//
//	resp, err := http.Get(url)
//	defer resp.Body.Close()
//	if err != nil {
//
// Where the error is looked at nowhere, see uncheckedResult.
func (r *Result) usedEarly(at ssa.Instruction, result *ssa.Extract) (Doubt, bool) {
	doubt, null := r.nilOnFailure(result)
	if !null {
		return 0, false
	}
	from := result.Tuple.(ssa.Instruction)
	place := flow.Within(at, from.Parent())
	if place == nil {
		return 0, false
	}
	looks := verdictLooks(result.Tuple)
	if len(looks) == 0 || slices.Contains(looks, place) || r.origins.guardedBy(place, result) {
		return 0, false // (a literal that has the companion as well looks itself)
	}
	early := slices.ContainsFunc(runsOf(place, at), func(run ssa.Instruction) bool {
		return !slices.ContainsFunc(looks, func(look ssa.Instruction) bool {
			return look.Parent() != from.Parent() || flow.MayPrecede(look, run) && !isDeferred(look)
		})
	})
	return doubt, early
}

// runsOf lists where what a literal does may be run, which holds an instruction: where its
// variable is read, or where it is made, if that is not known.
func runsOf(place, at ssa.Instruction) []ssa.Instruction {
	literal, ok := place.(*ssa.MakeClosure)
	if !ok || place == at || len(*literal.Referrers()) != 1 {
		return []ssa.Instruction{place}
	}
	store, ok := (*literal.Referrers())[0].(*ssa.Store)
	if !ok || store.Addr.Referrers() == nil {
		return []ssa.Instruction{place}
	}
	return slices.DeleteFunc(slices.Clone(*store.Addr.Referrers()), func(ref ssa.Instruction) bool { return ref == ssa.Instruction(store) })
}

// earlyRisk says that a pointer or interface, perhaps in a variable, is used early.
func (r *Result) earlyRisk(at ssa.Instruction, v ssa.Value) (string, Doubt) {
	if r.origins.guardedBy(at, v) {
		return "", Concrete
	}
	if load, ok := v.(*ssa.UnOp); ok {
		v = r.origins.onlyStore(load)
	}
	if result, ok := v.(*ssa.Extract); ok {
		if doubt, early := r.usedEarly(at, result); early {
			return "nil dereference (result used before its " + verdict(result.Tuple, "error", "ok") + " is looked at)", doubt
		}
	}
	return "", Concrete
}

// usedAnyway reports whether a pointer that came with an error is dereferenced although
// the error was found not to be nil: the branch for it does not leave.
//
//	resp, err := http.Get(url)
//	if err != nil {
//		log.Print(err)
//	}
//	resp.Body.Close()
func (r *Result) usedAnyway(at ssa.Instruction, result *ssa.Extract) (Doubt, bool) {
	from := result.Tuple.(ssa.Instruction)
	if at.Parent() != from.Parent() {
		return 0, false
	}
	for _, look := range verdictLooks(result.Tuple) {
		branch, failed := failedBranch(look)
		if branch == nil || isSetSince(look, result.Tuple) || !flow.Dominates(from, branch) || !flow.Dominates(branch, at) || !r.leaks(branch, failed, at, result) {
			continue
		}
		if doubt, null := r.nilOnFailure(result); null {
			return doubt, true
		}
	}
	return 0, false
}

// failedBranch gives the branch that compares an error with nil, or asks for a bool, and
// the block that runs where the call has failed.
func failedBranch(look ssa.Instruction) (*ssa.If, *ssa.BasicBlock) {
	if load, ok := look.(*ssa.UnOp); ok {
		if refs := *load.Referrers(); len(refs) == 1 {
			look = refs[0]
		}
	}
	switch look := look.(type) {
	case *ssa.If: // if ok
		return look, look.Block().Succs[1]
	case *ssa.UnOp: // if !ok
		if look.Op == token.NOT && len(*look.Referrers()) == 1 {
			if branch, ok := (*look.Referrers())[0].(*ssa.If); ok {
				return branch, branch.Block().Succs[0]
			}
		}
	}
	cmp, ok := look.(*ssa.BinOp)
	if !ok || !isNil(cmp.Y) || len(*cmp.Referrers()) != 1 {
		return nil, nil
	}
	branch, ok := (*cmp.Referrers())[0].(*ssa.If)
	if !ok {
		return nil, nil
	}
	i := 0
	if cmp.Op == token.EQL {
		i = 1
	}
	return branch, branch.Block().Succs[i]
}

// leaks reports whether a branch comes back to where an instruction runs whatever was
// decided: nothing but that branch decides about it since.
func (r *Result) leaks(branch *ssa.If, failed *ssa.BasicBlock, at ssa.Instruction, result *ssa.Extract) bool {
	if len(failed.Preds) != 1 || failed.Dominates(at.Block()) {
		return false // if err == nil {} else, and what reads the partial result on purpose
	}
	if slices.ContainsFunc(flow.Controls(at.Block()), func(cond ssa.Value) bool { return asked(cond) == asked(branch.Cond) }) {
		return false // if ok {} else {}; if ok {}
	}
	for _, cond := range flow.Conditions(at.Block()) {
		instr, ok := cond.(ssa.Instruction)
		if ok && instr != (*branch.Cond.Referrers())[0] && cond != branch.Cond && instr.Parent() == branch.Parent() && branch.Block().Dominates(instr.Block()) && instr.Block() != branch.Block() {
			return false // something else was decided since
		}
	}
	return r.comesTo(failed, branch, at, result)
}

// comesTo reports whether some path leads from the block for the failure to an instruction,
// without another round of a loop around both, and nothing that is decided on the way is
// about the error, or the result.
func (r *Result) comesTo(failed *ssa.BasicBlock, branch *ssa.If, at ssa.Instruction, result *ssa.Extract) bool {
	verdict := asked(branch.Cond)
	if cmp, ok := verdict.(*ssa.BinOp); ok {
		verdict = cmp.X
	}
	about := func(v ssa.Value) bool {
		return v == verdict || v == ssa.Value(result) || r.origins.sameRoot(v, verdict)
	}
	seen, found, doubtful := map[*ssa.BasicBlock]bool{branch.Block(): true}, false, false
	var visit func(block *ssa.BasicBlock)
	visit = func(block *ssa.BasicBlock) {
		if seen[block] {
			return
		}
		seen[block] = true
		if block == at.Block() {
			found = true
			return
		}
		if slices.ContainsFunc(block.Instrs, r.saysFatal) || block.Dominates(branch.Block()) {
			return
		}
		if on, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok && fromOne(on.Cond, about, 0) {
			doubtful = true
			return
		}
		for _, next := range block.Succs {
			visit(next)
		}
	}
	visit(failed)
	return found && !doubtful
}

// asked gives what a condition asks about, be it denied: ok of !ok.
func asked(cond ssa.Value) ssa.Value {
	if not, ok := cond.(*ssa.UnOp); ok && not.Op == token.NOT {
		return asked(not.X)
	}
	return cond
}

// saysFatal matches a call that logs at a level at which loggers end the program:
// l.Log(ctx, LevelFatal, "no listener"), logger.Panicf("BUG: no listener").
func (r *Result) saysFatal(instr ssa.Instruction) bool {
	call, ok := instr.(*ssa.Call)
	if !ok || !call.Pos().IsValid() {
		return false
	}
	if obj := calleeObject(&call.Call); obj != nil && (strings.HasPrefix(obj.Name(), "Panic") || strings.HasPrefix(obj.Name(), "Fatal")) {
		return true
	}
	file, found := r.fileAt(call.Pos()), false
	if file == nil {
		return false
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if n == nil || call.Pos() < n.Pos() || n.End() <= call.Pos() {
			return false
		}
		if written, ok := n.(*ast.CallExpr); ok && written.Lparen == call.Pos() {
			found = slices.ContainsFunc(written.Args, isFatalLevel)
		}
		return !found
	})
	return found
}

// isFatalLevel matches zap.FatalLevel and logging.LevelPanic.
func isFatalLevel(x ast.Expr) bool {
	name := ""
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		name = x.Name
	case *ast.SelectorExpr:
		name = x.Sel.Name
	}
	lower := strings.ToLower(name)
	return strings.Contains(lower, "level") && (strings.Contains(lower, "fatal") || strings.Contains(lower, "panic"))
}

// givesPart reports whether a function of the user's own gives no nil pointer beside an
// error, but what it has.
func (r *Result) givesPart(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	switch obj := calleeObject(&call.Call); {
	case fn == nil || obj == nil:
		return false
	case len(fn.Blocks) == 0:
		return r.Of(obj).Partial
	}
	return isPartial(fn)
}

// isPartial reports whether a function that returns a pointer and an error never
// returns nil as its pointer: what it returns is made there, or a parameter.
func isPartial(fn *ssa.Function) bool {
	results := fn.Signature.Results()
	if results.Len() != 2 || !isPointer(results.At(0).Type()) || !match.IsError(results.At(1).Type()) {
		return false
	}
	returns := false
	for ret := range flow.Returns(fn) {
		if isNil(ret.Results[1]) {
			continue
		}
		if !isMade(ret.Results[0]) {
			return false
		}
		returns = true
	}
	return returns
}

// isMade reports whether a pointer is to what the function made, or has from a function
// that gives nothing else.
func isMade(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.Alloc, *ssa.Call:
		return true
	case *ssa.Phi:
		return !slices.ContainsFunc(v.Edges, func(edge ssa.Value) bool {
			_, loop := edge.(*ssa.Phi)
			return loop || !isMade(edge)
		})
	}
	return false
}

// isDeferred reports whether an instruction makes a literal that is only deferred.
func isDeferred(instr ssa.Instruction) bool {
	closure, ok := instr.(*ssa.MakeClosure)
	if !ok {
		return false
	}
	for _, ref := range *closure.Referrers() {
		if d, ok := ref.(*ssa.Defer); !ok || d.Call.Value != ssa.Value(closure) {
			return false
		}
	}
	return true
}
