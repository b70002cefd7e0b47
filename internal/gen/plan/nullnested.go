package plan

import (
	"go/types"
	"unicode"
)

// newNull begins the plan of an UnmarshalJSON.
func newNull(name string, strict bool, local *scope) *Null {
	n := &Null{Type: name, Strict: strict}
	n.Receiver, n.Data = local.fresh(string(unicode.ToLower([]rune(name)[0])), "v"), local.fresh("data")
	n.FieldsVar, n.RawVar, n.ErrVar = local.fresh("fields"), local.fresh("raw"), local.fresh("err")
	return n
}

// addFields plans how each field is decoded.
func (b *filePlanner) addFields(w want, n *Null, fields []nullField, local *scope) {
	raws := newScope(nil)
	for _, f := range fields {
		v := f.v()
		n.Fields = append(n.Fields, NullField{
			Key: f.key, Path: f.selector, Raw: raws.fresh(upperFirst(v.Name())), Local: local.fresh(lowerFirst(v.Name()), lowerFirst(v.Name())+"Field"),
			NotNull: rejectsNull(v.Type()), Quoted: f.quoted, Named: b.nested(w, n, f),
		})
	}
}

// nested plans an UnmarshalJSON for the struct without a name that a field is, and
// gives the name that the output gives to the struct. It is "" where there is none: of
// fields of other types, and in generic structs.
func (b *filePlanner) nested(w want, parent *Null, f nullField) string {
	s, ok := types.Unalias(f.v().Type()).(*types.Struct)
	if !ok || len(parent.TypeParams) > 0 || !b.isPlain(s) {
		return ""
	}
	tag := "json"
	if set, ok := w.Get("tag"); ok {
		tag = set.Value
	}
	inner, why := jsonFields(s, tag)
	var fields []nullField
	for _, field := range inner {
		fields = append(fields, nullField{field, field.selector(s, b.pkg.Types)})
		if why != "" || fields[len(fields)-1].selector == nil {
			return ""
		}
	}
	wanted := lowerFirst(parent.Type) + upperFirst(f.v().Name())
	if knowsNull(types.NewTypeName(0, b.pkg.Types, wanted, nil)) {
		return "" // the runtime would let it be null
	}
	local := newScope(b.locals)
	n := newNull(b.names.fresh(wanted), parent.Strict, local)
	n.Struct = s
	b.addFields(w, n, fields, local)
	for i := range n.Fields {
		n.Fields[i].Required = n.Fields[i].NotNull && !fields[i].omits
	}
	b.nullProof(w, n)
	b.file.Decls = append(b.file.Decls, n)
	return n.Type
}
