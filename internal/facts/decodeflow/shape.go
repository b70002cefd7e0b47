package decodeflow

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Field is a field of a struct that JSON fills.
type Field struct {
	Var   *types.Var
	Owner types.Type // the struct that declares it: another one if it is promoted
	Tag   reflect.StructTag
	Key   string // the JSON key
	depth int
	named bool // the key stands in the tag
}

// Fields lists the fields of a struct, named or not, that JSON fills, in
// source order. Those of an embedded struct are promoted as encoding/json
// does it; an embedded pointer is a field by itself.
func Fields(t types.Type) []Field {
	all := appendFields(nil, t, 0, map[types.Type]bool{})
	return slices.DeleteFunc(slices.Clone(all), func(f Field) bool { return isShadowed(f, all) })
}

func appendFields(to []Field, owner types.Type, depth int, seen map[types.Type]bool) []Field {
	s, ok := owner.Underlying().(*types.Struct)
	if !ok || seen[owner] {
		return to
	}
	seen[owner] = true
	defer delete(seen, owner)
	for i := range s.NumFields() {
		f := Field{Var: s.Field(i), Owner: owner, Tag: reflect.StructTag(s.Tag(i)), depth: depth}
		tag := f.Tag.Get("json")
		if tag == "-" {
			continue // not filled
		}
		key, _, _ := strings.Cut(tag, ",")
		inline := f.Var.Embedded() && key == ""
		if t := types.Unalias(f.Var.Type()); inline && isStruct(t) {
			to = appendFields(to, t, depth+1, seen)
			continue
		}
		if !f.Var.Exported() {
			continue // not filled
		}
		f.Key, f.named = f.Var.Name(), key != ""
		if f.named {
			f.Key = key
		}
		to = append(to, f)
	}
	return to
}

// isShadowed reports whether another field takes the key of f: a shallower
// one, or at the same depth one that is named by its tag where f is not. Two
// equals take it from each other.
func isShadowed(f Field, all []Field) bool {
	for _, other := range all {
		if other.Key != f.Key || other.Var == f.Var {
			continue
		}
		if other.depth < f.depth || other.depth == f.depth && (other.named || !f.named) {
			return true
		}
	}
	return false
}

func isStruct(t types.Type) bool {
	_, ok := t.Underlying().(*types.Struct)
	return ok
}

// decides reports whether a type reads its own JSON: it, or a pointer to it,
// has UnmarshalJSON or UnmarshalText, of its own or by embedding.
func decides(t types.Type) bool {
	t = types.Unalias(t)
	if _, ok := t.(*types.TypeParam); ok || types.IsInterface(t) {
		return false
	}
	for _, name := range [...]string{"UnmarshalJSON", "UnmarshalJSONFrom", "UnmarshalText"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, nil, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// A filling lists what decoding into a value of some type fills.
type filling struct {
	roots  []types.Type // structs reached directly, or by pointer, slice or map
	nested []types.Type // structs that a root holds as a value
	params []*types.TypeParam
}

// A filler walks over a type. It goes no deeper than encoding/json would:
// types that decide for themselves are left out, and so are fields that JSON
// does not fill.
type filler struct {
	res  *Result
	out  filling
	seen map[types.Type]bool
}

func (r *Result) fills(t types.Type) filling {
	w := &filler{res: r, seen: map[types.Type]bool{}}
	w.visit(t)
	return w.out
}

func (w *filler) visit(t types.Type) {
	t = types.Unalias(t)
	if w.seen[t] || len(w.seen) > 1000 || w.res.Decides(t) {
		return
	}
	w.seen[t] = true
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		w.visit(u.Elem())
	case *types.Slice:
		w.visit(u.Elem())
	case *types.Array:
		w.visit(u.Elem())
	case *types.Map:
		w.visit(u.Elem())
	case *types.Struct:
		w.out.roots = append(w.out.roots, t)
		w.fields(t)
	case *types.Interface:
		if p, ok := t.(*types.TypeParam); ok {
			w.out.params = append(w.out.params, p)
		}
	}
}

func (w *filler) fields(owner types.Type) {
	for _, f := range Fields(owner) {
		w.field(owner, f.Var.Type())
	}
}

// field visits the type of a field. A struct that is held as a value, or that
// has no name of its own, belongs to the struct that holds it.
func (w *filler) field(owner, t types.Type) {
	t = types.Unalias(t)
	inner := t
	for {
		if elem := element(inner); elem != nil && inner.Underlying() == inner {
			inner = types.Unalias(elem) // [][]T, *T: no type with methods between
			continue
		}
		break
	}
	_, anonymous := inner.(*types.Struct)
	if (anonymous || isHeld(t)) && w.res.isOwn(owner) {
		if !w.res.Decides(inner) && !w.seen[inner] {
			w.seen[inner] = true
			defer delete(w.seen, inner) // another struct may hold it too, and it may be a root by itself
			w.out.nested = append(w.out.nested, inner)
			w.fields(inner)
		}
		return
	}
	w.visit(t)
}

// isHeld reports whether a value of type t is a struct or an array of structs.
func isHeld(t types.Type) bool {
	for {
		array, ok := t.Underlying().(*types.Array)
		if !ok {
			return isStruct(t)
		}
		t = array.Elem()
	}
}

// element gives what a pointer, slice, array or map holds, or nil.
func element(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Pointer:
		return t.Elem()
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	case *types.Map:
		return t.Elem()
	}
	return nil
}

// isOwn reports whether a struct is one of the user's own: he declared it, or
// it has no name.
func (r *Result) isOwn(t types.Type) bool {
	named := match.Named(t)
	return named == nil || r.Own(named.Obj().Pkg())
}
