package plan

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// A Null is the UnmarshalJSON of a struct that sees nulls and missing keys.
type Null struct {
	Type       string
	TypeParams []TypeParam
	Strict     bool // unknown keys are an error
	Receiver   string
	Data       string // the parameter
	FieldsVar  string // local variables
	RawVar     string
	ErrVar     string
	Fields     []NullField
	Test       string // of the proof; "" for none
	TypeArgs   []types.Type
}

// A NullField is a field of the struct, or of one that is embedded in it.
type NullField struct {
	Key      string   // of the JSON object
	Path     []string // selector: Base, ID
	Raw      string   // field of the raw struct
	Local    string   // variable
	NotNull  bool
	Required bool
	Each     string // "Slice" or "Map" if its elements have an UnmarshalJSON of this kind; else ""
}

// A Patch is a struct whose fields tell absent, null and set apart.
type Patch struct {
	Name       string // UserPatch
	Type       string // User
	TypeParams []TypeParam
	Receiver   string
	To         string
	Fields     []PatchField
}

// A PatchField is a field of a Patch.
type PatchField struct {
	Name string
	Path []string // selector in the patched struct
	Type types.Type
	Key  string
}

func (*Null) isDecl() {}

func (*Patch) isDecl() {}

// A jsonField is a field as encoding/json sees it.
type jsonField struct {
	key    string
	path   []string
	v      *types.Var
	omits  bool // omitempty or omitzero
	quoted bool // ,string
	tagged bool
}

// nullTypes notes the packages that the fields name.
func (b *filePlanner) nullTypes(w want) bool {
	s := w.Type.Type().Underlying().(*types.Struct)
	for f := range s.Fields() {
		if why := b.writer.check(f.Type()); why == doesNotCheck {
			b.typeErrors()
			return false
		}
	}
	for tp := range paramsOf(w.Type.Type()).TypeParams() {
		if why := b.writer.check(tp.Constraint()); why != "" {
			b.fail(w.At, "%s: constraint of %s: %s", w.Type.Name(), tp.Obj().Name(), why)
			return false
		}
	}
	return true
}

// null plans what //safe:null asks for.
func (b *filePlanner) null(t target) {
	w := t.want
	if w.Has("reject") == w.Has("tristate") {
		b.fail(w.At, "%snull wants reject (null is an error) or tristate (a patch that tells absent, null and set apart)", policy.Prefix)
		return
	}
	tag := "json"
	if s, ok := w.Get("tag"); ok {
		tag = s.Value
	}
	fields, why := jsonFields(w.Type.Type(), tag)
	if why != "" {
		b.fail(w.At, "%s cannot be wrapped: %s", w.Type.Name(), why)
		return
	}
	if len(fields) == 0 {
		b.fail(w.At, "%s has no field that encoding/json would fill", w.Type.Name())
		return
	}
	if w.Has("tristate") {
		b.patch(w, fields)
		return
	}
	b.reject(w, fields)
}

// typeParamsOf names the type parameters of a generic struct.
func (b *filePlanner) typeParamsOf(t types.Type, local *scope) []TypeParam {
	var all []TypeParam
	for tp := range paramsOf(t).TypeParams() {
		all = append(all, TypeParam{Name: local.fresh(tp.Obj().Name(), "T"), Constraint: tp.Constraint(), Param: tp})
	}
	return all
}

// reject plans an UnmarshalJSON.
func (b *filePlanner) reject(w want, fields []jsonField) {
	obj, _, _ := types.LookupFieldOrMethod(types.NewPointer(w.Type.Type()), true, b.pkg.Types, "UnmarshalJSON")
	if fn, ok := obj.(*types.Func); ok && ownMethod(fn, w.Type) {
		b.fail(w.At, "%s has an UnmarshalJSON already: remove it, or the directive", w.Type.Name())
		return
	}
	local := newScope(b.locals)
	n := &Null{Type: w.Type.Name(), Strict: w.Has("strict"), TypeParams: b.typeParamsOf(w.Type.Type(), local)}
	n.Receiver, n.Data = local.fresh(lowerFirst(n.Type)[:1], "v"), local.fresh("data")
	n.FieldsVar, n.RawVar, n.ErrVar = local.fresh("fields"), local.fresh("raw"), local.fresh("err")
	raws := newScope(nil)
	for _, f := range fields {
		if f.quoted {
			b.fail(w.At, "%s cannot be wrapped: its field %s has the option string, which an UnmarshalJSON of the struct cannot honour", n.Type, f.v.Name())
			return
		}
		n.Fields = append(n.Fields, NullField{
			Key: f.key, Path: f.path, Raw: raws.fresh(upperFirst(f.v.Name())), Local: local.fresh(lowerFirst(f.v.Name()), lowerFirst(f.v.Name())+"Field"),
			NotNull: rejectsNull(f.v.Type()), Each: b.each(f.v.Type()),
		})
	}
	if !b.required(w, n, fields) {
		return
	}
	b.nullProof(w, n)
	b.file.Decls = append(b.file.Decls, n)
	b.sums = append(b.sums, "null "+n.Type+" "+types.TypeString(w.Type.Type().Underlying(), nil)+" "+settingsOf(w))
	b.plan.Rows = append(b.plan.Rows, b.row(w, n.Type, n.Type+".UnmarshalJSON", n.how()))
}

func settingsOf(w want) string {
	var all []string
	for _, s := range w.Settings {
		all = append(all, s.String())
	}
	return strings.Join(all, " ")
}

// row is what list says of a directive that is about one thing.
func (b *filePlanner) row(w want, name, by string, how []string) Row {
	var parts []Part
	for _, s := range w.Settings {
		parts = append(parts, Part{Key: s.Key, Text: s.Value, From: s.At.String()})
	}
	return Row{Package: b.file.Path, PkgName: b.file.Package, Name: name, Wrapped: true, By: by, How: how, At: w.At.String(), Output: b.file.Name, Policy: parts}
}

func (n *Null) how() []string {
	var null, missing []string
	for _, f := range n.Fields {
		if f.NotNull {
			null = append(null, f.Key)
		}
		if f.Required {
			missing = append(missing, f.Key)
		}
	}
	return []string{"null is an error for " + words(null), "a missing key is an error for " + words(missing)}
}

func words(list []string) string {
	if len(list) == 0 {
		return "none"
	}
	return strings.Join(list, " ")
}

// required decides which keys must be there: those that the directive names, or
// else those that cannot be null and have no omitempty or omitzero.
func (b *filePlanner) required(w want, n *Null, fields []jsonField) bool {
	named, hasRequired := w.Get("required")
	optional, hasOptional := w.Get("optional")
	for _, s := range []policy.Setting{named, optional} {
		for _, key := range s.List() {
			if key != "" && !slices.ContainsFunc(n.Fields, func(f NullField) bool { return f.Key == key }) {
				b.fail(s.At, "%s: %s has no field with the key %q", s.Key, n.Type, key)
				return false
			}
		}
	}
	for i := range n.Fields {
		f := &n.Fields[i]
		f.Required = f.NotNull && !fields[i].omits
		if hasRequired {
			f.Required = slices.Contains(named.List(), f.Key)
		}
		if hasOptional && slices.Contains(optional.List(), f.Key) {
			f.Required = false
		}
	}
	return true
}

// ownMethod reports whether fn is declared on the type itself, and not promoted.
func ownMethod(fn *types.Func, obj *types.TypeName) bool {
	recv := types.Unalias(fn.Signature().Recv().Type())
	if ptr, ok := recv.(*types.Pointer); ok {
		recv = types.Unalias(ptr.Elem())
	}
	named, ok := recv.(*types.Named)
	return ok && named.Obj() == obj
}

// rejectsNull reports whether null means nothing to t. Pointers, interfaces, maps and
// slices become nil; types with a name like NullString or Opt know null themselves;
// type parameters may be any of these.
func rejectsNull(t types.Type) bool {
	t = types.Unalias(t)
	if _, ok := t.(*types.TypeParam); ok {
		return false
	}
	if named, ok := t.(*types.Named); ok {
		if name := named.Obj().Name(); strings.HasPrefix(name, "Null") || strings.HasPrefix(name, "Opt") {
			return false
		}
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice:
		return false
	}
	return true
}

// each says whether t is a slice or a map of structs whose nulls are seen.
func (b *filePlanner) each(t types.Type) string {
	var elem types.Type
	kind := ""
	switch u := types.Unalias(t).Underlying().(type) {
	case *types.Slice:
		elem, kind = u.Elem(), "Slice"
	case *types.Map:
		if key, ok := types.Unalias(u.Key()).(*types.Basic); !ok || key.Kind() != types.String {
			return ""
		}
		elem, kind = u.Elem(), "Map"
	default:
		return ""
	}
	named, ok := types.Unalias(elem).(*types.Named)
	if !ok || !b.hasNullDirective(named.Origin().Obj()) {
		return ""
	}
	return kind
}

func (b *filePlanner) hasNullDirective(obj *types.TypeName) bool {
	for _, file := range b.pkg.Files {
		for _, d := range file.Directives {
			if d.Verb == policy.Null && d.Type == obj && d.Has("reject") {
				return true
			}
		}
	}
	return false
}

// nullProof plans the test, for structs that a test can make.
func (b *filePlanner) nullProof(w want, n *Null) {
	if s, ok := w.Get("proof"); ok && s.Value == "off" {
		return
	}
	for _, tp := range n.TypeParams {
		arg := argument(tp.Param)
		if arg == nil {
			return
		}
		n.TypeArgs = append(n.TypeArgs, arg)
	}
	n.Test = b.names.fresh("Test" + upperFirst(n.Type) + "SeesNull")
	b.proofs = append(b.proofs, &NullProof{n})
}

// A NullProof is the test of a Null.
type NullProof struct{ Null *Null }

func (*NullProof) isDecl() {}

// patch plans a struct of Opt fields.
func (b *filePlanner) patch(w want, fields []jsonField) {
	name := w.Type.Name() + "Patch"
	if !b.names.free(name) {
		b.fail(w.At, "%s is already declared in package %s", name, b.file.Package)
		return
	}
	b.names.take(name)
	local := newScope(b.locals)
	p := &Patch{Name: name, Type: w.Type.Name(), TypeParams: b.typeParamsOf(w.Type.Type(), local), Receiver: local.fresh("p"), To: local.fresh("to")}
	names := newScope(nil)
	names.take("Apply")
	for _, f := range fields {
		if why := b.writer.check(f.v.Type()); why != "" {
			b.fail(w.At, "%s cannot be wrapped: its field %s: %s", w.Type.Name(), f.v.Name(), why)
			return
		}
		p.Fields = append(p.Fields, PatchField{Name: names.fresh(f.v.Name()), Path: f.path, Type: f.v.Type(), Key: f.key})
	}
	b.file.Decls = append(b.file.Decls, p)
	b.sums = append(b.sums, "patch "+p.Name+" "+types.TypeString(w.Type.Type().Underlying(), nil))
	b.plan.Rows = append(b.plan.Rows, b.row(w, p.Type, p.Name, []string{"a patch tells absent, null and set apart"}))
}

// jsonFields lists the fields of a struct as encoding/json sees them: by key, those
// of embedded structs included, where the shallowest wins, then a tagged one, then
// nobody ("Marshal" in its documentation).
func jsonFields(t types.Type, tag string) (fields []jsonField, why string) {
	type level struct {
		s    *types.Struct
		path []string
	}
	seen := make(map[string]bool)
	for now := []level{{t.Underlying().(*types.Struct), nil}}; len(now) > 0; {
		var next []level
		var here []jsonField
		for _, l := range now {
			for i := range l.s.NumFields() {
				v := l.s.Field(i)
				path := append(slices.Clone(l.path), v.Name())
				text := reflect.StructTag(l.s.Tag(i)).Get(tag)
				if text == "-" {
					continue
				}
				name, options, _ := strings.Cut(text, ",")
				if v.Embedded() && name == "" {
					elem, embedded := v.Type().Underlying().(*types.Struct)
					if embedded {
						next = append(next, level{elem, path})
						continue
					}
					if _, ok := v.Type().Underlying().(*types.Pointer); ok {
						return nil, "it embeds a pointer, " + v.Name() + ": embed the struct itself, or give it a name"
					}
				}
				if !v.Exported() {
					continue
				}
				f := jsonField{key: name, path: path, v: v, tagged: name != ""}
				if name == "" {
					f.key = v.Name()
				}
				for option := range strings.SplitSeq(options, ",") {
					f.omits = f.omits || option == "omitempty" || option == "omitzero"
					f.quoted = f.quoted || option == "string"
				}
				here = append(here, f)
			}
		}
		fields = append(fields, dominant(here, seen)...)
		now = next
	}
	return fields, ""
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
