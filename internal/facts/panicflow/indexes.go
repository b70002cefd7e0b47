package panicflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// bounded reports whether an index is below max by its form: x & c, x % c,
// x >> c or an unsigned type that is narrow enough.
func bounded(i ssa.Value, max int64) bool {
	if conv, ok := i.(*ssa.Convert); ok {
		i = conv.X
	}
	if basic, ok := i.Type().Underlying().(*types.Basic); ok && basic.Kind() == types.Uint8 && max >= 256 {
		return true
	}
	op, ok := i.(*ssa.BinOp)
	if !ok {
		return false
	}
	c, isC := constInt(op.Y)
	switch op.Op {
	case token.AND:
		if !isC {
			c, isC = constInt(op.X)
		}
		return isC && c >= 0 && c < max
	case token.REM:
		return isC && c <= max
	case token.SHR:
		return true
	}
	return false
}

// fromLength reports whether i is computed from len(x).
func (o *origins) fromLength(i, x ssa.Value) bool {
	switch v := strip(i).(type) {
	case *ssa.BinOp:
		return v.Op == token.SUB && (o.isLenOf(v.X, x) || o.fromLength(v.X, x))
	case *ssa.Call:
		return o.isLenOf(v, x)
	}
	return false
}

func minusConstant(i ssa.Value) bool {
	op, ok := strip(i).(*ssa.BinOp)
	return ok && op.Op == token.SUB && isConst(op.Y)
}

func (o *origins) isLenOf(v, x ssa.Value) bool {
	of := lengthOf(v)
	return of != nil && o.sameRoot(of, x)
}

// lengthOf gives x where v is len(x), or nil.
func lengthOf(v ssa.Value) ssa.Value {
	call, ok := strip(v).(*ssa.Call)
	if !ok {
		return nil
	}
	if b, ok := call.Call.Value.(*ssa.Builtin); !ok || b.Name() != "len" {
		return nil
	}
	return call.Call.Args[0]
}

// fromCall reports whether i is a call's result, perhaps with a constant
// added.
func fromCall(i ssa.Value) bool {
	switch v := strip(i).(type) {
	case *ssa.Call:
		_, builtin := v.Call.Value.(*ssa.Builtin)
		return !builtin && !isSizeOfKind(calleeObject(&v.Call))
	case *ssa.BinOp:
		return v.Op == token.ADD && fromCall(v.X) && isConst(v.Y)
	}
	return false
}

// isSizeOfKind matches methods that give a number which their kind of value has: block.BlockSize()
// of a cipher, h.Size() of a hash.
func isSizeOfKind(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "hash" && !strings.HasPrefix(fn.Pkg().Path(), "crypto") {
		return false
	}
	switch fn.Name() {
	case "BlockSize", "Size", "NonceSize", "Overhead":
		return true
	}
	return false
}

// indexDoubt says that an index which somebody worked out with package math, or keeps
// himself (s.height()), is one that he knows.
func indexDoubt(i ssa.Value) Doubt {
	switch v := strip(i).(type) {
	case *ssa.BinOp:
		return indexDoubt(v.X)
	case *ssa.Call:
		obj := calleeObject(&v.Call)
		if isFormula(v.Call.StaticCallee()) || obj != nil && (match.FuncOf(obj).Pkg == "math" || obj.Signature().Recv() != nil && obj.Signature().Params().Len() == 0) {
			return Assumed
		}
	}
	return Concrete
}

// isFormula reports whether a function only calculates: it calls nothing, reads no list or
// map, and has no -1 for what it does not find.
func isFormula(fn *ssa.Function) bool {
	if fn == nil || len(fn.Blocks) == 0 {
		return false
	}
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Call:
				if !isBuiltin(instr) {
					return false
				}
			case *ssa.IndexAddr, *ssa.Index, *ssa.Lookup, *ssa.Range, *ssa.Select:
				return false
			case *ssa.Return:
				if slices.ContainsFunc(instr.Results, isNegative) {
					return false
				}
			}
		}
	}
	return true
}

func isNegative(v ssa.Value) bool { c, ok := constInt(v); return ok && c < 0 }

// indexFunction reports whether i is what strings.Index and its like return:
// -1 when nothing is found.
func indexFunction(i ssa.Value) bool {
	call, ok := strip(i).(*ssa.Call)
	if !ok {
		return false
	}
	f := match.FuncOf(calleeObject(&call.Call))
	return (f.Pkg == "strings" || f.Pkg == "bytes") && len(f.Name) >= 5 && (f.Name[:5] == "Index" || f.Name == "LastIndex" || f.Name == "LastIndexByte")
}

// callTakes reports whether the call that computed i was given x, or its
// length: who is given x can answer for i.
func (o *origins) callTakes(i, x ssa.Value) bool {
	switch v := strip(i).(type) {
	case *ssa.BinOp:
		return o.callTakes(v.X, x)
	case *ssa.Call:
		for _, arg := range v.Call.Args {
			if o.sameRoot(arg, x) || o.isLenOf(arg, x) || o.mentionsRoot(arg, o.rootKey(x)) {
				return true
			}
		}
	}
	return false
}

// isAdvanced reports whether i is where a function has come to that reads x from an index on,
// and that nobody has compared since:
//
//	topic, offset, err = decodeString(buf, offset)
//	...
//	qos := buf[offset]
//
// What it has read may be the last that there is.
func (o *origins) isAdvanced(at ssa.Instruction, x, i ssa.Value) bool {
	result, ok := strip(i).(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := result.Tuple.(*ssa.Call)
	if !ok || call.Call.IsInvoke() {
		return false
	}
	results := call.Call.Signature().Results()
	if result.Index == 0 || result.Index != results.Len()-2 || !match.IsError(results.At(results.Len()-1).Type()) {
		return false
	}
	takes := func(is func(arg ssa.Value) bool) bool { return slices.ContainsFunc(call.Call.Args, is) }
	if !takes(func(arg ssa.Value) bool { return o.sameRoot(arg, x) }) || !takes(func(arg ssa.Value) bool { return isNumber(arg.Type()) }) {
		return false
	}
	return !slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool { return calculatedFrom(cond, result, 0) })
}

// calculatedFrom reports whether v is calculated from a part, in the same round of a loop.
func calculatedFrom(v, part ssa.Value, depth int) bool {
	if v == part {
		return true
	}
	instr, ok := v.(ssa.Instruction)
	return ok && depth < 4 && !isPhi(v) && slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool {
		return *op != nil && calculatedFrom(*op, part, depth+1)
	})
}

// inRangeByLoop reports whether i is the variable of a loop: a phi that is
// compared in the loop's condition. (What it is compared with is not looked
// at.)
func inRangeByLoop(at ssa.Instruction, i ssa.Value) bool {
	switch v := strip(i).(type) {
	case *ssa.Phi:
		return true
	case *ssa.Extract:
		return !isParsed(v)
	case *ssa.BinOp:
		return inRangeByLoop(at, v.X) || inRangeByLoop(at, v.Y)
	}
	return false
}
