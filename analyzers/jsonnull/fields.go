package jsonnull

import (
	"go/types"
	"reflect"
	"strconv"
	"strings"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A plainField is a field in which null leaves no trace.
type plainField struct {
	path string       // as its users write it: Name, Address.Zip, Items[].ID
	vars []*types.Var // the fields on the way, itself last
	text bool         // it is a string
	// config: its tags name it for the environment or a file too.
	config bool
}

// last gives the field itself.
func (f plainField) last() *types.Var { return f.vars[len(f.vars)-1] }

// A lister lists the plain fields of one struct.
type lister struct {
	res    *decodeflow.Result
	byName bool // a field that is not read by name is not read
	patch  bool // see isPatch
	fields []plainField
}

// fields lists the plain fields of a struct, and of the structs that it holds
// as values.
func (c *checker) fields(s *decodeflow.Struct) []plainField {
	l := &lister{res: c.res, byName: c.res.IsReadByName(s), patch: c.isPatch(s)}
	l.structure(s.Type, plainField{})
	return l.fields
}

func isBool(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsBoolean != 0
}

func (l *lister) structure(owner types.Type, in plainField) {
	judged := l.res.IsJudged(owner)
	for _, f := range decodeflow.Fields(owner) {
		if isDecided(f.Tag) && !l.isDue(f) || isStamp(f) || l.looks(f) {
			continue
		}
		if named := match.Named(f.Owner); named != nil && !l.res.Own(named.Obj().Pkg()) {
			continue // promoted from somebody else's struct
		}
		if isText(f.Var.Type()) && judged {
			continue // Validate has seen the struct, and lets the text be empty
		}
		if l.byName && !l.res.IsRead(f) {
			continue
		}
		here := plainField{path: in.path + f.Var.Name(), vars: append(in.vars[:len(in.vars):len(in.vars)], f.Var), text: isText(f.Var.Type()), config: in.config || isConfig(f.Tag)}
		l.field(f.Var.Type(), here)
	}
}

// field handles a field of type t: it is plain, or holds a struct, or is
// silent.
func (l *lister) field(t types.Type, here plainField) {
	t = types.Unalias(t)
	switch {
	case isTime(t):
		l.fields = append(l.fields, here)
		return
	case l.res.Decides(t) || len(here.vars) > 20: // deeper than anybody nests: a struct without end
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		if u.Info()&(types.IsBoolean|types.IsNumeric|types.IsString) != 0 && !isNumberText(t) {
			l.fields = append(l.fields, here)
		}
	case *types.Array:
		inner := &lister{res: l.res, byName: l.byName, patch: l.patch}
		if inner.field(u.Elem(), here); u.Len() > 0 && len(inner.fields) > 0 {
			l.fields = append(l.fields, here)
		}
	case *types.Struct:
		if named := match.Named(t); named != nil && !l.res.Own(named.Obj().Pkg()) || hasFlag(u) {
			return // somebody else's, or it says itself whether it is there
		}
		here.path += "."
		l.structure(t, here)
	case *types.Pointer, *types.Slice, *types.Map:
		if s := nameless(t); s != nil {
			here.path += "[]."
			l.structure(s, here)
		}
	}
}

// looks reports whether somebody looks for zero in a field. What a patch leaves out and is
// stored, other than in pointers, nobody can tell from a zero that was sent.
func (l *lister) looks(f decodeflow.Field) bool {
	if l.patch {
		return l.res.LooksAt(f)
	}
	return l.res.LooksForZero(f)
}

// isDue reports whether a field is a time that may be left out by its tag, and that is
// compared with now all the same. (And omitempty does not leave out a struct.)
func (l *lister) isDue(f decodeflow.Field) bool {
	return isTime(types.Unalias(f.Var.Type())) && mayBeLeftOut(f.Tag) && !isRequired(f.Tag) && l.res.IsWeighed(f.Var)
}

func isText(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

// nameless gives the struct without a name that pointers, slices and maps
// without a name lead to, or nil. Nobody else reports it.
func nameless(t types.Type) *types.Struct {
	s, _ := elementOf(t).(*types.Struct)
	return s
}

func isTime(t types.Type) bool { return !isPointer(t) && match.IsType(t, "time", "Time") }

func isPointer(t types.Type) bool {
	_, ok := t.(*types.Pointer)
	return ok
}

// isNumberText reports whether t is json.Number, whose zero value is no
// number.
func isNumberText(t types.Type) bool { return match.IsType(t, "encoding/json", "Number") }

// hasFlag reports whether a struct says itself whether its value is there, as
// sql.NullString and generic options do.
func hasFlag(s *types.Struct) bool {
	if s.NumFields() > 3 {
		return false // more than a value and what is said of it
	}
	for f := range s.Fields() {
		basic, ok := f.Type().Underlying().(*types.Basic)
		if !ok || basic.Kind() != types.Bool {
			continue
		}
		switch strings.ToLower(f.Name()) {
		case "valid", "set", "isset", "present", "ispresent", "defined", "isdefined", "hasvalue", "some", "issome", "ok", "exists", "null", "isnull", "notnull":
			return true
		}
	}
	return false
}

// isDecided reports whether the tag of a field says what its absence means:
// that it may be left out, what it is then, that it must not be, or that it
// is filled from elsewhere.
func isDecided(tag reflect.StructTag) bool {
	jsonTag, hasJSON := tag.Lookup("json")
	_, options, _ := strings.Cut(jsonTag, ",")
	for option := range strings.SplitSeq(options, ",") {
		name, _, _ := strings.Cut(option, "=")
		switch strings.TrimSpace(name) {
		case "omitempty", "omitzero", "optional", "default", "options", "range":
			return true
		}
	}
	for _, key := range [...]string{"default", "envDefault", "jsonschema_default"} {
		if _, ok := tag.Lookup(key); ok {
			return true
		}
	}
	return isRequired(tag) || !hasJSON && isFilledElsewhere(tag)
}

// isRequired reports whether the tag of a field says that it must not be left out, or
// what it must be, which zero is not.
func isRequired(tag reflect.StructTag) bool {
	if required, err := strconv.ParseBool(tag.Get("required")); err == nil && required {
		return true
	}
	for _, key := range [...]string{"validate", "binding", "valid", "v", "vd"} {
		if refusesZero(tag.Get(key)) {
			return true
		}
	}
	return false
}

// isStamp reports whether a field is the time that a database notes when a
// row is written.
func isStamp(f decodeflow.Field) bool {
	switch f.Var.Name() {
	case "CreatedAt", "UpdatedAt", "DeletedAt":
	default:
		return false
	}
	for _, key := range [...]string{"db", "gorm", "bun", "bson", "xorm", "pg", "ent"} {
		if _, ok := f.Tag.Lookup(key); ok {
			return true
		}
	}
	return false
}

// isFilledElsewhere reports whether a field that has no json tag has one of a
// binder for other parts of a request.
func isFilledElsewhere(tag reflect.StructTag) bool {
	for _, key := range [...]string{"param", "query", "form", "header", "uri", "path", "params", "reqHeader", "schema", "env", "yaml", "toml", "xml", "bson", "db", "gorm"} {
		if _, ok := tag.Lookup(key); ok {
			return true
		}
	}
	return false
}

// isConfig reports whether a field has the tag of a reader of configuration.
func isConfig(tag reflect.StructTag) bool {
	for _, key := range [...]string{"env", "envconfig", "mapstructure", "koanf"} {
		if _, ok := tag.Lookup(key); ok {
			return true
		}
	}
	return false
}

// refusesZero reports whether a validation tag has a rule that the zero value
// breaks, or that says that it may be left out. A rule that we do not know is
// trusted to.
func refusesZero(rules string) bool {
	for rule := range strings.FieldsFuncSeq(rules, func(r rune) bool { return r == ',' || r == ';' }) {
		name, limit, _ := strings.Cut(strings.TrimSpace(rule), "=")
		n, err := strconv.ParseFloat(limit, 64)
		switch name {
		case "", "-", "max", "lte", "lt", "dive", "structonly", "nostructlevel", "keys", "endkeys":
			continue // zero is as good as any
		case "min", "gte":
			if err == nil && n <= 0 {
				continue
			}
		case "gt":
			if err == nil && n < 0 {
				continue
			}
		case "maxstringlength", "runelength", "length", "stringlength":
			continue
		}
		return true
	}
	return false
}
