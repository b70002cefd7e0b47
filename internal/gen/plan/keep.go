package plan

import (
	"go/types"
	"slices"

	"github.com/recoverlint/recoverlint/internal/match"
)

// keepOf says how a result of type t keeps its context, or nil if it is done with
// it when the method returns: plain data.
func keepOf(t types.Type) *Keep {
	if tp, ok := types.Unalias(t).(*types.TypeParam); ok {
		return keepParam(tp)
	}
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Chan:
		if u.Dir() == types.RecvOnly {
			return &Keep{Kind: KeepChan, Convert: named(t)}
		}
		return &Keep{Kind: KeepOpen}
	case *types.Signature:
		return keepFunc(t, u)
	case *types.Interface:
		return keepInterface(t, u)
	case *types.Pointer:
		return keepPointer(u.Elem())
	case *types.Struct:
		if hasMethod(t, handles...) {
			return &Keep{Kind: KeepOpen}
		}
		return keepFields(u, false)
	case *types.Slice:
		return keepElement(u.Elem())
	case *types.Map:
		return keepElement(u.Elem())
	}
	if hasMethod(t, handles...) {
		return &Keep{Kind: KeepOpen}
	}
	return nil
}

// handles are the methods that tell a handle on something that is still going on
// from plain data: whoever calls them needs the context to be alive.
var handles = []string{"Close", "Next", "Recv", "RecvMsg", "Read", "Rollback", "Stop", "Wait", "Done", "Receive"}

// named gives t if it is a defined type, into which a value of its underlying type
// must be converted.
func named(t types.Type) types.Type {
	if n, ok := types.Unalias(t).(*types.Named); ok && n.Obj().Pkg() != nil && n.Obj().Pkg().Path() != "iter" {
		return t
	}
	return nil
}

// keepFunc is keepOf for functions: an iterator, or something that is to be called.
func keepFunc(t types.Type, sig *types.Signature) *Keep {
	if sig.Params().Len() == 1 && sig.Results().Len() == 0 {
		yield, ok := sig.Params().At(0).Type().Underlying().(*types.Signature)
		if ok && yield.Results().Len() == 1 && types.Identical(yield.Results().At(0).Type(), types.Typ[types.Bool]) {
			switch yield.Params().Len() {
			case 1:
				return &Keep{Kind: KeepSeq, Convert: named(t), Elems: elems(yield)}
			case 2:
				return &Keep{Kind: KeepSeq2, Convert: named(t), Elems: elems(yield)}
			}
		}
	}
	return &Keep{Kind: KeepOpen}
}

func elems(yield *types.Signature) []types.Type {
	var all []types.Type
	for v := range yield.Params().Variables() {
		all = append(all, v.Type())
	}
	return all
}

func keepInterface(t types.Type, u *types.Interface) *Keep {
	switch {
	case match.IsError(t) || u.NumMethods() == 0:
		return nil
	case isReadCloser(u):
		return &Keep{Kind: KeepReader}
	}
	return &Keep{Kind: KeepOpen}
}

func isReadCloser(u *types.Interface) bool {
	if u.NumMethods() != 2 || u.Method(0).Name() != "Close" || u.Method(1).Name() != "Read" {
		return false
	}
	read, closes := u.Method(1).Signature(), u.Method(0).Signature()
	return closes.Params().Len() == 0 && closes.Results().Len() == 1 && match.IsError(closes.Results().At(0).Type()) &&
		read.Params().Len() == 1 && read.Results().Len() == 2 && isBytes(read.Params().At(0).Type())
}

func isBytes(t types.Type) bool {
	return types.Identical(t.Underlying(), types.NewSlice(types.Typ[types.Byte]))
}

func keepPointer(elem types.Type) *Keep {
	if match.IsType(elem, "net/http", "Response") {
		return &Keep{Kind: KeepResponse}
	}
	if hasMethod(types.NewPointer(elem), "WithContext") {
		return &Keep{Kind: KeepOpen} // a request: its body is read before the answer comes
	}
	if match.IsType(elem, "database/sql", "Row") || hasMethod(types.NewPointer(elem), handles...) {
		return &Keep{Kind: KeepValue}
	}
	if s, ok := elem.Underlying().(*types.Struct); ok {
		return keepFields(s, true)
	}
	return nil
}

// keepFields is keepOf for a struct, or a pointer to one: for its bodies, or until the
// deadline for streams that are deeper in it.
func keepFields(s *types.Struct, pointer bool) *Keep {
	fields := readers(s)
	for f := range s.Fields() {
		if !slices.Contains(fields, f.Name()) && (f.Exported() || f.Embedded()) && isStream(f.Type(), 0) {
			return &Keep{Kind: KeepOpen}
		}
	}
	if fields == nil {
		return nil
	}
	return &Keep{Kind: KeepFields, Fields: fields, Pointer: pointer}
}

// isStream reports whether t is something that is read from later, or a struct that
// holds it.
func isStream(t types.Type, depth int) bool {
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Chan:
		return u.Dir() != types.SendOnly
	case *types.Signature:
		k := keepFunc(t, u)
		return k.Kind == KeepSeq || k.Kind == KeepSeq2
	case *types.Interface:
		return isReadCloser(u)
	case *types.Pointer:
		return depth < 4 && (hasMethod(t, "Close") && hasMethod(t, "Next", "Read", "Recv") || isStream(u.Elem(), depth+1))
	case *types.Struct:
		for f := range u.Fields() {
			if depth < 4 && (f.Exported() || f.Embedded()) && isStream(f.Type(), depth+1) {
				return true
			}
		}
	}
	return false
}

// keepParam is keepOf for a type parameter: nobody knows what it will be, but its
// constraint may say that it is no plain data.
func keepParam(tp *types.TypeParam) *Keep {
	constraint, ok := tp.Constraint().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	if slices.ContainsFunc(handles, func(name string) bool { return hasMethod(constraint, name) }) {
		return &Keep{Kind: KeepOpen}
	}
	for embedded := range constraint.EmbeddedTypes() {
		union, ok := embedded.(*types.Union)
		if !ok {
			continue
		}
		for term := range union.Terms() {
			if isStream(term.Type(), 0) {
				return &Keep{Kind: KeepOpen}
			}
		}
	}
	return nil
}

// readers gives the exported fields of s that are an io.ReadCloser.
func readers(s *types.Struct) []string {
	var fields []string
	for f := range s.Fields() {
		if u, ok := f.Type().Underlying().(*types.Interface); ok && f.Exported() && isReadCloser(u) {
			fields = append(fields, f.Name())
		}
	}
	return fields
}

// keepElement is keepOf for containers of streams.
func keepElement(elem types.Type) *Keep {
	if _, isNamed := types.Unalias(elem).(*types.Named); !isNamed {
		switch elem.Underlying().(type) { // (We do not look into containers of containers.)
		case *types.Slice, *types.Map:
			return nil
		}
	}
	if keepOf(elem) != nil {
		return &Keep{Kind: KeepOpen}
	}
	return nil
}

func hasMethod(t types.Type, names ...string) bool {
	set := types.NewMethodSet(t)
	for _, name := range names {
		if set.Lookup(nil, name) != nil {
			return true
		}
	}
	return false
}
