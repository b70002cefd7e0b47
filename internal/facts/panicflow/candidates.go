package panicflow

import (
	"go/ast"
	"go/types"

	"golang.org/x/tools/go/analysis"
)

// A keepSet names the declared functions whose bodies are worth building.
type keepSet map[*ast.FuncDecl]bool

func (k keepSet) has(fd *ast.FuncDecl) bool { return k[fd] }

// candidates picks, in a dependency, the functions that can have a summary
// without a witness: those that recover, that are given or give functions,
// and, where there are such, those that start goroutines or call function
// values, because what is given may end there.
func candidates(pass *analysis.Pass) keepSet {
	keep := keepSet{}
	var runners []*ast.FuncDecl
	given := false
	for _, file := range pass.Files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || fd.Body == nil {
				continue
			}
			params, results := funcTyped(pass.TypesInfo, fd)
			look := inspect(pass.TypesInfo, fd.Body)
			switch {
			case params && look.invokes, look.recovers, results && look.literal:
				keep[fd] = true
				given = given || params
			case params:
				keep[fd] = true
				given = true
			case look.invokes && (look.starts || look.loops):
				runners = append(runners, fd)
			}
		}
	}
	if given {
		for _, fd := range runners {
			keep[fd] = true
		}
	}
	return keep
}

func funcTyped(info *types.Info, fd *ast.FuncDecl) (params, results bool) {
	obj, ok := info.Defs[fd.Name].(*types.Func)
	if !ok {
		return false, false
	}
	return anyFunc(obj.Signature().Params()), anyFunc(obj.Signature().Results())
}

func anyFunc(tuple *types.Tuple) bool {
	for v := range tuple.Variables() {
		switch t := types.Unalias(v.Type()).Underlying().(type) {
		case *types.Signature:
			return true
		case *types.Slice:
			if _, ok := t.Elem().Underlying().(*types.Signature); ok {
				return true
			}
		}
	}
	return false
}

type looks struct {
	recovers, literal, invokes, starts, loops bool
}

func inspect(info *types.Info, body *ast.BlockStmt) (l looks) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			l.literal = true
		case *ast.GoStmt:
			l.starts = true
		case *ast.ForStmt, *ast.RangeStmt:
			l.loops = true
		case *ast.CallExpr:
			switch fun := ast.Unparen(n.Fun).(type) {
			case *ast.Ident:
				switch obj := info.Uses[fun].(type) {
				case *types.Builtin:
					l.recovers = l.recovers || obj.Name() == "recover"
				case *types.Var:
					l.invokes = true
				}
			case *ast.SelectorExpr:
				if _, ok := info.Uses[fun.Sel].(*types.Var); ok {
					l.invokes = true
				}
			case *ast.CallExpr, *ast.IndexExpr:
				l.invokes = true
			}
		}
		return true
	})
	return l
}
