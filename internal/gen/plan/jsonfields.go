package plan

import (
	"go/types"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// A jsonField is a field as encoding/json sees it.
type jsonField struct {
	key    string
	path   []*types.Var // the embedded structs, and the field itself
	index  []int
	omits  bool // omitempty or omitzero
	quoted bool // ,string
	tagged bool
}

func (f jsonField) v() *types.Var { return f.path[len(f.path)-1] }

// selector is how code in pkg names the field of a t: unexported structs that are
// embedded in another package are left out. It is nil if there is no way.
func (f jsonField) selector(t types.Type, pkg *types.Package) (names []string) {
	for _, v := range f.path {
		if !v.Exported() && v.Pkg() != pkg {
			continue
		}
		obj, _, _ := types.LookupFieldOrMethod(t, true, pkg, v.Name())
		found, ok := obj.(*types.Var)
		if !ok || found.Origin() != v.Origin() {
			return nil
		}
		names, t = append(names, v.Name()), found.Type()
	}
	if !f.v().Exported() && f.v().Pkg() != pkg {
		return nil
	}
	return names
}

// A jsonLevel is a struct that is embedded at some depth.
type jsonLevel struct {
	s     *types.Struct
	path  []*types.Var
	index []int
}

// jsonFields lists the fields of a struct as encoding/json sees them: by key, those
// of embedded structs included, where the shallowest wins, then a tagged one, then
// nobody ("Marshal" in its documentation), in the order of the declaration.
func jsonFields(t types.Type, tag string) (fields []jsonField, why string) {
	seen := make(map[string]bool)
	for now := []jsonLevel{{s: t.Underlying().(*types.Struct)}}; len(now) > 0; {
		var next []jsonLevel
		var here []jsonField
		for _, l := range now {
			for i := range l.s.NumFields() {
				f, deeper, why := l.field(i, tag)
				switch {
				case why != "":
					return nil, why
				case deeper != nil:
					next = append(next, *deeper)
				case f != nil:
					here = append(here, *f)
				}
			}
		}
		fields = append(fields, dominant(here, seen)...)
		now = next
	}
	slices.SortFunc(fields, func(a, b jsonField) int { return slices.Compare(a.index, b.index) })
	return fields, ""
}

// field is the field i, or the struct that is embedded there; neither, if
// encoding/json does not see it.
func (l jsonLevel) field(i int, tag string) (f *jsonField, deeper *jsonLevel, why string) {
	v := l.s.Field(i)
	path, index := append(slices.Clone(l.path), v), append(slices.Clone(l.index), i)
	text := reflect.StructTag(l.s.Tag(i)).Get(tag)
	if text == "-" {
		return nil, nil, ""
	}
	name, options, _ := strings.Cut(text, ",")
	if !isTagName(name) {
		name = ""
	}
	embedded, isPointer := embeddedStruct(v)
	switch {
	case embedded != nil && name == "" && isPointer:
		return nil, nil, "it embeds a pointer, " + v.Name() + ": embed the struct itself, or give it a name"
	case embedded != nil && name == "":
		return nil, &jsonLevel{embedded, path, index}, ""
	case !v.Exported() && embedded == nil:
		return nil, nil, ""
	}
	f = &jsonField{key: name, path: path, index: index, tagged: name != ""}
	if name == "" {
		f.key = v.Name()
	}
	for option := range strings.SplitSeq(options, ",") {
		f.omits = f.omits || option == "omitempty" || option == "omitzero"
		f.quoted = f.quoted || option == "string" && canBeQuoted(v.Type())
	}
	return f, nil, ""
}

// embeddedStruct is the struct that v embeds, also by a pointer; nil for none.
func embeddedStruct(v *types.Var) (s *types.Struct, isPointer bool) {
	if !v.Embedded() {
		return nil, false
	}
	t := v.Type().Underlying()
	if ptr, ok := t.(*types.Pointer); ok {
		t, isPointer = ptr.Elem().Underlying(), true
	}
	s, _ = t.(*types.Struct)
	return s, isPointer
}

// isTagName reports whether encoding/json takes name for a key (isValidTag there).
func isTagName(name string) bool {
	for _, c := range name {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return name != ""
}

// canBeQuoted reports whether encoding/json minds the option string for t. (For a
// type parameter it depends on the argument.)
func canBeQuoted(t types.Type) bool {
	t = types.Unalias(t)
	if ptr, ok := t.(*types.Pointer); ok {
		t = types.Unalias(ptr.Elem())
	}
	if isTypeParam(t) {
		return true
	}
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&(types.IsBoolean|types.IsInteger|types.IsFloat|types.IsString) != 0
}

func isTypeParam(t types.Type) bool {
	_, ok := types.Unalias(t).(*types.TypeParam)
	return ok
}

// dominant gives the fields of one depth that are not hidden: by one further up, or
// by each other.
func dominant(here []jsonField, seen map[string]bool) []jsonField {
	byKey := make(map[string][]jsonField)
	for _, f := range here {
		byKey[f.key] = append(byKey[f.key], f)
	}
	var all []jsonField
	for _, f := range here {
		same := byKey[f.key]
		if seen[f.key] || len(same) == 0 {
			continue
		}
		delete(byKey, f.key)
		if len(same) > 1 {
			same = slices.DeleteFunc(same, func(f jsonField) bool { return !f.tagged })
		}
		if len(same) == 1 {
			all = append(all, same[0])
		}
	}
	for _, f := range here {
		seen[f.key] = true
	}
	return all
}
