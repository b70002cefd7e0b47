package safe

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// An element decodes a value that may be, or have in it, a null which is lost.
type element struct {
	fields   *Fields
	nullable bool
}

// decode decodes raw into v, which is zero, and notes what is wrong.
func (e element) decode(raw json.RawMessage, v reflect.Value, path string) {
	switch t := v.Type(); {
	case isNull(raw) && !e.nullable && !holdsNull(t):
		e.fields.note(&NullError{Path: path})
	case isNull(raw) || decodesItself(t) || e.decodeScalars(raw, v):
		if err := json.Unmarshal(raw, v.Addr().Interface()); err != nil {
			e.fields.add(path, err)
		}
	case t.Kind() == reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
		e.decode(raw, v.Elem(), path)
	case t.Kind() == reflect.Map:
		e.decodeMap(raw, v, path)
	default:
		e.decodeList(raw, v, path)
	}
}

// decodeScalars reports whether raw goes into v as a whole: nothing that v has in it
// can be a null, or knows the path of one.
func (e element) decodeScalars(raw json.RawMessage, v reflect.Value) bool {
	t := v.Type()
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return !bytes.HasPrefix(raw, []byte("[")) || isScalar(t.Elem()) && !bytes.Contains(raw, []byte("null"))
	case reflect.Map:
		return !bytes.HasPrefix(raw, []byte("{")) || isScalar(t.Elem()) && !bytes.Contains(raw, []byte("null"))
	case reflect.Pointer:
		return false
	}
	return true
}

func isScalar(t reflect.Type) bool {
	return (t.Kind() <= reflect.Float64 || t.Kind() == reflect.String) && !decodesItself(t)
}

var (
	jsonUnmarshaler = reflect.TypeFor[json.Unmarshaler]()
	textUnmarshaler = reflect.TypeFor[encoding.TextUnmarshaler]()
)

// decodesItself reports whether t has a method that encoding/json leaves the work to.
func decodesItself(t reflect.Type) bool {
	p := reflect.PointerTo(t)
	return t.Kind() != reflect.Pointer && (p.Implements(jsonUnmarshaler) || p.Implements(textUnmarshaler))
}

// holdsNull reports whether null is not lost in a t.
func holdsNull(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Pointer, reflect.Interface, reflect.Map, reflect.Slice:
		return true
	}
	pkg, _, _ := strings.Cut(t.String(), ".")
	name, _, _ := strings.Cut(t.Name(), "[")
	return knowsNull(pkg, name)
}

// knowsNull reports whether a type says by its name that it can be null: sql.NullString,
// null.Int, Opt. (gen-safe's list says the same.)
func knowsNull(pkg, name string) bool {
	if name == "" {
		return false
	}
	switch name = strings.ToUpper(name[:1]) + name[1:]; name {
	case "Null", "Nullable", "Opt", "Option", "Optional", "Maybe":
		return true
	}
	rest, ok := strings.CutPrefix(name, "Null")
	return pkg == "null" || ok && !unicode.IsLower([]rune(rest)[0])
}

// decodeList decodes a slice or an array, of which the rest stays zero.
func (e element) decodeList(raw json.RawMessage, v reflect.Value, path string) {
	var elements []json.RawMessage
	if err := json.Unmarshal(raw, &elements); err != nil {
		e.fields.add(path, err)
		return
	}
	if v.Kind() == reflect.Slice {
		v.Set(reflect.MakeSlice(v.Type(), len(elements), len(elements)))
	}
	for i, raw := range elements[:min(len(elements), v.Len())] {
		e.decode(raw, v.Index(i), path+"["+strconv.Itoa(i)+"]")
	}
}

// decodeMap decodes a map, in the order of its keys.
func (e element) decodeMap(raw json.RawMessage, v reflect.Value, path string) {
	t := v.Type()
	elements := reflect.New(reflect.MapOf(t.Key(), reflect.TypeFor[json.RawMessage]()))
	if err := json.Unmarshal(raw, elements.Interface()); err != nil {
		e.fields.add(path, err)
		return
	}
	keys := elements.Elem().MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(index(a), index(b)) })
	v.Set(reflect.MakeMapWithSize(t, len(keys)))
	for _, key := range keys {
		value := reflect.New(t.Elem()).Elem()
		e.decode(elements.Elem().MapIndex(key).Bytes(), value, path+"["+index(key)+"]")
		v.SetMapIndex(key, value)
	}
}

// index is a map's key in a path.
func index(key reflect.Value) string {
	if key.Kind() == reflect.String {
		return strconv.Quote(key.String())
	}
	return fmt.Sprint(key)
}
