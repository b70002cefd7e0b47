package emit

import (
	"go/types"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// proof writes the test of a decorator:
//
//	type brokenUsers struct{ Users }
//
//	func TestSafeUsersHolds(t *testing.T) { safetest.Holds(t, methodsOfSafeUsers) }
//
//	func methodsOfSafeUsers(p safetest.Policy) []safetest.Method {
//		config := DefaultSafeUsersConfig()
//		config.Hook = p.Hook
//		s := NewSafeUsers(brokenUsers{}, config)
//		get := func(ctx context.Context) error {
//			_, err := s.Get(ctx, *new(int))
//			return err
//		}
//		return []safetest.Method{
//			{Op: "users.Users.Get", Context: true, Error: true, Call: get},
//		}
//	}
//
// Nothing of it is nested deeply: gofmt prints what is in a list once for each list
// that it is in.
func (w *writer) proof(p *plan.Proof) []jen.Code {
	broken := comment("%s panics in each of its methods: there is nothing in it.", p.Broken).Line().
		Type().Id(p.Broken).Struct(w.embedded(p)).Line()
	test := comment("%s injects faults into each method of %s.", p.Test, p.Decorator.Name).Line().
		Func().Id(p.Test).Params(w.testing()).Block(
		w.safetest("Holds").Call(jen.Id(w.file.Local.T), jen.Id(p.Build)),
	).Line()
	build := comment("%s are its methods, over one that panics.", p.Build).Line().
		Func().Id(p.Build).Params(jen.Id(w.file.Local.Policy).Add(w.safetest("Policy"))).Index().Add(w.safetest("Method")).Block(w.build(p)...).Line()
	return []jen.Code{broken, test, build}
}

// testing is the parameter of a test.
func (w *writer) testing() *jen.Statement {
	return jen.Id(w.file.Local.T).Op("*").Qual("testing", "T")
}

// calling is a function that makes a call under a context, and returns its error.
func (w *writer) calling(body []jen.Code) *jen.Statement {
	return jen.Func().Params(jen.Id(w.file.Local.Ctx).Qual("context", "Context")).Error().Block(body...)
}

func (w *writer) safetest(name string) *jen.Statement {
	return jen.Qual(w.file.Runtime+"/safetest", name)
}

func (w *writer) embedded(p *plan.Proof) jen.Code {
	if p.Target == nil {
		return jen.Id(p.Decorator.Extracted.Name).Add(w.instance(p.TypeArgs))
	}
	return w.typ(p.Target)
}

func (w *writer) instance(args []types.Type) *jen.Statement {
	if len(args) == 0 {
		return jen.Null()
	}
	var list []jen.Code
	for _, arg := range args {
		list = append(list, w.typ(arg))
	}
	return jen.Index(jen.List(list...))
}

func (w *writer) build(p *plan.Proof) []jen.Code {
	d, local := p.Decorator, w.file.Local
	set := func(field, from string) jen.Code {
		return jen.Id(local.Config).Dot(field).Op("=").Id(local.Policy).Dot(from)
	}
	body := []jen.Code{jen.Id(local.Config).Op(":=").Id(d.Default).Add(w.instance(p.TypeArgs)).Call()}
	for _, f := range d.Fields {
		switch f.Kind {
		case plan.HookField:
			body = append(body, set(f.Name, "Hook"))
		case plan.DeadlineField:
			body = append(body, set(f.Name, "Deadline"))
		case plan.BreakerField:
			body = append(body, set(f.Name, "Breaker"))
		}
	}
	body = append(body, jen.Id(local.Wrapped).Op(":=").Id(d.New).Add(w.instance(p.TypeArgs)).Call(jen.Id(p.Broken).Values(), jen.Id(local.Config)))
	var methods []jen.Code
	for i := range d.Methods {
		if m := &d.Methods[i]; m.Skipped == "" {
			callee := jen.Id(local.Wrapped).Dot(m.Name)
			body = append(body, jen.Id(p.Calls[i]).Op(":=").Add(w.calling(w.proofCall(callee, m, p.Params[i]))))
			methods = append(methods, jen.Line().Add(proofOf(m, p.Calls[i])))
		}
	}
	methods = append(methods, jen.Line())
	return append(body, jen.Return(jen.Index().Add(w.safetest("Method")).Values(methods...)))
}

// proofOf is the entry of one method.
func proofOf(m *plan.Method, call string) jen.Code {
	entry := []jen.Code{jen.Id("Op").Op(":").Lit(m.Op)}
	for _, fact := range []struct {
		name  string
		holds bool
	}{
		{"Context", m.Ctx >= 0}, {"Deadline", m.Deadline != ""}, {"Error", m.Err >= 0 || m.Carrier >= 0},
		{"Breaker", m.Breaker != ""}, {"Empty", m.Fallback != nil && m.Fallback.Empty},
	} {
		if fact.holds {
			entry = append(entry, jen.Id(fact.name).Op(":").True())
		}
	}
	return jen.Values(append(entry, jen.Id("Call").Op(":").Id(call))...)
}

// zero is a zero value of type t. (A test file cannot name C types.)
func (w *writer) zero(t types.Type) *jen.Statement {
	if strings.Contains(types.TypeString(t, nil), "_Ctype_") {
		switch u := t.Underlying().(type) {
		case *types.Pointer:
			return jen.Nil()
		case *types.Basic:
			if u.Info()&types.IsBoolean != 0 {
				return jen.False()
			}
		}
		return jen.Lit(0)
	}
	return jen.Op("*").New(w.typ(t))
}

// proofCall calls callee with zero values, and returns its error.
func (w *writer) proofCall(callee *jen.Statement, m *plan.Method, params []types.Type) []jen.Code {
	var args []jen.Code
	for i, t := range params {
		switch {
		case i == m.Ctx:
			args = append(args, jen.Id(w.file.Local.Ctx))
		case m.Variadic && i == len(params)-1: // none
		default:
			args = append(args, w.zero(t))
		}
	}
	call := callee.Call(args...)
	switch {
	case m.Carrier >= 0:
		return []jen.Code{jen.Return(call.Dot("Err").Call())}
	case m.Err < 0 && len(m.Results) > 0: // some functions must not be called for nothing: go vet
		blanks := make([]jen.Code, len(m.Results))
		for i := range blanks {
			blanks[i] = jen.Id("_")
		}
		return []jen.Code{jen.List(blanks...).Op("=").Add(call), jen.Return(jen.Nil())}
	case m.Err < 0:
		return []jen.Code{call, jen.Return(jen.Nil())}
	case len(m.Results) == 1:
		return []jen.Code{jen.Return(call)}
	}
	err := w.file.Local.Err
	var results []jen.Code
	for i := range m.Results {
		name := "_"
		if i == m.Err {
			name = err
		}
		results = append(results, jen.Id(name))
	}
	return []jen.Code{jen.List(results...).Op(":=").Add(call), jen.Return(jen.Id(err))}
}
