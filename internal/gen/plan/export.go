package plan

import (
	"go/types"
	"strconv"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// An Export is a function that C can call, around one that must not panic there: a
// panic that reaches C ends the process.
type Export struct {
	Name    string // Sum
	Guarded *Guard // sumGuarded, with the panic as an error
	Panic   string // what C gets for a panic: a number, nil, false, or "" if there is no result
}

func (*Export) isDecl() {}

// export plans the export of a function.
func (b *filePlanner) export(t target) {
	w := t.want
	fn, sig := w.Func, w.Func.Signature()
	name := upperFirst(fn.Name())
	if s, ok := w.Get("name"); ok {
		name = s.Value
	}
	switch {
	case sig.Recv() != nil || sig.TypeParams().Len() > 0 || sig.Variadic():
		b.fail(w.At, "%s cannot be exported: C knows no methods, type parameters or variadic Go functions", fn.Name())
		return
	case sig.Results().Len() > 1:
		b.fail(w.At, "%s cannot be exported: one result at most, please", fn.Name())
		return
	case !b.names.free(name):
		b.fail(w.At, "%s is already declared in package %s; choose another with name=", name, b.file.Package)
		return
	}
	for _, v := range append(vars(sig.Params()), vars(sig.Results())...) {
		if !inC(v.Type()) {
			b.fail(w.At, "%s cannot be exported: %s is no type that C knows without a preamble; numbers, bool, unsafe.Pointer, C.int and its like, and pointers to them are", fn.Name(), types.TypeString(v.Type(), types.RelativeTo(b.pkg.Types)))
			return
		}
	}
	onPanic, ok := panicValue(w, sig)
	if !ok {
		b.fail(w.At, "%s: onpanic does not fit its result: a number for a number, and nothing for the rest", fn.Name())
		return
	}
	b.names.take(name)
	p := &guardPlanner{filePlanner: b, want: w, fn: fn, sig: sig, g: &Guard{Func: fn.Name(), Ctx: -1, Err: -1, Op: b.file.Package + "." + fn.Name()}}
	p.g.Name = b.names.fresh(lowerFirst(name) + "Guarded")
	p.signature()
	b.file.Decls = append(b.file.Decls, &Export{Name: name, Guarded: p.g, Panic: onPanic})
	b.sums = append(b.sums, "export "+name+" "+onPanic+" "+types.TypeString(sig, nil))
	b.plan.Rows = append(b.plan.Rows, b.row(w, fn.Name(), name, []string{"C calls it, and a panic stays in Go"}))
	p.prove()
}

// panicValue is what C gets for a panic.
func panicValue(w want, sig *types.Signature) (string, bool) {
	s, set := w.Get("onpanic")
	if sig.Results().Len() == 0 {
		return "", !set
	}
	switch u := sig.Results().At(0).Type().Underlying().(type) {
	case *types.Pointer:
		return "nil", !set
	case *types.Basic:
		switch {
		case u.Kind() == types.UnsafePointer:
			return "nil", !set
		case u.Info()&types.IsBoolean != 0:
			return "false", !set
		case u.Info()&types.IsUnsigned != 0:
			_, err := strconv.ParseUint(s.Value, 0, 64)
			return def(s.Value, set), !set || err == nil
		}
		return def(s.Value, set), true
	}
	return "", false
}

func def(value string, set bool) string {
	if set {
		return value
	}
	return "0"
}

// inC reports whether a file can name t in C without a preamble.
func inC(t types.Type) bool {
	if ptr, ok := types.Unalias(t).(*types.Pointer); ok {
		return inC(ptr.Elem())
	}
	if named := match.Named(t); named != nil {
		name, ok := strings.CutPrefix(named.Obj().Name(), "_Ctype_")
		return ok && builtinC[name]
	}
	basic, ok := types.Unalias(t).(*types.Basic)
	return ok && (basic.Info()&(types.IsInteger|types.IsFloat|types.IsBoolean) != 0 || basic.Kind() == types.UnsafePointer)
}

// builtinC are the C types that cgo knows by itself ("Go references to C" in its
// documentation).
var builtinC = map[string]bool{
	"char": true, "schar": true, "uchar": true, "short": true, "ushort": true, "int": true, "uint": true,
	"long": true, "ulong": true, "longlong": true, "ulonglong": true, "float": true, "double": true,
}
