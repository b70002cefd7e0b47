package emit

import (
	"fmt"

	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// null writes an UnmarshalJSON that decodes each field by itself:
//
//	func (u *User) UnmarshalJSON(data []byte) error {
//		var fields safe.Fields
//		var raw struct {
//			ID json.RawMessage `json:"id"`
//		}
//		fields.Object(data, &raw, false)
//		id := u.ID
//		safe.Field(&fields, raw.ID, "id", &id, safe.NotNull|safe.Required)
//		if err := fields.Err(); err != nil {
//			return err
//		}
//		u.ID = id
//		return nil
//	}
func (w *writer) null(n *plan.Null) []jen.Code {
	w.params = n.TypeParams
	defer func() { w.params = nil }()
	var raw, locals, fields, back []jen.Code
	for _, f := range n.Fields {
		raw = append(raw, jen.Id(f.Raw).Qual("encoding/json", "RawMessage").Tag(map[string]string{"json": f.Key}))
		locals = append(locals, jen.Id(f.Local).Op(":=").Add(selector(n.Receiver, f.Path)))
		fields = append(fields, w.safe(f.Each+"Field").Call(
			jen.Op("&").Id(n.FieldsVar), jen.Id(n.RawVar).Dot(f.Raw), jen.Lit(f.Key), jen.Op("&").Id(f.Local), w.rule(f)))
		back = append(back, selector(n.Receiver, f.Path).Op("=").Id(f.Local))
	}
	body := []jen.Code{
		jen.Var().Id(n.FieldsVar).Add(w.safe("Fields")),
		jen.Var().Id(n.RawVar).Struct(raw...),
		jen.Id(n.FieldsVar).Dot("Object").Call(jen.Id(n.Data), jen.Op("&").Id(n.RawVar), jen.Lit(n.Strict)),
		jen.If(jen.Id(n.ErrVar).Op(":=").Id(n.FieldsVar).Dot("Err").Call(), jen.Id(n.ErrVar).Op("!=").Nil()).Block(jen.Return(jen.Id(n.ErrVar))),
	}
	body = append(body, locals...)
	body = append(body, fields...)
	body = append(body,
		jen.If(jen.Id(n.ErrVar).Op(":=").Id(n.FieldsVar).Dot("Err").Call(), jen.Id(n.ErrVar).Op("!=").Nil()).Block(jen.Return(jen.Id(n.ErrVar))))
	body = append(body, back...)
	body = append(body, jen.Return(jen.Nil()))
	return []jen.Code{comment("UnmarshalJSON refuses null, and a key that is missing, where a value belongs. An error").Line().
		Comment("names each of them by its path, and leaves the value as it was.").Line().
		Func().Params(jen.Id(n.Receiver).Op("*").Id(n.Type).Add(w.typeArgs())).Id("UnmarshalJSON").Params(jen.Id(n.Data).Index().Byte()).Error().Block(body...).Line()}
}

func selector(receiver string, path []string) *jen.Statement {
	code := jen.Id(receiver)
	for _, name := range path {
		code.Dot(name)
	}
	return code
}

func (w *writer) rule(f plan.NullField) jen.Code {
	switch {
	case f.NotNull && f.Required:
		return w.safe("NotNull").Op("|").Add(w.safe("Required"))
	case f.NotNull:
		return w.safe("NotNull")
	case f.Required:
		return w.safe("Required")
	}
	return jen.Lit(0)
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
		Func().Id(n.Test).Params(jen.Id("t").Op("*").Qual("testing", "T")).Block(
		w.safetest("SeesNull").Call(jen.Id("t"), value, jen.Index().String().Values(keys...), jen.Index().String().Values(required...)),
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
