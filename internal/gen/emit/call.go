package emit

import (
	"fmt"
	"slices"

	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// callWrapper writes the wrapper of a function's calls.
func (w *writer) callWrapper(c *plan.CallWrapper) []jen.Code {
	switch c.Kind {
	case plan.CallGo:
		return []jen.Code{w.goWrapper(c)}
	case plan.CallStart:
		return []jen.Code{w.startWrapper(c)}
	}
	return []jen.Code{w.opVar(c), w.contextWrapper(c)}
}

// wrapperHead is the comment and the signature. The last line of the comment is for
// the next run.
func (w *writer) wrapperHead(c *plan.CallWrapper, doc string) *jen.Statement {
	return comment("%s %s", c.Name, doc).Line().Comment("//").Line().Comment("//gensafe:" + c.Directive).Line().
		Func().Id(c.Name).Add(w.paramsOf(&c.Method))
}

func (w *writer) opVar(c *plan.CallWrapper) jen.Code {
	config := jen.Dict{}
	if c.Budget > 0 {
		config[jen.Id("Budget")] = duration(c.Budget)
	}
	return comment("%s is the operation of %s. Its SetBudget changes the deadline.", c.OpVar, c.Name).Line().
		Var().Id(c.OpVar).Op("=").Add(w.safe("NewOp")).Call(jen.Lit(c.Op), w.safe("OpConfig").Values(config)).Line()
}

// contextWrapper is a guarded call with a context:
//
//	func safeNetLookupHost(ctx context.Context, host string) (addrs []string, err error) {
//		var call safe.Call
//		if ctx, err = call.Begin(ctx, safeNetLookupHostOp); err != nil {
//			return addrs, err
//		}
//		defer call.End(&err)
//		if err = call.Inject(ctx); err == nil {
//			addrs, err = net.DefaultResolver.LookupHost(ctx, host)
//		}
//		call.Returned()
//		return addrs, err
//	}
func (w *writer) contextWrapper(c *plan.CallWrapper) jen.Code {
	head := w.wrapperHead(c, fmt.Sprintf("is %s with a context: a panic in it becomes an error.", c.Doc))
	if c.Err < 0 {
		head = w.wrapperHead(c, fmt.Sprintf("is %s with a context: the hook hears of a panic in it, which goes on.", c.Doc))
		return head.Add(w.resultsOf(&c.Method)).Block(w.unerringCall(c)...).Line()
	}
	return head.Add(w.resultsOf(&c.Method)).BlockFunc(func(g *jen.Group) {
		begin := jen.Id(c.Call).Dot("Begin").Call(jen.Id(c.CtxName), jen.Id(c.OpVar))
		g.Var().Id(c.Call).Add(w.safe("Call"))
		g.If(jen.List(jen.Id(c.CtxName), jen.Id(c.ErrName)).Op("=").Add(begin), jen.Id(c.ErrName).Op("!=").Nil()).Block(jen.Return(w.returned(&c.Method)...))
		g.Defer().Id(c.Call).Dot("End").Call(jen.Op("&").Id(c.ErrName))
		g.If(jen.Id(c.ErrName).Op("=").Id(c.Call).Dot("Inject").Call(jen.Id(c.CtxName)), jen.Id(c.ErrName).Op("==").Nil()).Block(w.qualified(c.Body))
		if c.Keep != nil {
			g.If(jen.Id(c.ErrName).Op("==").Nil()).BlockFunc(func(g *jen.Group) { w.keep(g, &c.Method) })
		}
		g.Id(c.Call).Dot("Returned").Call()
		g.Return(w.returned(&c.Method)...)
	}).Line()
}

// unerringCall is the body of a wrapper that has no error to return.
func (w *writer) unerringCall(c *plan.CallWrapper) []jen.Code {
	body := []jen.Code{
		jen.Var().Id(c.Call).Add(w.safe("Call")),
		jen.List(jen.Id(c.CtxName), jen.Id("_")).Op("=").Id(c.Call).Dot("Begin").Call(jen.Id(c.CtxName), jen.Id(c.OpVar)),
		jen.Defer().Id(c.Call).Dot("End").Call(jen.Nil()),
		jen.Id("_").Op("=").Id(c.Call).Dot("Inject").Call(jen.Id(c.CtxName)),
		w.qualified(c.Body),
	}
	if c.Keep != nil {
		body = append(body, w.keepCode(&c.Method)...)
	}
	body = append(body, jen.Id(c.Call).Dot("Returned").Call())
	if len(c.Results) > 0 {
		body = append(body, jen.Return(w.returned(&c.Method)...))
	}
	return body
}

// goWrapper starts a function on a goroutine:
//
//	func safeGoWork(ctx context.Context, id int) {
//		safe.Go(ctx, "app.work", func(ctx context.Context) error {
//			if err := safe.Inject(ctx, "app.work"); err != nil {
//				return err
//			}
//			return work(ctx, id)
//		})
//	}
func (w *writer) goWrapper(c *plan.CallWrapper) jen.Code {
	from := jen.Qual("context", "Background").Call()
	if c.Ctx >= 0 {
		from = jen.Id(c.CtxName)
	}
	return w.wrapperHead(c, fmt.Sprintf("is go %s: a panic in it does not end the process.", c.Doc)).Block(
		w.safe("Go").Call(from, jen.Lit(c.Op), w.injected(c.CtxName, c.ErrName, c.Op, w.qualified(c.Body))),
	).Line()
}

// injected is a function of the runtime's with the injection point of op.
func (w *writer) injected(ctx, err, op string, body ...jen.Code) *jen.Statement {
	inject := jen.If(jen.Id(err).Op(":=").Add(w.safe("Inject")).Call(jen.Id(ctx), jen.Lit(op)), jen.Id(err).Op("!=").Nil()).Block(jen.Return(jen.Id(err)))
	return jen.Func().Params(jen.Id(ctx).Qual("context", "Context")).Error().Block(append([]jen.Code{inject}, body...)...)
}

// startWrapper calls a function that starts another, with a guard around that:
//
//	func safeSyncWaitGroupGo(wg *sync.WaitGroup, f func()) {
//		wg.Go(func() {
//			safe.Run(context.Background(), "app.sync.WaitGroup.Go", func(ctx context.Context) error {
//				...
//				f()
//				return nil
//			})
//		})
//	}
func (w *writer) startWrapper(c *plan.CallWrapper) jen.Code {
	s := c.Started
	guarded := jen.Func().Add(w.paramsOf(&s.Method)).Add(w.resultsOf(&s.Method)).Block(w.startedBody(c)...)
	call := w.qualified(s.Call).Add(guarded).Op(s.After)
	if len(c.Results) > 0 {
		call = jen.Return(call)
	}
	return w.wrapperHead(c, fmt.Sprintf("is %s: a panic in %s does not end the process.", c.Doc, s.Param)).Add(w.resultsOf(&c.Method)).Block(call).Line()
}

// startedBody is the guard around what is started.
func (w *writer) startedBody(c *plan.CallWrapper) []jen.Code {
	s := c.Started
	from, recover := jen.Qual("context", "Background").Call(), w.safe("Recover").Call(jen.Op("&").Id(s.ErrName), jen.Lit(c.Op))
	if s.Ctx >= 0 {
		from, recover = jen.Id(s.CtxName), w.safe("RecoverContext").Call(jen.Id(s.CtxName), jen.Op("&").Id(s.ErrName), jen.Lit(c.Op))
	}
	call := jen.Id(s.Param).Call(w.args(&s.Method)...)
	if s.Err < 0 {
		return []jen.Code{w.safe("Run").Call(from, jen.Lit(c.Op), w.injected(s.CtxName, s.ErrName, c.Op, call, jen.Return(jen.Nil())))}
	}
	return []jen.Code{
		jen.Defer().Add(recover),
		jen.If(jen.Id(s.ErrName).Op("=").Add(w.safe("Inject")).Call(from, jen.Lit(c.Op)), jen.Id(s.ErrName).Op("==").Nil()).Block(
			jen.List(w.returned(&s.Method)...).Op("=").Add(call),
		),
		jen.Return(w.returned(&s.Method)...),
	}
}

// callsProof writes the test of the wrappers of calls.
func (w *writer) callsProof(p *plan.CallsProof) []jen.Code {
	var methods, starts []jen.Code
	for _, c := range p.Wrappers {
		if c.Kind == plan.CallWithContext {
			methods = append(methods, jen.Line().Add(w.callProof(c)))
			continue
		}
		call := jen.Id(c.Name).Call(w.proofArgs(c)...)
		starts = append(starts, w.safetest("Starts").Call(jen.Id(w.file.Local.T), jen.Lit(c.Op), jen.Func().Params().Block(call)))
	}
	if len(methods) > 0 {
		methods = append(methods, jen.Line())
		build := jen.Func().Params(w.safetest("Policy")).Index().Add(w.safetest("Method")).Block(jen.Return(jen.Index().Add(w.safetest("Method")).Values(methods...)))
		starts = slices.Insert(starts, 0, jen.Code(w.safetest("Holds").Call(jen.Id(w.file.Local.T), build)))
	}
	return []jen.Code{comment("%s injects faults into each wrapper.", p.Test).Line().
		Func().Id(p.Test).Params(w.testing()).Block(starts...).Line()}
}

// callProof is the entry of a wrapper with a context.
func (w *writer) callProof(c *plan.CallWrapper) jen.Code {
	m := c.Method
	if m.Err < 0 { // proofCall looks at nothing
		m.Results = nil
	}
	entry := jen.Dict{
		jen.Id("Op"):      jen.Lit(c.Op),
		jen.Id("Call"):    w.calling(w.proofCall(jen.Id(c.Name), &m, c.ParamTypes())),
		jen.Id("Context"): jen.True(),
		jen.Id("Sound"):   jen.True(),
	}
	if c.Err >= 0 {
		entry[jen.Id("Error")] = jen.True()
	}
	return jen.Values(entry)
}

// proofArgs are zero values for the parameters of a wrapper.
func (w *writer) proofArgs(c *plan.CallWrapper) []jen.Code {
	var args []jen.Code
	for i, t := range c.ParamTypes() {
		switch {
		case i == c.Ctx:
			args = append(args, jen.Id(w.file.Local.T).Dot("Context").Call())
		case c.Variadic && i == len(c.Params)-1: // none
		case c.Kind == plan.CallStart && i == 0 && c.Recv:
			args = append(args, jen.New(w.elem(t)))
		default:
			args = append(args, jen.Op("*").New(w.typ(t)))
		}
	}
	return args
}
