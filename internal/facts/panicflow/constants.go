package panicflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/match"
)

// constantLength gives how many elements x has, where it is made with that many.
func (o *origins) constantLength(x ssa.Value) (int64, bool) {
	switch x := strip(x).(type) {
	case *ssa.MakeSlice:
		return constInt(x.Len)
	case *ssa.Slice: // make([]byte, 16)
		n, ok := arrayLength(x.X.Type())
		if _, made := x.X.(*ssa.Alloc); !made || !ok || x.Low != nil {
			return 0, false
		}
		if x.High != nil {
			return constInt(x.High)
		}
		return n, true
	case *ssa.UnOp:
		if v := o.onlyStore(x); v != nil {
			return o.constantLength(v)
		}
	}
	return 0, false
}

// endsInTime reports whether a loop that counts in constant steps up to the length of x,
// which is constant, too, ends before counter+ahead is that length.
func (o *origins) endsInTime(counter, x ssa.Value, step, ahead int64) bool {
	n, ok := o.constantLength(x)
	phi, isPhi := counter.(*ssa.Phi)
	if !ok || !isPhi {
		return false
	}
	for _, edge := range phi.Edges {
		if first, ok := constInt(edge); ok && first < n {
			return first+(n-1-first)/step*step+ahead < n
		}
	}
	return false
}

// splitsConstants reports whether a call cuts a constant, one of a list of them, into n parts
// at least: strings.Split(versions[i], ",").
func (o *origins) splitsConstants(call *ssa.Call, n int64) bool {
	obj := calleeObject(&call.Call)
	if !match.IsFunc(obj, "strings", "Split") || o.elements == nil {
		return false
	}
	sep, ok := stringConst(call.Call.Args[1])
	if !ok {
		return false
	}
	texts := o.elements(o.listOf(call.Call.Args[0]))
	for _, text := range texts {
		if int64(len(strings.Split(text, sep))) < n {
			return false
		}
	}
	return len(texts) > 0
}

// isListOf reports whether v is a package variable that is declared as a list of n constants
// or more.
func (o *origins) isListOf(v *ssa.UnOp, n int64) bool {
	g, ok := v.X.(*ssa.Global)
	return ok && n > 0 && o.elements != nil && int64(len(o.elements(g))) >= n
}

// listOf gives the package variable of which v is an element, or nil.
func (o *origins) listOf(v ssa.Value) *ssa.Global {
	load, ok := strip(v).(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	if from := o.onlyStore(load); from != nil {
		return o.listOf(from)
	}
	element, ok := load.X.(*ssa.IndexAddr)
	if !ok {
		return nil
	}
	if list, ok := element.X.(*ssa.UnOp); ok {
		g, _ := list.X.(*ssa.Global)
		return g
	}
	g, _ := element.X.(*ssa.Global)
	return g
}

// textsIn gives the elements of a package variable that is declared as a list of constants
// and that nothing changes.
func (r *Result) textsIn(g *ssa.Global) []string {
	if g == nil || g.Object() == nil || g.Object().Exported() || g.Pkg != r.ssa.Pkg || r.isChanged(g) {
		return nil
	}
	for _, init := range r.pass.TypesInfo.InitOrder {
		if len(init.Lhs) != 1 || types.Object(init.Lhs[0]) != g.Object() {
			continue
		}
		lit, ok := init.Rhs.(*ast.CompositeLit)
		if !ok {
			return nil
		}
		var texts []string
		for _, element := range lit.Elts {
			value := r.pass.TypesInfo.Types[element].Value
			if value == nil || value.Kind() != constant.String {
				return nil
			}
			texts = append(texts, constant.StringVal(value))
		}
		return texts
	}
	return nil
}

// isChanged reports whether a function does anything to a package variable, a list, but to
// read it and its elements.
func (r *Result) isChanged(g *ssa.Global) bool {
	for _, fn := range r.ssa.Funcs {
		if fn == r.ssa.Pkg.Func("init") {
			continue // its declaration
		}
		for _, block := range fn.Blocks {
			if slices.ContainsFunc(block.Instrs, func(instr ssa.Instruction) bool { return mayChange(instr, g) }) {
				return true
			}
		}
	}
	return false
}

func mayChange(instr ssa.Instruction, g *ssa.Global) bool {
	if !slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool { return *op == ssa.Value(g) }) {
		return false
	}
	switch instr := instr.(type) {
	case *ssa.UnOp:
		return !onlyIndexed(instr)
	case *ssa.IndexAddr:
		return !onlyLoaded(instr)
	}
	return true
}

// onlyIndexed reports whether all that is done with a list is to read its elements and to
// ask for its length.
func onlyIndexed(list *ssa.UnOp) bool {
	for _, ref := range *list.Referrers() {
		switch ref := ref.(type) {
		case *ssa.IndexAddr:
			if !onlyLoaded(ref) {
				return false
			}
		case *ssa.Call:
			if _, ok := ref.Call.Value.(*ssa.Builtin); !ok {
				return false
			}
		case *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}
