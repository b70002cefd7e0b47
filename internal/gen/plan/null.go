package plan

import (
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Null is the UnmarshalJSON of a struct that sees nulls and missing keys.
type Null struct {
	Type       string
	Struct     *types.Struct // what Type is to be declared as; nil: the user did
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
	NotNull  bool     // null is an error, as far as this can be seen without type arguments
	Required bool
	Nullable bool
	Quoted   bool
	Named    string // the type that the output gives to a struct without a name; "" for others
}

// A NullProof is the test of a Null.
type NullProof struct{ Null *Null }

func (*Null) isDecl() {}

func (*NullProof) isDecl() {}

// A nullField is a field that code of the package can name.
type nullField struct {
	jsonField
	selector []string
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
	if w.Type.IsAlias() {
		b.fail(w.At, "%s is an alias: say it on the declaration of the struct", w.Type.Name())
		return
	}
	fields, ok := b.nullFields(w)
	switch {
	case !ok:
	case w.Has("tristate"):
		b.patch(w, fields)
	default:
		b.reject(w, fields)
	}
}

// nullFields lists the fields that encoding/json would fill.
func (b *filePlanner) nullFields(w want) ([]nullField, bool) {
	tag := "json"
	if s, ok := w.Get("tag"); ok {
		tag = s.Value
	}
	t := w.Type.Type()
	fields, why := jsonFields(t, tag)
	if len(fields) == 0 && why == "" {
		b.fail(w.At, "%s has no field that encoding/json would fill", w.Type.Name())
		return nil, false
	}
	var all []nullField
	for _, f := range fields {
		selector := f.selector(t, b.pkg.Types)
		if selector == nil && why == "" {
			why = "its field " + f.v().Name() + " cannot be named in this package"
		}
		all = append(all, nullField{f, selector})
	}
	if why != "" {
		b.fail(w.At, "%s cannot be wrapped: %s", w.Type.Name(), why)
	}
	return all, why == ""
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
func (b *filePlanner) reject(w want, fields []nullField) {
	if b.hasUnmarshal(w.Type) {
		b.fail(w.At, "%s has an UnmarshalJSON already: remove it, or the directive", w.Type.Name())
		return
	}
	if other := b.embedder(w.Type); other != "" {
		b.fail(w.At, "%s cannot be wrapped: %s embeds it, and would take over its UnmarshalJSON, which leaves the other fields of %s empty; give %s the directive, too, or the field a name", w.Type.Name(), other, other, other)
		return
	}
	local := newScope(b.locals)
	params := b.typeParamsOf(w.Type.Type(), local)
	n := newNull(w.Type.Name(), w.Has("strict"), local)
	n.TypeParams = params
	for _, f := range fields {
		if f.quoted && hasTypeParam(f.v().Type()) {
			b.fail(w.At, "%s cannot be wrapped: whether the option string of its field %s holds depends on the type argument", n.Type, f.v().Name())
			return
		}
	}
	b.addFields(w, n, fields, local)
	if !b.keyLists(w, n, fields) {
		return
	}
	how := append(n.how(), b.unseen(n, fields)...)
	if !b.nullProof(w, n) {
		how = append(how, noProof)
	}
	b.file.Decls = append(b.file.Decls, n)
	b.sums = append(b.sums, "null "+n.Type+" "+types.TypeString(w.Type.Type().Underlying(), nil)+" "+settingsOf(w))
	b.plan.Rows = append(b.plan.Rows, b.row(w, n.Type, n.Type+".UnmarshalJSON", how))
}

// hasTypeParam reports whether t is a type parameter, or a pointer to one.
func hasTypeParam(t types.Type) bool {
	ptr, ok := types.Unalias(t).(*types.Pointer)
	return isTypeParam(t) || ok && isTypeParam(ptr.Elem())
}

// hasUnmarshal reports whether an UnmarshalJSON is declared on the type itself, and
// not promoted.
func (b *filePlanner) hasUnmarshal(obj *types.TypeName) bool {
	found, index, _ := types.LookupFieldOrMethod(obj.Type(), true, b.pkg.Types, "UnmarshalJSON")
	_, ok := found.(*types.Func)
	return ok && len(index) == 1
}

// embedder is a struct that embeds obj, without an UnmarshalJSON of its own; "" if
// the package has none. (Other packages are not looked at.)
func (b *filePlanner) embedder(obj *types.TypeName) string {
	scope := b.pkg.Types.Scope()
	for _, name := range scope.Names() {
		other, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || other == obj || other.IsAlias() || b.hasUnmarshal(other) || b.hasNullDirective(other) {
			continue
		}
		if s, ok := other.Type().Underlying().(*types.Struct); ok && embeds(s, obj) {
			return name
		}
	}
	return ""
}

// embeds reports whether s embeds obj. (Through others, too: these are embedders
// themselves, and are found then.)
func embeds(s *types.Struct, obj *types.TypeName) bool {
	for v := range s.Fields() {
		if named := match.Named(v.Type()); v.Embedded() && named != nil && named.Origin().Obj() == obj {
			return true
		}
	}
	return false
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

// keyLists decides which keys must be there: those that the directive names, or
// else those that cannot be null and have no omitempty or omitzero.
func (b *filePlanner) keyLists(w want, n *Null, fields []nullField) bool {
	required, hasRequired := w.Get("required")
	optional, _ := w.Get("optional")
	nullable, _ := w.Get("nullable")
	for _, s := range []policy.Setting{required, optional, nullable} {
		for _, key := range s.List() {
			switch {
			case key == "": // not set
			case !slices.ContainsFunc(n.Fields, func(f NullField) bool { return f.Key == key }):
				b.fail(s.At, "%s: %s has no field with the key %q", s.Key, n.Type, key)
				return false
			case s.Key == "optional" && slices.Contains(required.List(), key):
				b.fail(s.At, "%s: the key %q is required, too", s.Key, key)
				return false
			}
		}
	}
	for i := range n.Fields {
		f := &n.Fields[i]
		f.Nullable = slices.Contains(nullable.List(), f.Key)
		f.NotNull = f.NotNull && !f.Nullable
		f.Required = f.NotNull && !fields[i].omits && !slices.Contains(optional.List(), f.Key)
		if hasRequired {
			f.Required = slices.Contains(required.List(), f.Key)
		}
	}
	return true
}

// rejectsNull reports whether null means nothing to t. Pointers, interfaces, maps and
// slices become nil; types with a name like NullString or Opt know null themselves;
// type parameters may be any of these. (The runtime decides the same of the type that
// it finds.)
func rejectsNull(t types.Type) bool {
	if isTypeParam(t) {
		return false
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && knowsNull(named.Obj()) {
		return false
	}
	switch t.Underlying().(type) {
	case *types.Pointer, *types.Interface, *types.Map, *types.Slice:
		return false
	}
	return true
}

func knowsNull(obj *types.TypeName) bool {
	name := upperFirst(obj.Name())
	switch name {
	case "Null", "Nullable", "Opt", "Option", "Optional", "Maybe":
		return true
	}
	rest, ok := strings.CutPrefix(name, "Null")
	return obj.Pkg() != nil && obj.Pkg().Name() == "null" || ok && !unicode.IsLower([]rune(rest)[0])
}

// nullProof plans the test, and reports whether it can be written.
func (b *filePlanner) nullProof(w want, n *Null) bool {
	if proofOff(w) {
		return true
	}
	n.TypeArgs = typeArguments(paramList(n.TypeParams))
	if len(n.TypeArgs) < len(n.TypeParams) {
		return false
	}
	n.Test = b.names.fresh("Test" + upperFirst(n.Type) + "SeesNull")
	b.proofs = append(b.proofs, &NullProof{n})
	return true
}

func proofOff(w want) bool {
	s, ok := w.Get("proof")
	return ok && s.Value == "off"
}
