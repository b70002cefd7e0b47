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
//	func TestSafeUsersHolds(t *testing.T) {
//		safetest.Holds(t, func(p safetest.Policy) []safetest.Method {
//			config := DefaultSafeUsersConfig()
//			config.Hook = p.Hook
//			s := NewSafeUsers(brokenUsers{}, config)
//			return []safetest.Method{
//				{Op: "users.Users.Get", Context: true, Error: true, Call: func(ctx context.Context) error {
//					_, err := s.Get(ctx, *new(int))
//					return err
//				}},
//			}
//		})
//	}
func (w *writer) proof(p *plan.Proof) []jen.Code {
	broken := comment("%s panics in each of its methods: there is nothing in it.", p.Broken).Line().
		Type().Id(p.Broken).Struct(w.embedded(p)).Line()
	build := jen.Func().Params(jen.Id("p").Add(w.safetest("Policy"))).Index().Add(w.safetest("Method")).Block(w.build(p)...)
	test := comment("%s injects faults into each method of %s.", p.Test, p.Decorator.Name).Line().
		Func().Id(p.Test).Params(jen.Id("t").Op("*").Qual("testing", "T")).Block(
		w.safetest("Holds").Call(jen.Id("t"), build),
	).Line()
	return []jen.Code{broken, test}
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
	d := p.Decorator
	body := []jen.Code{jen.Id("config").Op(":=").Id(d.Default).Add(w.instance(p.TypeArgs)).Call()}
	for _, f := range d.Fields {
		switch f.Kind {
		case plan.HookField:
			body = append(body, jen.Id("config").Dot(f.Name).Op("=").Id("p").Dot("Hook"))
		case plan.DeadlineField:
			body = append(body, jen.Id("config").Dot(f.Name).Op("=").Id("p").Dot("Deadline"))
		case plan.BreakerField:
			body = append(body, jen.Id("config").Dot(f.Name).Op("=").Id("p").Dot("Breaker"))
		}
	}
	var methods []jen.Code
	for i := range d.Methods {
		if m := &d.Methods[i]; m.Skipped == "" {
			methods = append(methods, jen.Line().Add(w.proofOf(p, m, p.Params[i])))
		}
	}
	methods = append(methods, jen.Line())
	return append(body,
		jen.Id("s").Op(":=").Id(d.New).Add(w.instance(p.TypeArgs)).Call(jen.Id(p.Broken).Values(), jen.Id("config")),
		jen.Return(jen.Index().Add(w.safetest("Method")).Values(methods...)),
	)
}

// proofOf is the entry of one method.
func (w *writer) proofOf(p *plan.Proof, m *plan.Method, params []types.Type) jen.Code {
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
	entry = append(entry, jen.Id("Call").Op(":").Func().Params(jen.Id("ctx").Qual("context", "Context")).Error().Block(w.proofCall(jen.Id("s").Dot(m.Name), m, params)...))
	return jen.Values(entry...)
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
			args = append(args, jen.Id("ctx"))
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
	var results []jen.Code
	for i := range m.Results {
		name := "_"
		if i == m.Err {
			name = "err"
		}
		results = append(results, jen.Id(name))
	}
	return []jen.Code{jen.List(results...).Op(":=").Add(call), jen.Return(jen.Id("err"))}
}
