package flow

import (
	"go/constant"
	"go/token"

	"golang.org/x/tools/go/ssa"
)

// ReachedWith gives the blocks of fn that a call can run, as far as the
// constants among its arguments decide; nil where there are none, or where the
// arguments are not those of fn.
func ReachedWith(fn *ssa.Function, site ssa.CallInstruction) map[*ssa.BasicBlock]bool {
	known := map[ssa.Value]constant.Value{}
	args := site.Common().Args
	if site.Common().IsInvoke() || len(args) != len(fn.Params) || len(fn.Blocks) == 0 {
		return nil
	}
	for i, arg := range args {
		if v, ok := arg.(*ssa.Const); ok && v.Value != nil {
			known[fn.Params[i]] = v.Value
		}
	}
	if len(known) == 0 {
		return nil
	}
	return reachable(fn, known)
}

// ReachedWhere gives the blocks of the function of a parameter that a call can
// run which passes a constant for it.
func ReachedWhere(p *ssa.Parameter, value constant.Value) map[*ssa.BasicBlock]bool {
	if len(p.Parent().Blocks) == 0 {
		return nil
	}
	return reachable(p.Parent(), map[ssa.Value]constant.Value{p: value})
}

// reachable gives the blocks that can run when some values are known.
func reachable(fn *ssa.Function, known map[ssa.Value]constant.Value) map[*ssa.BasicBlock]bool {
	return Reached(fn, func(cond ssa.Value) (truth, ok bool) { return evaluate(cond, known) })
}

// Reached gives the blocks of fn that can run where decide tells the outcome of some
// conditions.
func Reached(fn *ssa.Function, decide func(cond ssa.Value) (truth, ok bool)) map[*ssa.BasicBlock]bool {
	reached := map[*ssa.BasicBlock]bool{}
	var visit func(*ssa.BasicBlock)
	visit = func(block *ssa.BasicBlock) {
		if reached[block] {
			return
		}
		reached[block] = true
		next := block.Succs
		if branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok {
			if truth, ok := decide(branch.Cond); ok && truth {
				next = next[:1]
			} else if ok {
				next = next[1:]
			}
		}
		for _, b := range next {
			visit(b)
		}
	}
	visit(fn.Blocks[0])
	return reached
}

func evaluate(cond ssa.Value, known map[ssa.Value]constant.Value) (truth, ok bool) {
	if v := known[cond]; v != nil && v.Kind() == constant.Bool {
		return constant.BoolVal(v), true
	}
	cmp, isCmp := cond.(*ssa.BinOp)
	if !isCmp {
		return false, false
	}
	x, y := valueOf(cmp.X, known), valueOf(cmp.Y, known)
	if x == nil || y == nil || x.Kind() != y.Kind() {
		return false, false
	}
	switch cmp.Op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return constant.Compare(x, cmp.Op, y), true
	}
	return false, false
}

func valueOf(v ssa.Value, known map[ssa.Value]constant.Value) constant.Value {
	if c, ok := v.(*ssa.Const); ok {
		return c.Value
	}
	if p := spilled(v); p != nil {
		return known[p]
	}
	return known[v]
}

// spilled gives the parameter of which v is read, where somebody takes its address and nobody
// sets it: the function keeps it in a variable.
func spilled(v ssa.Value) *ssa.Parameter {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	variable, ok := load.X.(*ssa.Alloc)
	if !ok {
		return nil
	}
	var from *ssa.Parameter
	for _, ref := range *variable.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Addr == ssa.Value(variable) {
			p, ok := store.Val.(*ssa.Parameter)
			if !ok || from != nil {
				return nil
			}
			from = p
		}
	}
	return from
}
