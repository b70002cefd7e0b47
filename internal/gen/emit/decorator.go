package emit

import (
	"fmt"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// decorator writes a decorator, its configuration and its methods.
func (w *writer) decorator(d *plan.Decorator) []jen.Code {
	w.params = d.TypeParams
	defer func() { w.params = nil }()
	var all []jen.Code
	if d.Extracted != nil {
		all = append(all, w.extracted(d))
	}
	all = append(all, w.structOf(d), w.config(d), w.defaults(d), w.constructor(d))
	if d.Deadlines != "" {
		all = append(all, w.setDeadlines(d))
	}
	all = append(all, w.satisfies(d))
	for i := range d.Methods {
		all = append(all, w.method(d, &d.Methods[i])...)
	}
	return all
}

// target is the type of what is wrapped.
func (w *writer) target(d *plan.Decorator) *jen.Statement {
	if d.Extracted != nil {
		return jen.Id(d.Extracted.Name).Add(w.typeArgs())
	}
	return w.generic(d.Target)
}

func (w *writer) extracted(d *plan.Decorator) jen.Code {
	var methods []jen.Code
	for i := range d.Methods {
		m := &d.Methods[i]
		methods = append(methods, jen.Id(m.Name).Add(w.paramsOf(m)).Add(w.resultsOf(m)))
	}
	return comment("%s is the interface of the methods of *%s.", d.Extracted.Name, d.Extracted.Struct).Line().
		Type().Id(d.Extracted.Name).Add(w.typeParams()).Interface(methods...).Line()
}

func (w *writer) structOf(d *plan.Decorator) jen.Code {
	var fields []jen.Code
	if d.Embed {
		fields = append(fields, w.target(d))
	} else {
		fields = append(fields, jen.Id(d.Next).Add(w.target(d)))
	}
	if d.Policy != "" {
		fields = append(fields, jen.Id(d.Policy).Id(d.Config).Add(w.typeArgs()))
	}
	for i := range d.Methods {
		if m := &d.Methods[i]; m.Field != "" {
			fields = append(fields, jen.Id(m.Field).Op("*").Add(w.safe("Op")))
		}
	}
	return comment("%s wraps %s: a panic in it becomes an error, and each call keeps to its policy.", d.Name, article(d)).Line().
		Type().Id(d.Name).Add(w.typeParams()).Struct(fields...).Line()
}

func article(d *plan.Decorator) string { return "a " + d.Doc }

func (w *writer) config(d *plan.Decorator) jen.Code {
	var fields []jen.Code
	for i := range d.Fields {
		f := &d.Fields[i]
		fields = append(fields, jen.Comment(f.Name+" "+f.Doc+"."), jen.Id(f.Name).Add(w.fieldType(d, f)))
	}
	return comment("%s is the policy of %s. %s returns the one that was", d.Config, d.Name, d.Default).Line().
		Comment(fmt.Sprintf("asked for at %s.", d.Directive)).Line().
		Type().Id(d.Config).Add(w.typeParams()).Struct(fields...).Line()
}

func (w *writer) fieldType(d *plan.Decorator, f *plan.ConfigField) *jen.Statement {
	switch f.Kind {
	case plan.DeadlineField:
		return jen.Qual("time", "Duration")
	case plan.AdaptiveField:
		return w.safe("AdaptiveConfig")
	case plan.BreakerField:
		return jen.Op("*").Add(w.safe("Breaker"))
	case plan.HookField:
		return w.safe("Hook")
	case plan.KeepField:
		m := &d.Methods[f.Method]
		return jen.Func().ParamsFunc(func(g *jen.Group) {
			w.fallbackParams(g, m, w.slice)
			for _, v := range m.Values() {
				g.Id(v.Name).Add(w.typ(v.Type))
			}
		})
	}
	m := &d.Methods[f.Method]
	return jen.Func().ParamsFunc(func(g *jen.Group) { w.fallbackParams(g, m, w.param1) }).Add(w.resultsOf(m))
}

// fallbackParams are the parameters of a fallback's function: those of the method,
// with a context in front if it has none.
func (w *writer) fallbackParams(g *jen.Group, m *plan.Method, param func(*plan.Method, int) *jen.Statement) {
	if m.Ctx < 0 {
		g.Id(m.CtxName).Qual("context", "Context")
	}
	for i := range m.Params {
		g.Add(param(m, i))
	}
}

func (w *writer) param1(m *plan.Method, i int) *jen.Statement {
	p := m.Params[i]
	if m.Variadic && i == len(m.Params)-1 {
		return jen.Id(p.Name).Add(w.variadic(p.Type))
	}
	return jen.Id(p.Name).Add(w.typ(p.Type))
}

// slice is a parameter of a function in which it is not the last: not variadic.
func (w *writer) slice(m *plan.Method, i int) *jen.Statement {
	return jen.Id(m.Params[i].Name).Add(w.typ(m.Params[i].Type))
}

func (w *writer) defaults(d *plan.Decorator) jen.Code {
	var fields []jen.Code
	for i := range d.Fields {
		f := &d.Fields[i]
		if value := w.defaultOf(f); value != nil {
			fields = append(fields, jen.Line().Id(f.Name).Op(":").Add(value))
		}
	}
	if len(fields) > 0 {
		fields = append(fields, jen.Line())
	}
	return comment("%s returns the policy that was asked for at %s.", d.Default, d.Directive).Line().
		Func().Id(d.Default).Add(w.typeParams()).Params().Id(d.Config).Add(w.typeArgs()).Block(
		jen.Return(jen.Id(d.Config).Add(w.typeArgs()).Values(fields...)),
	).Line()
}

func (w *writer) defaultOf(f *plan.ConfigField) jen.Code {
	switch f.Kind {
	case plan.DeadlineField:
		if f.Deadline > 0 {
			return duration(f.Deadline)
		}
	case plan.AdaptiveField:
		return w.safe("AdaptiveConfig").Values(jen.Dict{jen.Id("Floor"): duration(f.Low), jen.Id("Ceiling"): duration(f.High)})
	case plan.BreakerField:
		return w.safe("SharedBreaker").Call(jen.Lit(f.Breaker))
	case plan.HookField:
		if len(f.Hooks) > 0 {
			return w.qualified(hookText(f.Hooks))
		}
	}
	return nil
}

// duration is d in the largest unit that leaves a whole number.
func duration(d time.Duration) *jen.Statement {
	units := []struct {
		unit time.Duration
		name string
	}{{time.Hour, "Hour"}, {time.Minute, "Minute"}, {time.Second, "Second"}, {time.Millisecond, "Millisecond"}, {time.Microsecond, "Microsecond"}}
	for _, u := range units {
		if d%u.unit == 0 {
			if n := int(d / u.unit); n != 1 {
				return jen.Lit(n).Op("*").Qual("time", u.name)
			}
			return jen.Qual("time", u.name)
		}
	}
	return jen.Lit(int(d)).Op("*").Qual("time", "Nanosecond")
}

func (w *writer) constructor(d *plan.Decorator) jen.Code {
	values := jen.Dict{jen.Id(d.Next): jen.Id(d.Params.Next)}
	if d.Policy != "" {
		values[jen.Id(d.Policy)] = jen.Id(d.Params.Config)
	}
	for i := range d.Methods {
		if m := &d.Methods[i]; m.Field != "" {
			values[jen.Id(m.Field)] = w.safe("NewOp").Call(jen.Lit(m.Op), w.safe("OpConfig").Values(w.opConfig(d, m)...))
		}
	}
	name := jen.Id(d.Name).Add(w.typeArgs())
	return comment("%s wraps %s with the policy %s.", d.New, d.Params.Next, d.Params.Config).Line().
		Func().Id(d.New).Add(w.typeParams()).
		Params(jen.Id(d.Params.Next).Add(w.target(d)), jen.Id(d.Params.Config).Id(d.Config).Add(w.typeArgs())).
		Op("*").Add(name).Block(jen.Return(jen.Op("&").Add(name).Values(values))).Line()
}

// opConfig is on one line: {Budget: config.Deadline, Hook: config.Hook}.
func (w *writer) opConfig(d *plan.Decorator, m *plan.Method) (config []jen.Code) {
	field := func(name string) *jen.Statement { return jen.Id(d.Params.Config).Dot(name) }
	if m.Deadline != "" {
		config = append(config, jen.Id("Budget").Op(":").Add(field(m.Deadline)))
	}
	if m.Adaptive != "" {
		config = append(config, jen.Id("Adaptive").Op(":").Add(w.safe("NewAdaptive")).Call(field(m.Adaptive)))
	}
	if m.Breaker != "" {
		config = append(config, jen.Id("Breaker").Op(":").Add(field(m.Breaker)))
	}
	for _, f := range d.Fields {
		if f.Kind == plan.HookField {
			config = append(config, jen.Id("Hook").Op(":").Add(field(f.Name)))
		}
	}
	return config
}

func (w *writer) setDeadlines(d *plan.Decorator) jen.Code {
	var body []jen.Code
	for i := range d.Methods {
		if m := &d.Methods[i]; m.Deadline != "" {
			body = append(body, jen.Id(d.Receiver).Dot(m.Field).Dot("SetBudget").Call(jen.Id(d.Params.Config).Dot(m.Deadline)))
		}
	}
	return comment("%s applies the deadlines of %s to the calls that begin from now on.", d.Deadlines, d.Params.Config).Line().
		Func().Params(w.receiver(d, d.Receiver)).Id(d.Deadlines).Params(jen.Id(d.Params.Config).Id(d.Config).Add(w.typeArgs())).Block(body...).Line()
}

func (w *writer) receiver(d *plan.Decorator, name string) *jen.Statement {
	return jen.Id(name).Op("*").Id(d.Name).Add(w.typeArgs())
}

// satisfies is the compiler's proof that the decorator is what it wraps.
func (w *writer) satisfies(d *plan.Decorator) jen.Code {
	assertion := jen.Var().Id("_").Add(w.target(d)).Op("=").Parens(jen.Op("*").Id(d.Name).Add(w.typeArgs())).Call(jen.Nil())
	if len(d.TypeParams) == 0 {
		return assertion.Line()
	}
	return jen.Func().Id("_").Add(w.typeParams()).Params().Block(assertion).Line()
}

func (w *writer) paramsOf(m *plan.Method) *jen.Statement {
	return jen.ParamsFunc(func(g *jen.Group) {
		for i := range m.Params {
			g.Add(w.param1(m, i))
		}
	})
}

func (w *writer) resultsOf(m *plan.Method) *jen.Statement {
	if len(m.Results) == 0 {
		return jen.Null()
	}
	return jen.ParamsFunc(func(g *jen.Group) {
		for _, r := range m.Results {
			g.Id(r.Name).Add(w.typ(r.Type))
		}
	})
}
