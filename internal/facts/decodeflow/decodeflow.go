// Package decodeflow answers which structs a package fills from JSON, where
// that JSON comes from, and which fields somebody looks at afterwards.
//
// The question is asked of values, not of names: a pointer to the struct
// reaches a decoder, by way of wrappers in this package or in others (a fact
// says «parameter 1 is decoded into»), of generic wrappers («type parameter 0
// is»), of function values, fields, closures and interfaces. So is the way of
// the bytes, from the body of a request to the decoder.
package decodeflow

import (
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/facts/program"
	"github.com/recoverlint/recoverlint/internal/known"
)

// Analyzer computes a Result, and exports facts for functions that decode
// into what they are given, functions that return what came from outside,
// functions that refuse the zero value of a parameter, and the user's own
// packages.
var Analyzer = &analysis.Analyzer{
	Name:       "recoverlint_decodeflow",
	Doc:        "compute which structs are filled from JSON, and from whose",
	Run:        run,
	Requires:   []*analysis.Analyzer{program.Analyzer},
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(decodes), new(yields), new(refuses), new(own)},
}

// Extra holds the decoders that the user adds. It is a flag.Value for the
// flag of a rule.
var Extra Decoders

func run(pass *analysis.Pass) (any, error) {
	path := pass.Pkg.Path()
	res := newResult(pass)
	if known.IsStd(path) || strings.HasPrefix(path, "encoding/json/") { // v2 is in no list of std before it is released
		return res, nil // std is a table
	}
	prog := pass.ResultOf[program.Analyzer].(*program.Program)
	if !prog.Own() {
		if usesDecoder(res) {
			runDependency(pass, res, prog)
		}
		return res, nil
	}
	res.checks = collectChecks(res)
	if usesDecoder(res) || usesSource(res) {
		e := newEngine(res, prog.Whole())
		e.solve()
		e.exportFlows()
		e.exportYields()
		res.noteWritten()
		res.noteTwins()
	}
	res.exportOwn()
	return res, nil
}

// usesDecoder reports whether the package mentions something that decodes or
// encodes, as far as one can tell before it is analysed.
func usesDecoder(res *Result) bool {
	for _, obj := range res.pass.TypesInfo.Uses {
		if len(res.flowsOf(obj)) > 0 {
			return true
		}
	}
	return false
}

// usesSource reports whether the package mentions something that gives what
// came from outside.
func usesSource(res *Result) bool {
	info := res.pass.TypesInfo
	for _, obj := range info.Uses {
		if fn, ok := obj.(*types.Func); ok && known.Source(fn) != 0 {
			return true
		}
	}
	for sel, s := range info.Selections {
		if s.Kind() == types.FieldVal && known.FieldSource(info.TypeOf(sel.X), sel.Sel.Name) != 0 {
			return true
		}
	}
	return false
}

// runDependency exports the facts of a package that is not the user's own.
// There only functions matter that hand a parameter, or a type parameter, to
// a decoder, so that few are built. (We do not follow values through fields
// there, nor compute what functions return.)
func runDependency(pass *analysis.Pass, res *Result, prog *program.Program) {
	keep := candidates(res)
	if len(keep) > 0 {
		e := newEngine(res, prog.Part(func(fd *ast.FuncDecl) bool { return keep[fd] }))
		e.solve()
		e.exportFlows()
	}
	exportVars(res)
}

// candidates lists the declared functions that may take a value for a
// decoder and that mention one, or another candidate.
func candidates(res *Result) map[*ast.FuncDecl]bool {
	info := res.pass.TypesInfo
	byObj := map[types.Object]*ast.FuncDecl{}
	mentions := map[*ast.FuncDecl][]types.Object{}
	keep := map[*ast.FuncDecl]bool{}
	var order []*ast.FuncDecl
	for _, file := range res.pass.Files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || fd.Body == nil || !takesValue(info, fd) {
				continue
			}
			order = append(order, fd)
			byObj[info.Defs[fd.Name]] = fd
			ast.Inspect(fd.Body, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && info.Uses[id] != nil {
					obj := originOf(info.Uses[id])
					mentions[fd] = append(mentions[fd], obj)
					keep[fd] = keep[fd] || decodesAny(res.flowsOf(obj))
				}
				return true
			})
		}
	}
	for changed := true; changed; {
		changed = false
		for _, fd := range order {
			for _, obj := range mentions[fd] {
				if !keep[fd] && keep[byObj[obj]] {
					keep[fd], changed = true, true
				}
			}
		}
	}
	for fd, yes := range keep {
		if !yes {
			delete(keep, fd)
		}
	}
	return keep
}

func decodesAny(flows []Flow) bool {
	return slices.ContainsFunc(flows, func(f Flow) bool { return !f.Encodes })
}

func originOf(obj types.Object) types.Object {
	if fn, ok := obj.(*types.Func); ok {
		return fn.Origin()
	}
	return obj
}

// takesValue reports whether fd has a type parameter, or a parameter of
// interface type: whether it can be a wrapper.
func takesValue(info *types.Info, fd *ast.FuncDecl) bool {
	fn, ok := info.Defs[fd.Name].(*types.Func)
	if !ok {
		return false
	}
	sig := fn.Signature()
	if sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0 {
		return true
	}
	for param := range sig.Params().Variables() {
		t := param.Type()
		if slice, ok := t.Underlying().(*types.Slice); ok {
			t = slice.Elem() // v ...any
		}
		if types.IsInterface(t) {
			return true
		}
	}
	return false
}
