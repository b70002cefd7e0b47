package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// method writes one method of a decorator, and the guarded call behind it if that
// is a method of its own.
func (w *writer) method(d *plan.Decorator, m *plan.Method) []jen.Code {
	switch {
	case m.Skipped != "":
		return []jen.Code{w.forward(d, m)}
	case m.Carrier >= 0:
		return []jen.Code{w.carrier(d, m), w.guarded(d, m, m.Fallback.Direct)}
	case m.Fallback != nil:
		return []jen.Code{w.withFallback(d, m), w.guarded(d, m, m.Fallback.Direct)}
	}
	return []jen.Code{w.guarded(d, m, m.Name)}
}

func (w *writer) head(d *plan.Decorator, m *plan.Method, name string) *jen.Statement {
	return jen.Func().Params(w.receiver(d, m.Receiver)).Id(name).Add(w.paramsOf(m)).Add(w.resultsOf(m))
}

func (w *writer) forward(d *plan.Decorator, m *plan.Method) jen.Code {
	call := w.next(d, m)
	if len(m.Results) > 0 {
		call = jen.Return(call)
	}
	return comment("%s is forwarded as it is: %s.", m.Name, m.Skipped).Line().Add(w.head(d, m, m.Name)).Block(call).Line()
}

// next is the call of what is wrapped.
func (w *writer) next(d *plan.Decorator, m *plan.Method) *jen.Statement {
	return jen.Id(m.Receiver).Dot(d.Next).Dot(m.Name).Call(w.args(m)...)
}

func (w *writer) args(m *plan.Method) []jen.Code {
	var args []jen.Code
	for i, p := range m.Params {
		arg := jen.Id(p.Name)
		if m.Variadic && i == len(m.Params)-1 {
			arg.Op("...")
		}
		args = append(args, arg)
	}
	return args
}

// guarded is the method with its guard:
//
//	func (s *SafeUsers) Get(ctx context.Context, id int) (user User, err error) {
//		var call safe.Call
//		if ctx, err = call.Begin(ctx, s.get); err != nil {
//			return user, err
//		}
//		defer call.End(&err)
//		if err = call.Inject(ctx); err == nil {
//			user, err = s.next.Get(ctx, id)
//		}
//		call.Returned()
//		return user, err
//	}
func (w *writer) guarded(d *plan.Decorator, m *plan.Method, name string) jen.Code {
	head := w.head(d, m, name)
	if m.Carrier >= 0 {
		head = jen.Func().Params(w.receiver(d, m.Receiver)).Id(name).Add(w.paramsOf(m)).Params(
			jen.Id(m.Results[0].Name).Add(w.typ(m.Results[0].Type)), jen.Id(m.ErrName).Error())
	}
	doc := jen.Null()
	if name != m.Name {
		doc = comment("%s makes one guarded call of %s.", name, m.Name).Line()
	}
	if m.Err < 0 && m.Carrier < 0 {
		return doc.Add(head).Block(w.unerring(d, m)...).Line()
	}
	return doc.Add(head).BlockFunc(func(g *jen.Group) {
		w.begin(g, m)
		g.Defer().Id(m.Call).Dot("End").Call(jen.Op("&").Id(m.ErrName))
		g.If(jen.Id(m.ErrName).Op("=").Id(m.Call).Dot("Inject").Call(jen.Id(m.CtxName)), jen.Id(m.ErrName).Op("==").Nil()).BlockFunc(func(g *jen.Group) {
			w.callNext(g, d, m)
		})
		if m.Keep != nil {
			g.If(jen.Id(m.ErrName).Op("==").Nil()).BlockFunc(func(g *jen.Group) { w.keep(g, m) })
		}
		g.Id(m.Call).Dot("Returned").Call()
		g.Return(w.returned(m)...)
	}).Line()
}

func (w *writer) begin(g *jen.Group, m *plan.Method) {
	g.Var().Id(m.Call).Add(w.safe("Call"))
	from := jen.Id(m.CtxName)
	if m.Ctx < 0 {
		g.Var().Id(m.CtxName).Qual("context", "Context")
		from = jen.Qual("context", "Background").Call()
	}
	begin := jen.Id(m.Call).Dot("Begin").Call(from, jen.Id(m.Receiver).Dot(m.Field))
	g.If(jen.List(jen.Id(m.CtxName), jen.Id(m.ErrName)).Op("=").Add(begin), jen.Id(m.ErrName).Op("!=").Nil()).Block(jen.Return(w.returned(m)...))
}

// returned are the results of a return statement.
func (w *writer) returned(m *plan.Method) []jen.Code {
	var all []jen.Code
	for _, r := range m.Results {
		all = append(all, jen.Id(r.Name))
	}
	if m.Carrier >= 0 {
		all = append(all, jen.Id(m.ErrName))
	}
	return all
}

func (w *writer) callNext(g *jen.Group, d *plan.Decorator, m *plan.Method) {
	if m.Carrier < 0 {
		g.List(w.returned(m)...).Op("=").Add(w.next(d, m))
		return
	}
	cmd := m.Results[0].Name
	g.If(jen.Id(cmd).Op("=").Add(w.next(d, m)), jen.Id(cmd).Op("!=").Nil()).Block(
		jen.Id(m.ErrName).Op("=").Id(cmd).Dot("Err").Call(),
	)
}

// unerring is the body of a method without an error result: the panic is heard of,
// and goes on.
func (w *writer) unerring(d *plan.Decorator, m *plan.Method) []jen.Code {
	from, assign := jen.Id(m.CtxName), "="
	if m.Ctx < 0 {
		from, assign = jen.Qual("context", "Background").Call(), ":="
	}
	body := []jen.Code{
		jen.Var().Id(m.Call).Add(w.safe("Call")),
		jen.List(jen.Id(m.CtxName), jen.Id("_")).Op(assign).Id(m.Call).Dot("Begin").Call(from, jen.Id(m.Receiver).Dot(m.Field)),
		jen.Defer().Id(m.Call).Dot("End").Call(jen.Nil()),
		jen.Id("_").Op("=").Id(m.Call).Dot("Inject").Call(jen.Id(m.CtxName)),
	}
	if len(m.Results) == 0 {
		return append(body, w.next(d, m), jen.Id(m.Call).Dot("Returned").Call())
	}
	body = append(body, jen.List(w.returned(m)...).Op("=").Add(w.next(d, m)))
	if m.Keep != nil {
		g := jen.BlockFunc(func(g *jen.Group) { w.keep(g, m) })
		_ = g
		body = append(body, w.keepCode(m)...)
	}
	return append(body, jen.Id(m.Call).Dot("Returned").Call(), jen.Return(w.returned(m)...))
}

func (w *writer) keep(g *jen.Group, m *plan.Method) {
	for _, code := range w.keepCode(m) {
		g.Add(code)
	}
}

// keepCode hands the context to the result that outlives the call.
func (w *writer) keepCode(m *plan.Method) []jen.Code {
	k := m.Keep
	cancel := jen.Id(m.Call).Dot("Keep").Call()
	if k.Kind == plan.KeepOpen {
		return []jen.Code{comment("The result may need its context: that lives until the deadline."), cancel}
	}
	result := jen.Id(m.Results[k.Result].Name)
	ctx := jen.Id(m.CtxName)
	var kept *jen.Statement
	switch k.Kind {
	case plan.KeepReader:
		kept = w.safe("KeepReader").Call(ctx, cancel, result)
	case plan.KeepResponse:
		kept = w.safe("KeepResponse").Call(ctx, cancel, result)
	case plan.KeepChan:
		kept = w.safe("KeepChan").Call(ctx, cancel, result)
	case plan.KeepSeq:
		kept = w.safe("KeepSeq").Call(cancel, w.sequence(k, "Seq", result))
	case plan.KeepSeq2:
		kept = w.safe("KeepSeq2").Call(cancel, w.sequence(k, "Seq2", result))
	case plan.KeepValue:
		kept = w.safe("KeepValue").Call(cancel, result)
	case plan.KeepFields:
		return w.keepField(m, result, ctx, cancel)
	}
	if k.Convert != nil {
		kept = w.typ(k.Convert).Call(kept)
	}
	return []jen.Code{jen.Add(result).Op("=").Add(kept)}
}

// sequence converts a sequence of a type of its own, of which the compiler would not
// infer the elements.
func (w *writer) sequence(k *plan.Keep, name string, seq *jen.Statement) *jen.Statement {
	if k.Convert == nil {
		return seq
	}
	return jen.Qual("iter", name).Add(w.instance(k.Elems)).Call(seq)
}

func (w *writer) keepField(m *plan.Method, result, ctx, cancel *jen.Statement) []jen.Code {
	field := jen.Add(result).Dot(m.Keep.Fields[0])
	assign := jen.Add(field).Op("=").Add(w.safe("KeepReader")).Call(ctx, cancel, field)
	if m.Keep.Pointer {
		return []jen.Code{jen.If(jen.Add(result).Op("!=").Nil()).Block(assign)}
	}
	return []jen.Code{assign}
}

// carrier is a method whose result carries its error inside.
func (w *writer) carrier(d *plan.Decorator, m *plan.Method) jen.Code {
	r := m.Results[0]
	call := jen.Id(m.Receiver).Dot(m.Fallback.Direct).Call(w.args(m)...)
	return jen.Func().Params(w.receiver(d, m.Receiver)).Id(m.Name).Add(w.paramsOf(m)).Add(w.typ(r.Type)).Block(
		jen.List(jen.Id(r.Name), jen.Id(m.ErrName)).Op(":=").Add(call),
		jen.If(jen.Id(m.ErrName).Op("!=").Nil()).Block(
			jen.If(jen.Id(r.Name).Op("==").Nil()).Block(jen.Id(r.Name).Op("=").New(w.elem(r.Type))),
			jen.Id(r.Name).Dot("SetErr").Call(jen.Id(m.ErrName)),
		),
		jen.Return(jen.Id(r.Name)),
	).Line()
}
