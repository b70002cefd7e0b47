package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// export writes a function for C, and the guarded one behind it:
//
//	//export Sum
//	func Sum(a C.int) C.int {
//		result, err := sumGuarded(a)
//		if err != nil {
//			return -1
//		}
//		return result
//	}
func (w *writer) export(e *plan.Export) []jen.Code {
	g := e.Guarded
	m := &plan.Method{Params: g.Params}
	err := jen.Id(g.Results[g.Err].Name)
	head := jen.Comment("//export " + e.Name).Line().Func().Id(e.Name).Add(w.paramsOf(m))
	call := jen.Id(g.Name).Call(w.args(m)...)
	var code *jen.Statement
	if e.Panic == "" {
		code = head.Block(jen.Id("_").Op("=").Add(call).Comment("the hook has heard of it"))
	} else {
		result := jen.Id(g.Results[0].Name)
		code = head.Add(w.typ(g.Results[0].Type)).Block(
			jen.List(result, err).Op(":=").Add(call),
			jen.If(jen.Add(err).Op("!=").Nil()).Block(jen.Return(jen.Id(e.Panic))),
			jen.Return(result),
		)
	}
	return append([]jen.Code{code.Line()}, w.guard(g)...)
}
