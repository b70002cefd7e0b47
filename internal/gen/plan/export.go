package plan

import (
	"fmt"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
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
	if why := b.noExport(w, name); why != "" {
		b.fail(w.At, "%s", why)
		return
	}
	b.names.take(name)
	p := &guardPlanner{filePlanner: b, want: w, fn: fn, sig: sig, reserved: cKeywords, g: &Guard{Func: fn.Name(), Ctx: -1, Err: -1, Op: b.file.Package + "." + fn.Name()}}
	p.g.Name = b.names.fresh(lowerFirst(name) + "Guarded")
	p.signature()
	for _, list := range [][]Param{p.g.Params, p.g.Results} {
		for i := range list {
			list[i].Type = cType(list[i].Type)
		}
	}
	onPanic, _ := panicValue(w, sig)
	b.file.Decls = append(b.file.Decls, &Export{Name: name, Guarded: p.g, Panic: onPanic})
	b.sums = append(b.sums, "export "+name+" "+onPanic+" "+types.TypeString(sig, nil))
	b.plan.Rows = append(b.plan.Rows, b.row(w, fn.Name(), name, []string{"C calls it, and a panic stays in Go"}))
	p.prove()
}

// noExport says why a function cannot be exported; "" if it can.
func (b *filePlanner) noExport(w want, name string) string {
	fn, sig := w.Func, w.Func.Signature()
	switch {
	case sig.Recv() != nil || sig.TypeParams().Len() > 0 || sig.Variadic():
		return fn.Name() + " cannot be exported: C knows no methods, type parameters or variadic Go functions"
	case sig.Results().Len() > 1:
		return fn.Name() + " cannot be exported: one result at most, please"
	case slices.Contains(cKeywords, name):
		return fmt.Sprintf("%s is a word of C; choose another with name=", name)
	case !b.names.free(name):
		return fmt.Sprintf("%s is already declared in package %s; choose another with name=", name, b.file.Package)
	}
	for _, v := range append(vars(sig.Params()), vars(sig.Results())...) {
		if !inC(cType(v.Type())) {
			return fmt.Sprintf("%s cannot be exported: %s is no type that C knows without a preamble; numbers, bool, unsafe.Pointer, C.int and its like, and pointers to them are", fn.Name(), types.TypeString(v.Type(), types.RelativeTo(b.pkg.Types)))
		}
	}
	if _, ok := panicValue(w, sig); !ok {
		return fn.Name() + ": onpanic does not fit its result: a number for a number, true or false for a bool, and nothing for the rest"
	}
	for _, other := range b.wants {
		if other.want.Verb != policy.Export && !w.cgo {
			return fmt.Sprintf("%s cannot be exported from a file that does not import \"C\" and has %s%s: what is written for both would be built with cgo only; give it a file of its own", fn.Name(), policy.Prefix, other.want.Verb)
		}
	}
	return ""
}

// panicValue is what C gets for a panic, and whether the result can be that.
func panicValue(w want, sig *types.Signature) (string, bool) {
	s, set := w.Get("onpanic")
	if sig.Results().Len() == 0 {
		return "", !set
	}
	basic, ok := sig.Results().At(0).Type().Underlying().(*types.Basic)
	switch {
	case !ok || basic.Kind() == types.UnsafePointer:
		return "nil", !set
	case basic.Info()&types.IsBoolean != 0 && !set:
		return "false", true
	case !set:
		return "0", true
	}
	return s.Value, fits(s.Value, basic)
}

// fits reports whether a number, true or false is one of type t. (An int is as long as
// it is here.)
func fits(number string, t *types.Basic) bool {
	bits := 8 * int(types.SizesFor("gc", "amd64").Sizeof(t))
	var err error
	switch {
	case t.Info()&types.IsBoolean != 0:
		return number == "true" || number == "false"
	case number == "true", number == "false":
		return false
	case t.Info()&types.IsFloat != 0:
		_, err = strconv.ParseFloat(number, bits)
	case t.Info()&types.IsUnsigned != 0:
		_, err = strconv.ParseUint(number, 0, bits)
	case t.Info()&types.IsInteger != 0:
		_, err = strconv.ParseInt(number, 0, bits)
	}
	return err == nil
}

// cType is t without aliases: cgo looks for their declaration, which it does not find
// in another file. Those of the C standard stay, for they mean different types on
// different systems.
func cType(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Alias:
		if !isStandardC(t.Obj()) {
			return cType(types.Unalias(t))
		}
	case *types.Pointer:
		return types.NewPointer(cType(t.Elem()))
	}
	return t
}

// inC reports whether a file can name t in C without the preamble of another.
func inC(t types.Type) bool {
	switch t := t.(type) {
	case *types.Pointer:
		return inC(t.Elem())
	case *types.Alias:
		return isStandardC(t.Obj())
	case *types.Named:
		return isStandardC(t.Obj())
	case *types.Basic:
		return t.Info()&(types.IsInteger|types.IsFloat|types.IsBoolean) != 0 || t.Kind() == types.UnsafePointer
	}
	return false
}

// isStandardC reports whether obj is a C type that needs no header, or one of those in
// Headers.
func isStandardC(obj *types.TypeName) bool {
	name, ok := strings.CutPrefix(obj.Name(), "_Ctype_")
	return ok && standardC[name]
}

// Headers are included by a file with an Export.
const Headers = "#include <stdbool.h>\n#include <stddef.h>\n#include <stdint.h>"

// standardC are the C types that cgo knows by itself ("Go references to C" in its
// documentation), and those of the Headers.
var standardC = map[string]bool{
	"char": true, "schar": true, "uchar": true, "short": true, "ushort": true, "int": true, "uint": true,
	"long": true, "ulong": true, "longlong": true, "ulonglong": true, "float": true, "double": true,
	"bool": true, "size_t": true, "ptrdiff_t": true, "intptr_t": true, "uintptr_t": true,
	"int8_t": true, "int16_t": true, "int32_t": true, "int64_t": true,
	"uint8_t": true, "uint16_t": true, "uint32_t": true, "uint64_t": true,
}

// cKeywords are the words of C (ISO/IEC 9899:2018, 6.4.1), none of which can be a name
// there.
var cKeywords = []string{
	"auto", "break", "case", "char", "const", "continue", "default", "do", "double", "else", "enum", "extern", "float",
	"for", "goto", "if", "inline", "int", "long", "register", "restrict", "return", "short", "signed", "sizeof", "static",
	"struct", "switch", "typedef", "union", "unsigned", "void", "volatile", "while", "asm", "bool", "true", "false", "typeof",
}
