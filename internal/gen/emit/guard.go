package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// guard writes a guarded function:
//
//	func ParseSafe(text string) (n int, err error) {
//		defer safe.Recover(&err, "users.Parse")
//		if err = safe.Inject(context.Background(), "users.Parse"); err == nil {
//			n = Parse(text)
//		}
//		return n, err
//	}
func (w *writer) guard(g *plan.Guard) []jen.Code {
	w.params = g.TypeParams
	defer func() { w.params = nil }()
	err := jen.Id(g.Results[g.Err].Name)
	ctx, recover := jen.Qual("context", "Background").Call(), w.safe("Recover").Call(jen.Op("&").Add(err), jen.Lit(g.Op))
	if g.Ctx >= 0 {
		ctx = jen.Id(g.Params[g.Ctx].Name)
		recover = w.safe("RecoverContext").Call(ctx, jen.Op("&").Add(err), jen.Lit(g.Op))
	}
	m := &plan.Method{Params: g.Params, Results: g.Results, Variadic: g.Variadic}
	call := w.ownCall(g, m)
	if len(g.Results) > 1 || !g.Added {
		results := w.ownResults(g)
		call = jen.List(results...).Op("=").Add(call)
	}
	head := jen.Func().Id(g.Name).Add(w.typeParams())
	if g.Recv != nil {
		head = jen.Func().Params(jen.Id(g.Recv.Name).Add(w.typ(g.Recv.Type))).Id(g.Name)
	}
	var all []jen.Code
	for _, r := range g.Results {
		all = append(all, jen.Id(r.Name))
	}
	return []jen.Code{comment("%s is %s, and a panic in it is an error.", g.Name, g.Func).Line().
		Add(head).Add(w.paramsOf(m)).Add(w.resultsOf(m)).Block(
		jen.Defer().Add(recover),
		jen.If(jen.Add(err).Op("=").Add(w.safe("Inject")).Call(ctx, jen.Lit(g.Op)), jen.Add(err).Op("==").Nil()).Block(call),
		jen.Return(all...),
	).Line()}
}

// ownCall is the call of the function itself.
func (w *writer) ownCall(g *plan.Guard, m *plan.Method) *jen.Statement {
	if g.Recv != nil {
		return jen.Id(g.Recv.Name).Dot(g.Func).Call(w.args(m)...)
	}
	return jen.Id(g.Func).Add(w.typeArgs()).Call(w.args(m)...)
}

// ownResults are the results that the function itself has.
func (w *writer) ownResults(g *plan.Guard) []jen.Code {
	var all []jen.Code
	for i, r := range g.Results {
		if i != g.Err || !g.Added {
			all = append(all, jen.Id(r.Name))
		}
	}
	return all
}

// guardProof writes the test of a guard.
func (w *writer) guardProof(p *plan.GuardProof) []jen.Code {
	g := p.Guard
	m := &plan.Method{Name: g.Name, Params: g.Params, Results: g.Results, Variadic: g.Variadic, Ctx: g.Ctx, Err: g.Err, Carrier: -1}
	callee := jen.Id(g.Name).Add(w.instance(p.TypeArgs))
	if p.Recv != nil {
		callee = jen.New(w.typ(p.Recv)).Dot(g.Name)
	}
	entry := jen.Dict{
		jen.Id("Op"):    jen.Lit(g.Op),
		jen.Id("Call"):  w.calling(w.proofCall(callee, m, p.Params)),
		jen.Id("Error"): jen.True(),
		jen.Id("Sound"): jen.True(),
	}
	if g.Ctx >= 0 {
		entry[jen.Id("Context")] = jen.True()
	}
	build := jen.Func().Params(w.safetest("Policy")).Index().Add(w.safetest("Method")).Block(
		jen.Return(jen.Index().Add(w.safetest("Method")).Values(jen.Values(entry))))
	return []jen.Code{comment("%s injects faults into %s.", p.Test, g.Name).Line().
		Func().Id(p.Test).Params(w.testing()).Block(
		w.safetest("Holds").Call(jen.Id(w.file.Local.T), build),
	).Line()}
}
