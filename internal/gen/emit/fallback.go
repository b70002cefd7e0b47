package emit

import (
	"go/types"

	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

func (w *writer) elem(t types.Type) *jen.Statement {
	return w.typ(types.Unalias(t).(*types.Pointer).Elem())
}

// generic is a type as its declaration is used inside another with the same
// parameters: Store[K, V].
func (w *writer) generic(t types.Type) *jen.Statement {
	switch t := t.(type) {
	case *types.Named:
		if t.TypeArgs().Len() == 0 && t.TypeParams().Len() > 0 {
			return w.name(t.Obj(), nil).Add(w.typeArgs())
		}
	case *types.Alias:
		if t.TypeArgs().Len() == 0 && t.TypeParams().Len() > 0 {
			return w.name(t.Obj(), nil).Add(w.typeArgs())
		}
	}
	return w.typ(t)
}

// withFallback is a read that asks others when its own call fails:
//
//	user, err = s.getDirect(ctx, id)
//	if err == nil {
//		if s.config.GetKeep != nil {
//			_ = func() (err error) {
//				defer safe.RecoverContext(s.get.HookContext(ctx), &err, "users.Users.Get (keep)")
//				s.config.GetKeep(ctx, id, user)
//				return nil
//			}()
//		}
//		return user, nil
//	}
//	var legs []safe.Leg[User]
//	...
//	within, cancel := safe.Deadline(s.get.HookContext(ctx), "users.Users.Get", s.get.Budget())
//	defer cancel()
//	user, _, err = safe.FallbackAfter(within, "users.Users.Get", err, legs...)
//	return user, err
//
// The legs have as much time together as the method itself had.
func (w *writer) withFallback(d *plan.Decorator, m *plan.Method) jen.Code {
	f := m.Fallback
	policy := jen.Id(m.Receiver).Dot(d.Policy)
	return w.head(d, m, m.Name).BlockFunc(func(g *jen.Group) {
		if m.Ctx < 0 {
			g.Id(m.CtxName).Op(":=").Qual("context", "Background").Call()
		}
		g.List(w.returned(m)...).Op("=").Id(m.Receiver).Dot(f.Direct).Call(w.args(m)...)
		g.If(jen.Id(m.ErrName).Op("==").Nil()).BlockFunc(func(g *jen.Group) { w.remember(g, m, policy) })
		g.Var().Id(f.Local.Legs).Index().Add(w.leg(m))
		w.legs(g, m, policy)
		op := jen.Id(m.Receiver).Dot(m.Field)
		g.List(jen.Id(f.Local.Ctx), jen.Id(f.Local.Cancel)).Op(":=").Add(w.safe("Deadline")).Call(
			jen.Add(op).Dot("HookContext").Call(jen.Id(m.CtxName)), jen.Lit(m.Op), jen.Add(op).Dot("Budget").Call())
		g.Defer().Id(f.Local.Cancel).Call()
		fall := w.safe("FallbackAfter").Call(jen.Id(f.Local.Ctx), jen.Lit(m.Op), jen.Id(m.ErrName), jen.Id(f.Local.Legs).Op("..."))
		if f.Answer == "" {
			g.List(jen.Id(m.Values()[0].Name), jen.Id("_"), jen.Id(m.ErrName)).Op("=").Add(fall)
			g.Return(w.returned(m)...)
			return
		}
		g.List(jen.Id(f.Local.Answer), jen.Id("_"), jen.Id(m.ErrName)).Op(":=").Add(fall)
		g.Return(w.answer(m, jen.Id(m.ErrName))...)
	}).Line().Add(w.answerType(m))
}

// remember hands a good answer to the cache.
func (w *writer) remember(g *jen.Group, m *plan.Method, policy *jen.Statement) {
	if keep := m.Fallback.Keep; keep != "" {
		args := w.legArgs(m, m.CtxName, false)
		for _, v := range m.Values() {
			args = append(args, jen.Id(v.Name))
		}
		heard := jen.Id(m.Receiver).Dot(m.Field).Dot("HookContext").Call(jen.Id(m.CtxName))
		g.If(jen.Add(policy).Dot(keep).Op("!=").Nil()).Block(
			jen.Id("_").Op("=").Func().Params().Params(jen.Id(m.ErrName).Error()).Block( // the answer is good, whatever the cache does
				jen.Defer().Add(w.safe("RecoverContext").Call(heard, jen.Op("&").Id(m.ErrName), jen.Lit(m.Op+" (keep)"))),
				jen.Add(policy).Dot(keep).Call(args...),
				jen.Return(jen.Nil()),
			).Call())
	}
	g.Return(w.returned(m)...)
}

// legArgs are the arguments of a fallback's function.
// A variadic one is spread if it is the last.
func (w *writer) legArgs(m *plan.Method, ctx string, last bool) []jen.Code {
	var args []jen.Code
	if m.Ctx < 0 {
		args = append(args, jen.Id(ctx))
	}
	for i, p := range m.Params {
		name := p.Name
		if i == m.Ctx {
			name = ctx
		}
		arg := jen.Id(name)
		if m.Variadic && last && i == len(m.Params)-1 {
			arg.Op("...")
		}
		args = append(args, arg)
	}
	return args
}

// answerOf is the type of an answer: the result, or a struct of the results.
func (w *writer) answerOf(m *plan.Method) *jen.Statement {
	if m.Fallback.Answer != "" {
		return jen.Id(m.Fallback.Answer).Add(w.typeArgs())
	}
	return w.typ(m.Values()[0].Type)
}

func (w *writer) leg(m *plan.Method) *jen.Statement {
	return w.safe("Leg").Index(w.answerOf(m))
}

func (w *writer) answerType(m *plan.Method) *jen.Statement {
	f := m.Fallback
	if f.Answer == "" {
		return jen.Null()
	}
	var fields []jen.Code
	for i, v := range m.Values() {
		fields = append(fields, jen.Id(f.Fields[i]).Add(w.typ(v.Type)))
	}
	return jen.Line().Add(comment("%s is what %s answers.", f.Answer, m.Name)).Line().Type().Id(f.Answer).Add(w.typeParams()).Struct(fields...).Line()
}

// legs appends the legs that are configured.
func (w *writer) legs(g *jen.Group, m *plan.Method, policy *jen.Statement) {
	f := m.Fallback
	for _, leg := range []struct{ field, source string }{{f.Cache, "FromCache"}, {f.Func, "FromFunc"}} {
		if leg.field == "" {
			continue
		}
		g.If(jen.Add(policy).Dot(leg.field).Op("!=").Nil()).Block(
			jen.Id(f.Local.Legs).Op("=").Append(jen.Id(f.Local.Legs), w.leg(m).Values(jen.Dict{
				jen.Id("Source"): w.safe(leg.source),
				jen.Id("Read"):   w.read(m, jen.Add(policy).Dot(leg.field)),
			})))
	}
	if f.Empty {
		g.Id(f.Local.Legs).Op("=").Append(jen.Id(f.Local.Legs), w.safe("Empty").Call(jen.Op("*").New(w.answerOf(m))))
	}
}

// read is the function of a leg.
func (w *writer) read(m *plan.Method, field *jen.Statement) jen.Code {
	f := m.Fallback
	ask := jen.Add(field).Call(w.legArgs(m, f.Local.Ctx, true)...)
	head := jen.Func().Params(jen.Id(f.Local.Ctx).Qual("context", "Context"))
	if f.Answer == "" && m.Err == len(m.Results)-1 {
		return head.Params(w.answerOf(m), jen.Error()).Block(jen.Return(ask))
	}
	return head.Params(jen.Id(f.Local.Answer).Add(w.answerOf(m)), jen.Id(m.ErrName).Error()).Block(
		jen.List(w.answer(m, jen.Id(m.ErrName))...).Op("=").Add(ask),
		jen.Return(jen.Id(f.Local.Answer), jen.Id(m.ErrName)),
	)
}

// answer are the results of m, taken from an answer.
func (w *writer) answer(m *plan.Method, err jen.Code) []jen.Code {
	f := m.Fallback
	var all []jen.Code
	value := 0
	for i := range m.Results {
		switch {
		case i == m.Err:
			all = append(all, err)
		case f.Answer == "":
			all = append(all, jen.Id(f.Local.Answer))
		default:
			all = append(all, jen.Id(f.Local.Answer).Dot(f.Fields[value]))
			value++
		}
	}
	return all
}
