package panicflow

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// excepted matches a question whether an error is one among others, for which the function
// goes on: errors.Is(err, X), err == X, os.IsNotExist(err), and those for a type, errors.As and
// err.(*T). It gives X, if it is a variable, and the outcome where the error is that one.
func (w *failedWalk) excepted(cond ssa.Value, y *way) (x ssa.Value, outcome, ok bool) {
	switch cond := cond.(type) {
	case *ssa.UnOp:
		if cond.Op == token.NOT {
			x, outcome, ok = w.excepted(cond.X, y)
			return x, !outcome, ok
		}
	case *ssa.BinOp:
		if (cond.Op == token.EQL || cond.Op == token.NEQ) && y.of(cond.X).kind == failure && global(cond.Y) != nil {
			return cond.Y, cond.Op == token.EQL, true
		}
	case *ssa.Extract: // e, ok := err.(*exec.ExitError)
		if assert, asked := cond.Tuple.(*ssa.TypeAssert); asked && cond.Index == 1 && y.of(assert.X).kind == failure {
			return nil, true, true
		}
	case *ssa.Call:
		f := match.FuncOf(calleeObject(&cond.Call))
		switch {
		case len(cond.Call.Args) == 0 || y.of(cond.Call.Args[0]).kind != failure:
		case f.Pkg == "errors" && f.Name == "Is" && global(cond.Call.Args[1]) != nil:
			return cond.Call.Args[1], true, true
		case f.Pkg == "errors" && f.Name == "As", f.Pkg == "os" && strings.HasPrefix(f.Name, "Is"):
			return nil, true, true
		}
	}
	return nil, false, false
}

// global gives the package variable that v is read from, or nil.
func global(v ssa.Value) *ssa.Global {
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return nil
	}
	g, _ := load.X.(*ssa.Global)
	return g
}

// mayGive reports whether a call that has failed gives nil, and nothing is known of it that
// says that its error is not the one that is asked for.
func (w *failedWalk) mayGive(one ssa.Value) bool {
	if !w.empty {
		return false
	}
	call, ok := w.result.Tuple.(*ssa.Call)
	if !ok {
		return false
	}
	if obj := calleeObject(&call.Call); obj != nil && obj.Pkg() != nil && known.IsStd(obj.Pkg().Path()) {
		return one == nil || givenBesideNil(global(one))
	}
	fn := call.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 {
		return true
	}
	for ret := range flow.Returns(fn) {
		if failsWith(ret.Results[len(ret.Results)-1], one, 0) {
			return true
		}
	}
	return false
}

// givenBesideNil reports whether an error is one of std that comes beside nil. (With an error
// of one's own http.Client gives the last response, as CheckRedirect has asked for. And
// sql.ErrNoRows is what Row.Scan gives, alone.)
func givenBesideNil(one *ssa.Global) bool {
	if one.Pkg != nil && one.Pkg.Pkg.Path() == "database/sql" && one.Name() == "ErrNoRows" {
		return false
	}
	return one.Pkg != nil && known.IsStd(one.Pkg.Pkg.Path()) && one.Pkg.Pkg.Path() != "net/http"
}

// failsWith reports whether an error that a function returns may be the one that is asked
// for: it is that variable, or what another call has given.
func failsWith(err, one ssa.Value, depth int) bool {
	switch err := err.(type) {
	case *ssa.Phi:
		return depth < 3 && slices.ContainsFunc(err.Edges, func(edge ssa.Value) bool { return failsWith(edge, one, depth+1) })
	case *ssa.UnOp:
		return one != nil && global(err) != nil && global(err) == global(one)
	case *ssa.Extract:
		_, called := err.Tuple.(*ssa.Call)
		return called
	case *ssa.Call:
		obj := calleeObject(&err.Call)
		if obj == nil || obj.Pkg() == nil || !known.IsStd(obj.Pkg().Path()) && !strings.HasSuffix(obj.Pkg().Path(), "errors") {
			return true
		}
		return (obj.Pkg().Path() != "errors" || obj.Name() == "Join") && (obj.Pkg().Path() != "fmt" || wraps(err, one, depth))
	}
	return false
}

// wraps reports whether one of the arguments of fmt.Errorf is an error that may be the one
// that is asked for.
func wraps(call *ssa.Call, one ssa.Value, depth int) bool {
	slice, ok := call.Call.Args[len(call.Call.Args)-1].(*ssa.Slice)
	if !ok || depth > 2 {
		return false
	}
	for _, ref := range *slice.X.Referrers() {
		element, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *element.Referrers() {
			if store, ok := use.(*ssa.Store); ok {
				arg, ok := store.Val.(*ssa.ChangeInterface)
				if ok && match.IsError(arg.X.Type()) && failsWith(arg.X, one, depth+1) {
					return true
				}
			}
		}
	}
	return false
}
