package panicflow

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// lookups are what a package asks of its fields and parameters, and how it sets its fields.
type lookups struct {
	result   *Result
	compared map[types.Object][]*ssa.BinOp
	asked    map[types.Object]bool // in another way, or set where we do not see it
	stores   map[*types.Var][]*ssa.Store
}

// looks gives what the package asks, tests apart.
func (r *Result) looks() *lookups {
	if r.asks != nil {
		return r.asks
	}
	l := &lookups{r, map[types.Object][]*ssa.BinOp{}, map[types.Object]bool{}, map[*types.Var][]*ssa.Store{}}
	r.asks = l
	for _, fn := range r.ssa.Funcs {
		if r.inTest(fn) {
			continue
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				l.add(instr)
			}
		}
	}
	for _, file := range r.pass.Files {
		if !r.isTestFile(file.Pos()) {
			l.declared(file)
		}
	}
	return l
}

// find reports whether the package looks anywhere whether a field or parameter is as large
// as an amount must be, other than by what was decided on the way to it.
func (l *lookups) find(of types.Object, a amount) bool {
	if l.asked[of] {
		return true
	}
	for _, cmp := range l.compared[of] {
		if isDecided(a.after, cmp) {
			continue // see ruledOut
		}
		c, plain := constInt(cmp.Y)
		if _, calculated := strip(cmp.X).(*ssa.BinOp); !plain || calculated || threshold(cmp.Op, c) >= a.least {
			return true
		}
	}
	return false
}

func isDecided(after []decision, cond ssa.Value) bool {
	for _, d := range after {
		if d.cond == cond {
			return true
		}
	}
	return false
}

func (l *lookups) add(instr ssa.Instruction) {
	switch instr := instr.(type) {
	case *ssa.BinOp:
		if _, ok := opposite[instr.Op]; ok {
			l.each(instr, 0, func(obj types.Object) { l.compared[obj] = append(l.compared[obj], instr) })
		}
	case *ssa.Store:
		if addr, ok := instr.Addr.(*ssa.FieldAddr); ok {
			if _, field := fieldOf(addr); field != nil {
				l.stores[field] = append(l.stores[field], instr)
			}
		}
	case *ssa.FieldAddr:
		if _, field := fieldOf(instr); field != nil && isGivenAway(instr) {
			l.asked[field] = true
		}
	case ssa.CallInstruction:
		l.call(instr)
	}
}

// isGivenAway reports whether the address of a field goes where it may be set: to a flag, to
// a decoder.
func isGivenAway(addr *ssa.FieldAddr) bool {
	for _, ref := range *addr.Referrers() {
		switch ref := ref.(type) {
		case *ssa.UnOp, *ssa.DebugRef, *ssa.FieldAddr:
		case *ssa.Store:
			if ref.Val == ssa.Value(addr) {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// call notes what a call is given that chooses among values, cmp.Or(o.Every, time.Minute), or
// that looks at what it is given.
func (l *lookups) call(site ssa.CallInstruction) {
	for i, arg := range site.Common().Args {
		if basic, ok := arg.Type().Underlying().(*types.Basic); ok && basic.Info()&types.IsNumeric != 0 || isList(arg.Type()) {
			if looksAt(site.Common(), i) {
				l.each(arg, 0, func(obj types.Object) { l.asked[obj] = true })
			}
		}
	}
}

func isList(t types.Type) bool { _, ok := t.Underlying().(*types.Slice); return ok }

// looksAt reports whether a function may look at a number that it is given.
func looksAt(call *ssa.CallCommon, arg int) bool {
	if b, ok := call.Value.(*ssa.Builtin); ok {
		return b.Name() == "max" || b.Name() == "min"
	}
	if fn := call.StaticCallee(); fn != nil && len(fn.Blocks) > 0 && arg < len(fn.Params) {
		return isSized(fn.Params[arg])
	}
	obj := calleeObject(call)
	if obj == nil {
		return false
	}
	name := strings.ToLower(obj.Name())
	return match.IsFunc(obj, "cmp", "Or") || !known.IsStd(match.FuncOf(obj).Pkg) && slices.ContainsFunc(lookingWords, func(word string) bool { return strings.Contains(name, word) })
}

var lookingWords = []string{"valid", "check", "clamp", "default", "coalesce", "ensure", "positive", "max", "min", "ternary", "require", "must"}

// isSized reports whether a function compares a parameter with something, or does so with
// what it has computed from it.
func isSized(v ssa.Value) bool {
	return v.Referrers() != nil && slices.ContainsFunc(*v.Referrers(), func(ref ssa.Instruction) bool {
		switch ref := ref.(type) {
		case *ssa.BinOp:
			return opposite[ref.Op] != 0
		case *ssa.Convert:
			return isSized(ref)
		case *ssa.Store: // captured, or set again
			alloc, ok := ref.Addr.(*ssa.Alloc)
			return ok && ref.Val == v && slices.ContainsFunc(*alloc.Referrers(), func(use ssa.Instruction) bool {
				load, ok := use.(*ssa.UnOp)
				return ok && isSized(load)
			})
		}
		return false
	})
}

// each gives the fields and parameters that a value is computed from.
func (l *lookups) each(v ssa.Value, depth int, give func(types.Object)) {
	if v == nil || depth > 8 {
		return
	}
	switch v := strip(v).(type) {
	case *ssa.FieldAddr:
		if _, field := fieldOf(v); field != nil {
			give(field)
		}
	case *ssa.Field:
		if _, field := fieldIn(v.X.Type(), v.Field); field != nil {
			give(field)
		}
	case *ssa.Parameter:
		if v.Object() != nil {
			give(v.Object())
		}
	case *ssa.FreeVar:
		l.each(l.result.origins.bindingOf(v), depth+1, give)
	case *ssa.Alloc:
		for _, ref := range *v.Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == ssa.Value(v) {
					l.each(ref.Val, depth+1, give)
				}
			case *ssa.IndexAddr: // of the list that a variadic function is given
				for _, use := range *ref.Referrers() {
					if store, ok := use.(*ssa.Store); ok {
						l.each(store.Val, depth+1, give)
					}
				}
			}
		}
	case ssa.Instruction:
		for _, op := range v.Operands(nil) {
			l.each(*op, depth+1, give)
		}
	}
}

// declared notes fields with a tag or a comment by which somebody else looks at them.
func (l *lookups) declared(file *ast.File) {
	info := l.result.pass.TypesInfo
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok {
			continue
		}
		ast.Inspect(gen, func(n ast.Node) bool {
			if field, ok := n.(*ast.Field); ok && isSpokenFor(field) {
				for _, name := range field.Names {
					l.asked[info.Defs[name]] = true
				}
			}
			return true
		})
	}
}

// isSpokenFor reports whether the tag or the comment of a field says what it may be.
func isSpokenFor(field *ast.Field) bool {
	text := field.Doc.Text() + field.Comment.Text()
	if field.Tag != nil {
		text += field.Tag.Value
	}
	text = strings.ToLower(text)
	return slices.ContainsFunc(speakingWords, func(word string) bool { return strings.Contains(text, word) })
}

var speakingWords = []string{"default", "must ", "positive", "greater than", "at least", "> 0", "min=", "gt=", "required", "validate:", "non-zero", "nonzero"}
