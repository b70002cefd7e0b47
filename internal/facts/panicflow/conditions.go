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

// isKindCheck matches ok of v, ok := x.(T): who panics otherwise states what the program puts
// there.
func isKindCheck(cond ssa.Value) bool {
	ok, is := cond.(*ssa.Extract)
	if !is || ok.Index != 1 {
		return false
	}
	assert, is := ok.Tuple.(*ssa.TypeAssert)
	return is && !match.IsError(assert.X.Type())
}

// asksRecovered matches the condition that there was a panic: recover() != nil, perhaps in
// a variable.
func asksRecovered(cond ssa.Value) bool {
	return fromOne(cond, func(v ssa.Value) bool {
		if variable, ok := v.(*ssa.Alloc); ok {
			return slices.ContainsFunc(storesTo(variable), func(store *ssa.Store) bool { return isRecovered(store.Val) })
		}
		return isRecovered(v)
	}, 0)
}

func isRecovered(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	return ok && isRecover(call)
}

// afterRecover reports whether a literal, with an instruction in it, is made only where there was
// a panic: what a handler defers, so as to panic with more than it was given.
func afterRecover(instr ssa.Instruction) bool {
	made := flow.Maker(instr.Parent())
	return made != nil && (slices.ContainsFunc(flow.Controls(made.Block()), asksRecovered) || afterRecover(made))
}

// isErrorCheck matches err != nil.
func isErrorCheck(cond ssa.Value) bool {
	cmp, ok := cond.(*ssa.BinOp)
	return ok && match.IsError(cmp.X.Type()) && isNil(cmp.Y)
}

// comparedCall gives the call of which a condition compares a result, or nil.
func comparedCall(cond ssa.Value) *ssa.Call {
	cmp, ok := cond.(*ssa.BinOp)
	if !ok {
		return nil
	}
	return callOf(cmp.X)
}

// isWanted matches a variable or field that is named for panics, with which a program
// says that it wants them: if PanicOnStuckEvent { panic(...) }.
func isWanted(cond ssa.Value) bool {
	load, ok := cond.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return false
	}
	name := ""
	switch from := load.X.(type) {
	case *ssa.Global:
		name = from.Name()
	case *ssa.FieldAddr:
		name = fieldName(from)
	}
	return strings.Contains(strings.ToLower(name), "panic")
}

// aboutTypes reports whether conditions ask what type a value has, by package reflect:
// who passes one of another type has written that.
func aboutTypes(conds []ssa.Value) bool {
	return slices.ContainsFunc(conds, func(cond ssa.Value) bool {
		return fromOne(cond, func(v ssa.Value) bool {
			call, ok := v.(*ssa.Call)
			if !ok {
				return false
			}
			f := match.FuncOf(calleeObject(&call.Call))
			return f.Pkg == "reflect" && typeQuestions[f.Name]
		}, 0)
	})
}

// fromOne reports whether v is one of what is looked for, or is computed from one in a
// few steps.
func fromOne(v ssa.Value, is func(ssa.Value) bool, depth int) bool {
	if v == nil || depth > 4 {
		return false
	}
	if is(v) {
		return true
	}
	instr, ok := v.(ssa.Instruction)
	return ok && slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool { return fromOne(*op, is, depth+1) })
}

// typeQuestions are the functions and methods of package reflect that tell of a type.
var typeQuestions = map[string]bool{"Kind": true, "Type": true, "TypeOf": true, "Elem": true, "ChanDir": true, "NumIn": true, "NumOut": true}

// aboutEncoding reports whether a condition is that a value could not be encoded: the
// program made it, and knows its form.
func aboutEncoding(conds []ssa.Value) bool {
	return slices.ContainsFunc(conds, func(cond ssa.Value) bool {
		call := comparedCall(cond)
		if call == nil || !isErrorCheck(cond) {
			return false
		}
		obj := calleeObject(&call.Call)
		if obj == nil {
			return false
		}
		name := strings.ToLower(obj.Name())
		return (strings.HasPrefix(name, "encode") || strings.HasPrefix(name, "marshal") || strings.HasSuffix(name, "toproto") || name == "toproto") && !takesWriter(&call.Call)
	})
}

// takesWriter reports whether a call is given an io.Writer, which may fail.
func takesWriter(call *ssa.CallCommon) bool {
	return slices.ContainsFunc(call.Args, func(arg ssa.Value) bool {
		boxed, ok := arg.(*ssa.MakeInterface)
		if ok && (match.IsType(boxed.X.Type(), "bytes", "Buffer") || match.IsType(boxed.X.Type(), "strings", "Builder")) {
			return false
		}
		iface, ok := arg.Type().Underlying().(*types.Interface)
		if !ok {
			return false
		}
		obj, _, _ := types.LookupFieldOrMethod(iface, false, nil, "Write")
		return obj != nil
	})
}

// onNilError reports whether a panic statement stands where an error is nil that the
// function was given: func wrap(err error) error { if err == nil { panic("no error") } }.
func onNilError(instr *ssa.Panic, conds []ssa.Value) bool {
	if len(conds) != 1 {
		return false
	}
	cmp, ok := conds[0].(*ssa.BinOp)
	if !ok || !match.IsError(cmp.X.Type()) || !isNil(cmp.Y) {
		return false
	}
	if _, isParam := cmp.X.(*ssa.Parameter); !isParam {
		return false
	}
	return onSide(cmp, cmp.Op == token.EQL, instr)
}

// onNilBesideError reports whether a panic statement stands where a result is nil that came
// without an error: iter, err := run(); if err != nil { ... } if iter == nil { panic("nil
// iter") }.
func onNilBesideError(instr *ssa.Panic, conds []ssa.Value) bool {
	for _, cond := range conds {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !isNil(cmp.Y) || !onSide(cmp, cmp.Op == token.EQL, instr) {
			continue
		}
		result, ok := cmp.X.(*ssa.Extract)
		if !ok || match.IsError(result.Type()) {
			continue
		}
		if tuple, ok := result.Tuple.Type().(*types.Tuple); ok && match.IsError(tuple.At(tuple.Len()-1).Type()) {
			return true
		}
	}
	return false
}

// onSide reports whether an instruction, or the literal that it is in, is reached only where
// a condition is true, or only where it is false.
func onSide(cond ssa.Value, side bool, instr ssa.Instruction) bool {
	i := 0
	if !side {
		i = 1
	}
	for _, ref := range *cond.Referrers() {
		branch, ok := ref.(*ssa.If)
		if !ok {
			continue
		}
		at := flow.Within(instr, branch.Parent())
		if next := branch.Block().Succs[i]; at != nil && len(next.Preds) == 1 && next.Dominates(at.Block()) {
			return true
		}
	}
	return false
}

// deciding gives the conditions that decide about an instruction last: one, or
// those that were joined by ||.
func deciding(instr ssa.Instruction) []ssa.Value {
	block := instr.Block()
	var conds []ssa.Value
	if len(block.Preds) > 1 {
		for _, pred := range block.Preds {
			if branch, ok := pred.Instrs[len(pred.Instrs)-1].(*ssa.If); ok {
				conds = append(conds, branch.Cond)
			}
		}
		if len(conds) == len(block.Preds) {
			return conds
		}
	}
	if conds = flow.Controls(block); len(conds) > 1 {
		conds = conds[:1]
	}
	return conds
}

// isText reports whether a value is a constant, or is made of one where the
// panic statement stands: errors.New("negative size").
func isText(v ssa.Value) bool {
	switch v := unboxed(v).(type) {
	case *ssa.Const:
		return true
	case *ssa.BinOp:
		return isText(v.X) || isText(v.Y)
	case *ssa.Call:
		return len(v.Call.Args) > 0 && (isConst(v.Call.Args[0]) || beginsConst(v.Call.Args[0]))
	}
	return false
}

// beginsConst matches the arguments of a variadic call, of which the first is a constant:
// fmt.Sprint("overflow: ", n).
func beginsConst(list ssa.Value) bool {
	s, ok := list.(*ssa.Slice)
	if !ok || s.X.Referrers() == nil {
		return false
	}
	for _, ref := range *s.X.Referrers() {
		if element, ok := ref.(*ssa.IndexAddr); ok && isZero(element.Index) {
			return slices.ContainsFunc(*element.Referrers(), func(use ssa.Instruction) bool {
				store, ok := use.(*ssa.Store)
				return ok && isConst(unboxed(store.Val))
			})
		}
	}
	return false
}

// onFlag matches if t.done { panic(ErrDone) }: a field says what the caller has done, and a
// package variable what is wrong with that.
func onFlag(instr *ssa.Panic, conds []ssa.Value) bool {
	load, ok := unboxed(instr.X).(*ssa.UnOp)
	if !ok || !match.IsError(load.Type()) {
		return false
	}
	_, isGlobal := load.X.(*ssa.Global)
	return isGlobal && !slices.ContainsFunc(conds, func(cond ssa.Value) bool {
		base, _ := fieldLoad(cond)
		return base == nil
	})
}
