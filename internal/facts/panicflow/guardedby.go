package panicflow

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// validated reports whether a condition before instr gave v to a function that
// may have looked whether it is well-formed.
func (o *origins) validated(instr ssa.Instruction, v ssa.Value) bool {
	if phi, ok := strip(v).(*ssa.Phi); ok {
		// if !strings.Contains(s, ":") { s = "a:" + s }
		for _, edge := range phi.Edges {
			if branch, ok := phi.Block().Idom().Instrs[len(phi.Block().Idom().Instrs)-1].(*ssa.If); ok && o.rootKey(edge) != "" && o.givenTo(branch.Cond, o.rootKey(edge), 0) {
				return true
			}
		}
	}
	key := o.rootKey(v)
	if key == "" {
		return false
	}
	for _, cond := range flow.Conditions(instr.Block()) {
		if o.givenTo(cond, key, 0) {
			return true
		}
	}
	return false
}

// givenTo reports whether a value comes from a call that was given the
// variable with this name.
func (o *origins) givenTo(v ssa.Value, key string, depth int) bool {
	if depth > 6 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Call:
		if _, ok := v.Call.Value.(*ssa.Builtin); ok {
			x := lengthOf(v)
			if x == nil {
				return false // recover()
			}
			_, isParts := x.Type().Underlying().(*types.Slice)
			return !isParts && o.givenTo(x, key, depth+1) // len(strings.TrimSpace(s)) == 0
		}
		obj := calleeObject(&v.Call)
		if obj == nil || match.IsFunc(obj, "strings", "HasPrefix") || match.IsFunc(obj, "strings", "HasSuffix") {
			return false
		}
		for _, arg := range v.Call.Args {
			if o.rootKey(arg) == key {
				return true
			}
		}
	case *ssa.BinOp:
		return o.givenTo(v.X, key, depth+1) || o.givenTo(v.Y, key, depth+1)
	case *ssa.UnOp:
		return o.givenTo(v.X, key, depth+1)
	case *ssa.Extract:
		return o.givenTo(v.Tuple, key, depth+1)
	}
	return false
}

// guardedBy reports whether a branch that was decided before instr, on every
// path, looked at v or at something of it: its length, a field, the variable
// it was read from. Who looked is taken to have known what he did.
func (o *origins) guardedBy(instr ssa.Instruction, v ssa.Value) bool {
	key := o.rootKey(v)
	if key == "" {
		return false
	}
	decided := o.decided(instr.Block())
	return decided[key] || o.ownerAsked(decided, v)
}

// ownerAsked reports whether a method of the value that v is a field of was
// asked: q.Len() > 0 before q.items[0].
func (o *origins) ownerAsked(decided map[string]bool, v ssa.Value) bool {
	load, ok := strip(v).(*ssa.UnOp)
	if !ok {
		return false
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	owner := o.rootKey(field.X) + "."
	for key := range decided {
		if strings.HasPrefix(key, owner) && strings.HasSuffix(key, "()") {
			return true
		}
	}
	return false
}

func (o *origins) sameRoot(a, b ssa.Value) bool {
	key := o.rootKey(a)
	return key != "" && key == o.rootKey(b)
}

func (o *origins) mentionsRoot(v ssa.Value, key string) bool { return o.mentioned(v)[key] }
