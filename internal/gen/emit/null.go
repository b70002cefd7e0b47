package emit

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// null writes an UnmarshalJSON that decodes each field by itself, and then stores them:
//
//	func (u *User) UnmarshalJSON(data []byte) error {
//		var fields safe.Fields
//		var raw struct {
//			ID json.RawMessage `json:"id"`
//		}
//		fields.Object(data, u, &raw)
//		id := safe.Field(&fields, raw.ID, "id", &u.ID, safe.Required)
//		if err := fields.Err(); err != nil {
//			return err
//		}
//		id.Store()
//		return fields.Err()
//	}
func (w *writer) null(n *plan.Null) []jen.Code {
	w.params = n.TypeParams
	defer func() { w.params = nil }()
	var raw, fields, stores []jen.Code
	for _, f := range n.Fields {
		raw = append(raw, jen.Id(f.Raw).Qual("encoding/json", "RawMessage").Tag(map[string]string{"json": tagOf(f.Key)}))
		fields = append(fields, jen.Id(f.Local).Op(":=").Add(w.safe("Field")).Call(
			jen.Op("&").Id(n.FieldsVar), jen.Id(n.RawVar).Dot(f.Raw), jen.Lit(f.Key), target(n, f), w.rule(f)))
		stores = append(stores, jen.Id(f.Local).Dot("Store").Call())
	}
	object := "Object"
	if n.Strict {
		object = "StrictObject"
	}
	body := []jen.Code{
		jen.Var().Id(n.FieldsVar).Add(w.safe("Fields")),
		jen.Var().Id(n.RawVar).Struct(raw...),
		jen.Id(n.FieldsVar).Dot(object).Call(jen.Id(n.Data), jen.Id(n.Receiver), jen.Op("&").Id(n.RawVar)),
	}
	body = append(body, fields...)
	body = append(body,
		jen.If(jen.Id(n.ErrVar).Op(":=").Id(n.FieldsVar).Dot("Err").Call(), jen.Id(n.ErrVar).Op("!=").Nil()).Block(jen.Return(jen.Id(n.ErrVar))))
	body = append(body, stores...)
	body = append(body, jen.Return(jen.Id(n.FieldsVar).Dot("Err").Call()))
	var declared []jen.Code
	if n.Struct != nil {
		declared = append(declared, comment("%s is the struct of a field, with a name.", n.Type).Line().Type().Id(n.Type).Add(w.typ(n.Struct)).Line())
	}
	return append(declared, comment("UnmarshalJSON refuses null, and a key that is missing, where a value belongs. An error").Line().
		Comment("names each of them by its path, and leaves the value as it was.").Line().
		Func().Params(jen.Id(n.Receiver).Op("*").Id(n.Type).Add(w.typeArgs())).Id("UnmarshalJSON").Params(jen.Id(n.Data).Index().Byte()).Error().Block(body...).Line())
}

// target is where a field is stored, as a type that sees null.
func target(n *plan.Null, f plan.NullField) *jen.Statement {
	at := jen.Op("&").Add(selector(n.Receiver, f.Path))
	if f.Named != "" {
		return jen.Parens(jen.Op("*").Id(f.Named)).Call(at)
	}
	return at
}

// tagOf is the json tag of a key. ("-" alone would hide the field.)
func tagOf(key string) string {
	if key == "-" {
		return "-,"
	}
	return key
}

func selector(receiver string, path []string) *jen.Statement {
	code := jen.Id(receiver)
	for _, name := range path {
		code.Dot(name)
	}
	return code
}

func (w *writer) rule(f plan.NullField) jen.Code {
	code := w.safe("Optional")
	if f.Required {
		code = w.safe("Required")
	}
	if f.Nullable {
		code.Op("|").Add(w.safe("Nullable"))
	}
	if f.Quoted {
		code.Op("|").Add(w.safe("Quoted"))
	}
	return code
}

// nullProof writes the test of an UnmarshalJSON: each key that refuses null is given
// null, alone, and must be named in the error.
func (w *writer) nullProof(p *plan.NullProof) []jen.Code {
	n := p.Null
	var keys []jen.Code
	for _, f := range n.Fields {
		if f.NotNull {
			keys = append(keys, jen.Lit(f.Key))
		}
	}
	var required []jen.Code
	for _, f := range n.Fields {
		if f.Required {
			required = append(required, jen.Lit(f.Key))
		}
	}
	value := jen.New(jen.Id(n.Type).Add(w.instance(n.TypeArgs)))
	return []jen.Code{comment("%s gives %s null and missing keys.", n.Test, n.Type).Line().
		Func().Id(n.Test).Params(w.testing()).Block(
		w.safetest("SeesNull").Call(jen.Id(w.file.Local.T), value, jen.Index().String().Values(keys...), jen.Index().String().Values(required...)),
	).Line()}
}

// patch writes a struct of optional fields.
func (w *writer) patch(p *plan.Patch) []jen.Code {
	w.params = p.TypeParams
	defer func() { w.params = nil }()
	var fields, body []jen.Code
	for _, f := range p.Fields {
		fields = append(fields, jen.Id(f.Name).Add(w.safe("Opt")).Index(w.typ(f.Type)).Tag(map[string]string{"json": fmt.Sprintf("%s,omitzero", f.Key)}))
		body = append(body, jen.Id(p.Receiver).Dot(f.Name).Dot("Apply").Call(jen.Op("&").Add(selector(p.To, f.Path))))
	}
	return []jen.Code{
		comment("%s is a change of a %s: each field is absent, null or set.", p.Name, p.Type).Line().
			Type().Id(p.Name).Add(w.typeParams()).Struct(fields...).Line(),
		comment("Apply changes %s: absent fields stay, null ones become zero.", p.To).Line().
			Func().Params(jen.Id(p.Receiver).Id(p.Name).Add(w.typeArgs())).Id("Apply").Params(jen.Id(p.To).Op("*").Id(p.Type).Add(w.typeArgs())).Block(body...).Line(),
	}
}

// patchProof writes the test of a patch.
func (w *writer) patchProof(p *plan.PatchProof) []jen.Code {
	var keys []jen.Code
	for _, f := range p.Patch.Fields {
		keys = append(keys, jen.Lit(f.Key))
	}
	return []jen.Code{comment("%s gives %s null and missing keys.", p.Patch.Test, p.Patch.Name).Line().
		Func().Id(p.Patch.Test).Params(w.testing()).Block(
		w.safetest("TellsNull").Index(jen.Id(p.Patch.Name).Add(w.instance(p.Patch.TypeArgs))).Call(jen.Id(w.file.Local.T), jen.Index().String().Values(keys...)),
	).Line()}
}
