package panicflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// isFixed reports whether a value is the same at every run, or a text of which only parts
// differ that cannot change its form: numbers, and what was quoted for it.
func isFixed(v ssa.Value) bool { return (&text{seen: map[ssa.Value]bool{}}).fixed(v) }

// fixedBut is isFixed where one parameter is taken to be fixed, too.
func fixedBut(v ssa.Value, given *ssa.Parameter) bool {
	return (&text{given: given, seen: map[ssa.Value]bool{}}).fixed(v)
}

// isWrittenOut is isFixed, but for package variables, which a flag may set.
func isWrittenOut(v ssa.Value) bool {
	return (&text{strict: true, seen: map[ssa.Value]bool{}}).fixed(v)
}

// isMadeOf reports whether a text is put together of another one by what is fixed and by
// functions that are given nothing else.
func isMadeOf(v, parsed ssa.Value) bool {
	return (&text{given: parsed, own: true, seen: map[ssa.Value]bool{}}).fixed(v)
}

// A text is looked through for the parts that it is put together of.
type text struct {
	given  ssa.Value // taken to be fixed, or nil
	strict bool      // package variables are not fixed
	own    bool      // all functions are taken to compute only
	seen   map[ssa.Value]bool
}

func (t *text) fixed(v ssa.Value) bool {
	v = strip(v)
	if t.given != nil && v == t.given {
		return true
	}
	if t.seen[v] {
		return true // a loop adds to it what is looked at elsewhere
	}
	t.seen[v] = true
	switch v := v.(type) {
	case *ssa.Const, *ssa.Function:
		return true
	case *ssa.Extract:
		return t.fixed(v.Tuple)
	case *ssa.Next:
		return t.fixed(v.Iter)
	case *ssa.Range:
		return t.fixed(v.X)
	case *ssa.Phi:
		return t.allFixed(v.Edges)
	case *ssa.UnOp:
		return v.Op == token.MUL && t.fixedAt(v.X)
	case *ssa.BinOp:
		return t.fixed(v.X) && t.fixed(v.Y)
	case *ssa.MakeInterface:
		return t.fixed(v.X)
	case *ssa.MakeSlice:
		return everyStore(v, t.fixed)
	case *ssa.Alloc:
		return everyStore(v, t.fixed)
	case *ssa.Slice:
		return t.fixed(v.X)
	case *ssa.Call:
		return t.made(v)
	}
	return false
}

func (t *text) allFixed(vs []ssa.Value) bool {
	return !slices.ContainsFunc(vs, func(v ssa.Value) bool { return !t.fixed(v) })
}

// fixedAt reports whether what lies at an address is fixed: a package variable, or an
// element of a list.
func (t *text) fixedAt(addr ssa.Value) bool {
	switch addr := addr.(type) {
	case *ssa.Global:
		return !t.strict
	case *ssa.IndexAddr:
		return t.fixed(addr.X)
	}
	return false
}

// made reports whether a call makes something fixed of what it is given.
func (t *text) made(call *ssa.Call) bool {
	if b, ok := call.Call.Value.(*ssa.Builtin); ok {
		return b.Name() == "append" && t.allFixed(call.Call.Args)
	}
	obj := calleeObject(&call.Call)
	switch {
	case known.Quotes(obj):
		return true
	case match.IsMethod(obj, "text/template", "Template", "Funcs"), match.IsMethod(obj, "html/template", "Template", "Funcs"):
		return t.fixed(call.Call.Args[0]) // which functions there are is part of the program
	case match.IsMethod(obj, "strings", "Builder", "String"), match.IsMethod(obj, "bytes", "Buffer", "String"):
		return t.built(call)
	case prints(obj):
		return !slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool { return !t.printed(arg) })
	}
	return len(call.Call.Args) > 0 && (t.own || computes(call)) && t.allFixed(call.Call.Args)
}

// prints matches functions that print numbers.
func prints(obj *types.Func) bool {
	switch f := match.FuncOf(obj); f.Pkg {
	case "fmt":
		return strings.HasPrefix(f.Name, "Sprint")
	case "strconv":
		return f.Name == "Itoa" || strings.HasPrefix(f.Name, "Format")
	}
	return false
}

// printed reports whether what is printed is fixed, or a number.
func (t *text) printed(arg ssa.Value) bool {
	if s, ok := arg.(*ssa.Slice); ok {
		return everyStore(s.X, t.printed)
	}
	if boxed, ok := arg.(*ssa.MakeInterface); ok {
		arg = boxed.X
	}
	basic, ok := types.Unalias(arg.Type()).(*types.Basic)
	return ok && basic.Info()&(types.IsNumeric|types.IsBoolean) != 0 || t.fixed(arg)
}

// everyStore reports whether a condition holds for all that is put into an array, or a
// slice, by its index; something is.
func everyStore(list ssa.Value, is func(ssa.Value) bool) bool {
	stored := false
	for _, ref := range *list.Referrers() {
		element, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *element.Referrers() {
			if store, ok := use.(*ssa.Store); ok {
				if !is(store.Val) {
					return false
				}
				stored = true
			}
		}
	}
	return stored
}

// built reports whether a function writes nothing but what is fixed into a builder of its
// own.
func (t *text) built(call *ssa.Call) bool {
	builder, ok := call.Call.Args[0].(*ssa.Alloc)
	if !ok {
		return false
	}
	for _, ref := range *builder.Referrers() {
		switch use := ref.(type) {
		case *ssa.DebugRef:
		case *ssa.Call:
			obj := calleeObject(&use.Call)
			if use == call || obj == nil || use.Call.Args[0] != ssa.Value(builder) {
				continue
			}
			if strings.HasPrefix(obj.Name(), "Write") && !t.allFixed(use.Call.Args[1:]) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// computes reports whether a call only computes: it may fail, as what Must is
// given does, or is one of std that reads nothing.
func computes(call *ssa.Call) bool {
	obj := calleeObject(&call.Call)
	if obj == nil || obj.Pkg() == nil || call.Call.IsInvoke() {
		return false
	}
	if results := obj.Signature().Results(); results.Len() == 2 && match.IsError(results.At(1).Type()) {
		return true
	}
	switch obj.Pkg().Path() {
	case "os", "flag", "bufio", "io", "net", "net/http":
		return match.IsFunc(obj, "net", "JoinHostPort")
	}
	return known.IsStd(obj.Pkg().Path())
}

// needOfText gives the parameter that decides whether the text parses that a call is given:
// func compile(p string) { regexp.MustCompile("^" + p + "$") }.
func needOfText(site ssa.CallInstruction) *Need {
	for i, p := range site.Parent().Params {
		if !slices.ContainsFunc(site.Common().Args, func(arg ssa.Value) bool { return !fixedBut(arg, p) }) {
			return &Need{Param: i + 1, Kind: Formed}
		}
	}
	return nil
}

// isParsedBefore reports whether a function of the same package was given the same text
// before, or what the text is made of, and its error was looked at: _, err :=
// netip.ParseAddr(s), before netip.MustParseAddr(s).
func (r *Result) isParsedBefore(site ssa.CallInstruction) bool {
	obj := calleeObject(site.Common())
	return slices.ContainsFunc(flow.Conditions(site.Block()), func(cond ssa.Value) bool {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !isNil(cmp.Y) {
			return false
		}
		call := callOf(cmp.X)
		if call == nil || match.FuncOf(calleeObject(&call.Call)).Pkg != obj.Pkg().Path() {
			return false
		}
		return slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
			return slices.ContainsFunc(site.Common().Args, func(text ssa.Value) bool {
				return r.origins.sameRoot(arg, text) || !isConst(arg) && isMadeOf(text, arg)
			})
		})
	})
}

// parses reports whether a condition is the error of a function of std that fails for
// nothing but what it is given.
func parses(cond ssa.Value) bool {
	return isParse(comparedCall(cond))
}

// parsesOwn matches url.Parse of a text that the program puts together itself.
func parsesOwn(call *ssa.Call) bool {
	return isParse(call) && !slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool { return !isWrittenOut(arg) })
}

func isParse(call *ssa.Call) bool {
	if call == nil {
		return false
	}
	obj := calleeObject(&call.Call)
	return obj != nil && obj.Pkg() != nil && known.IsStd(obj.Pkg().Path()) && strings.HasPrefix(obj.Name(), "Parse") && !reachesOut(obj)
}
