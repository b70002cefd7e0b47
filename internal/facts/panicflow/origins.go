package panicflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
)

// origins names the variables that values are read from, and remembers which
// of them the conditions of a function looked at.
type origins struct {
	keys     map[ssa.Value]string
	mentions map[ssa.Value]map[string]bool
	blocks   map[*ssa.BasicBlock]map[string]bool
	bindings map[*ssa.FreeVar]ssa.Value
	decoded  map[result]decodedness
	madeHere func(ssa.Value) bool       // see Result.isMadeHere
	elements func(*ssa.Global) []string // see Result.textsIn
	known    func(*types.Func) *Summary // see Result.Of
	named    func(token.Pos) bool       // see Result.isNamedCase
	fatal    func(ssa.Instruction) bool // see Result.saysFatal
}

func newOrigins() *origins {
	return &origins{
		keys:     map[ssa.Value]string{},
		mentions: map[ssa.Value]map[string]bool{},
		blocks:   map[*ssa.BasicBlock]map[string]bool{},
		bindings: map[*ssa.FreeVar]ssa.Value{},
		decoded:  map[result]decodedness{},
	}
}

// decided gives the names that the conditions before a block mention.
func (o *origins) decided(block *ssa.BasicBlock) map[string]bool {
	if set, ok := o.blocks[block]; ok {
		return set
	}
	set := map[string]bool{}
	for _, cond := range flow.Conditions(block) {
		for key := range o.mentioned(cond) {
			set[key] = true
		}
	}
	o.blocks[block] = set
	return set
}

// mentioned gives the names of a value and of all it is computed from.
func (o *origins) mentioned(v ssa.Value) map[string]bool {
	if set, ok := o.mentions[v]; ok {
		return set
	}
	set := map[string]bool{}
	seen := map[ssa.Value]bool{}
	var visit func(v ssa.Value, depth int)
	visit = func(v ssa.Value, depth int) {
		if v == nil || seen[v] || depth > 12 {
			return
		}
		seen[v] = true
		set[o.rootKey(v)] = true
		if element, ok := v.(*ssa.IndexAddr); ok {
			visit(element.Index, depth+1)
			return // what an element is says nothing of how many there are
		}
		if instr, ok := v.(ssa.Instruction); ok {
			for _, op := range instr.Operands(nil) {
				visit(*op, depth+1)
			}
		}
	}
	visit(v, 0)
	o.mentions[v] = set
	return set
}

// maybeNil reports whether some path leaves a variable nil and nobody looked
// at it since, nor at what was set beside it (an error, an ok).
func (o *origins) maybeNil(at ssa.Instruction, v ssa.Value) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		return leftUnset(load) && at.Block() == load.Block() && !o.guardedBy(at, v)
	}
	phi, ok := v.(*ssa.Phi)
	if !ok || at.Block() == nil {
		return false
	}
	null := false
	for i, edge := range phi.Edges {
		c, isConst := edge.(*ssa.Const)
		pred := phi.Block().Preds[i]
		null = null || isConst && c.IsNil() && !o.endsSwitch(pred) && !(o.fatal != nil && slices.ContainsFunc(pred.Instrs, o.fatal))
	}
	if !null || o.guardedBy(at, phi) || nilCompared(phi.Block().Idom()) {
		return false
	}
	for block := at.Block().Idom(); block != nil && phi.Block().Dominates(block); block = block.Idom() {
		if _, branches := block.Instrs[len(block.Instrs)-1].(*ssa.If); branches {
			return false // something was decided since: it may be about this
		}
	}
	return true
}

// endsSwitch reports whether a block asks for the last kind of a value in a switch
// without a default: its author listed all that there are.
func (o *origins) endsSwitch(block *ssa.BasicBlock) bool {
	branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
	return ok && o.isSwitch(append(slices.Clone(flow.Controls(block)), branch.Cond))
}

// nilCompared reports whether a block ends in a comparison with nil: where the
// branches meet again, the variable was looked at.
func nilCompared(block *ssa.BasicBlock) bool {
	if block == nil {
		return false
	}
	branch, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
	if !ok {
		return false
	}
	cmp, ok := branch.Cond.(*ssa.BinOp)
	return ok && (isNil(cmp.X) || isNil(cmp.Y))
}

// rootKey names the variable that a value was read from, so that two reads of
// one variable, or of one field, have one name. Constants have none.
func (o *origins) rootKey(v ssa.Value) string {
	v = strip(v)
	key, ok := o.keys[v]
	if !ok {
		key = o.computeKey(v)
		o.keys[v] = key
	}
	return key
}

func (o *origins) computeKey(v ssa.Value) string {
	switch v := v.(type) {
	case *ssa.Const:
		return ""
	case *ssa.UnOp:
		if v.Op == token.MUL {
			return "*" + o.rootKey(v.X)
		}
	case *ssa.FieldAddr:
		return o.rootKey(v.X) + "." + strconv.Itoa(v.Field)
	case *ssa.Field:
		return o.rootKey(v.X) + "." + strconv.Itoa(v.Field)
	case *ssa.FreeVar:
		if b := o.bindingOf(v); b != nil {
			return o.rootKey(b)
		}
	case *ssa.Global:
		return v.String()
	case *ssa.BinOp: // i+1 is as good as i
		if isConst(v.Y) {
			return o.rootKey(v.X)
		}
	case *ssa.Call: // x.Name() is x.Name()
		if obj := calleeObject(&v.Call); obj != nil && obj.Signature().Recv() != nil && obj.Signature().Params().Len() == 0 {
			recv := v.Call.Value
			if !v.Call.IsInvoke() {
				recv = v.Call.Args[0]
			}
			if key := o.rootKey(recv); key != "" {
				return key + "." + obj.Name() + "()"
			}
		}
	case *ssa.IndexAddr:
		return o.rootKey(v.X) + "[" + o.rootKey(v.Index) + constText(v.Index) + "]"
	case *ssa.Lookup:
		return "*" + o.rootKey(v.X) + "[" + o.rootKey(v.Index) + constText(v.Index) + "]"
	case *ssa.Slice:
		return o.rootKey(v.X)
	}
	return "#" + strconv.Itoa(len(o.keys)) // a value of its own
}

func constText(v ssa.Value) string {
	if c, ok := v.(*ssa.Const); ok && c.Value != nil && c.Value.Kind() != constant.Unknown {
		return c.Value.ExactString()
	}
	return ""
}

// bindingOf gives what a captured variable is in the function around, or nil.
func (o *origins) bindingOf(free *ssa.FreeVar) ssa.Value {
	v, ok := o.bindings[free]
	if !ok {
		v = binding(free)
		if outer, ok := v.(*ssa.FreeVar); ok {
			v = o.bindingOf(outer)
		}
		o.bindings[free] = v
	}
	return v
}

func binding(free *ssa.FreeVar) ssa.Value {
	closure := flow.Maker(free.Parent())
	if closure == nil {
		return nil
	}
	return closure.Bindings[slices.Index(free.Parent().FreeVars, free)]
}
