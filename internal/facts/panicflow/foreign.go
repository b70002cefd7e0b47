package panicflow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// foreign judges a call of a function of another package.
func (r *Result) foreign(site ssa.CallInstruction, obj *types.Func) *Witness {
	if isFake(obj) {
		return nil
	}
	if obj.Pkg() == nil || obj.Pkg() == r.pass.Pkg {
		return nil
	}
	obj = obj.Origin()
	if risk, ok := known.Risky(obj); ok {
		if risk.Constant && constantArgs(site) {
			return nil
		}
		doubt := Concrete
		if risk.Constant && (configured(site) || printed(site, obj.Pkg())) {
			doubt = Assumed // who reads the configuration may check it
		}
		w := &Witness{What: qualified(obj) + " " + risk.Why, Where: r.where(site.Pos()), Doubt: doubt}
		if risk.Constant {
			if r.isParsedBefore(site) {
				return nil
			}
			w.Need = needOfText(site)
		}
		return w
	}
	if w := r.demandRisk(site, obj); w != nil {
		return w
	}
	if w := r.lengthDemandRisk(site, obj); w != nil {
		return w
	}
	if known.Harmless(obj) || known.Guards(obj) != known.NoGuard {
		return nil
	}
	if r.IsTraced(obj.Pkg()) {
		return r.foreignRisk(site, obj)
	}
	if strings.HasPrefix(obj.Name(), "Must") && !constantArgs(site) && !givenCommand(obj) {
		w := &Witness{What: qualified(obj) + " panics on an error", Where: r.where(site.Pos())}
		if !hasMild(obj) || encodes(obj) {
			w.Doubt = Assumed // there, errors end the program; the program's own messages have a form
		}
		return w
	}
	if !works(obj) {
		return nil
	}
	return &Witness{What: "call of " + qualified(obj), Where: r.where(site.Pos()), Doubt: Foreign}
}

// encodes reports whether a function is named for encoding: MustMarshal.
func encodes(obj *types.Func) bool {
	return strings.Contains(obj.Name(), "Marshal") && !strings.Contains(obj.Name(), "Unmarshal") || strings.Contains(obj.Name(), "Encode")
}

// hasMild reports whether there is a function or method with the name of obj without
// Must, which returns the error.
func hasMild(obj *types.Func) bool {
	name := strings.TrimPrefix(obj.Name(), "Must")
	if recv := obj.Signature().Recv(); recv != nil {
		mild, _, _ := types.LookupFieldOrMethod(recv.Type(), true, obj.Pkg(), name)
		return mild != nil
	}
	return obj.Pkg().Scope().Lookup(name) != nil
}

// givenCommand reports whether a function works on a command of the terminal:
// its Must means that the program ends.
func givenCommand(obj *types.Func) bool {
	for v := range obj.Signature().Params().Variables() {
		if match.IsType(v.Type(), "github.com/spf13/cobra", "Command") || match.IsType(v.Type(), "github.com/spf13/pflag", "FlagSet") {
			return true
		}
	}
	return false
}

// foreignRisk gives the witness of a function of a package that was looked at.
func (r *Result) foreignRisk(site ssa.CallInstruction, obj *types.Func) *Witness {
	var best *Witness
	s := r.Of(obj)
	consider := func(w *Witness) {
		if w == nil || w.far() {
			return
		}
		if w = r.at(w, site, obj); w != nil && (best == nil || w.Doubt < best.Doubt) {
			best = w.through(qualified(obj))
			if len(w.Chain) == 0 && asksFirst(site, best) {
				best.Doubt = max(best.Doubt, Assumed)
			}
		}
	}
	consider(s.Panics)
	for _, w := range s.Asks {
		consider(w)
	}
	return best
}

// works reports whether a function that we do not see does enough to be worth
// a guard: it takes a context or may fail, and is no cleanup.
func works(obj *types.Func) bool {
	for _, prefix := range []string{"Close", "Flush", "Sync", "Stop", "Shutdown", "Unlock", "Release"} {
		if strings.HasPrefix(obj.Name(), prefix) {
			return false
		}
	}
	for v := range obj.Signature().Params().Variables() {
		if match.IsContext(v.Type()) {
			return true
		}
	}
	for v := range obj.Signature().Results().Variables() {
		if match.IsError(v.Type()) {
			return true
		}
	}
	return false
}

func qualified(obj *types.Func) string {
	name := obj.Name()
	if recv := match.FuncOf(obj).Recv; recv != "" {
		name = recv + "." + name
	}
	return obj.Pkg().Name() + "." + name
}

func constantArgs(site ssa.CallInstruction) bool {
	for _, arg := range site.Common().Args {
		if !isFixed(arg) {
			return false
		}
	}
	return true
}

// configured reports whether a call is given a field of a configuration, or a
// constant, and nothing else.
func configured(site ssa.CallInstruction) bool {
	return !slices.ContainsFunc(site.Common().Args, func(arg ssa.Value) bool {
		base, _ := fieldLoad(arg)
		return !isConst(arg) && (base == nil || !isConfiguration(base.Type()))
	})
}

// printed reports whether a call that parses a text is given what a value of its own
// package, or of net, prints of itself: netip.MustParseAddr(addr.String()).
func printed(site ssa.CallInstruction, by *types.Package) bool {
	return len(site.Common().Args) == 1 && isPrinted(site.Common().Args[0], by, 0)
}

func isPrinted(v ssa.Value, by *types.Package, depth int) bool {
	call, ok := v.(*ssa.Call)
	if !ok || depth > 3 {
		return false
	}
	if obj := calleeObject(&call.Call); obj != nil && obj.Name() == "String" && obj.Signature().Recv() != nil {
		return obj.Pkg() == by || obj.Pkg() != nil && obj.Pkg().Path() == "net"
	}
	fn := call.Call.StaticCallee()
	if fn == nil || len(fn.Blocks) == 0 {
		return false
	}
	for ret := range flow.Returns(fn) {
		if !isPrinted(ret.Results[0], by, depth+1) {
			return false
		}
	}
	return true
}

// isConfiguration reports whether a struct, or the package that declares it, is
// named for what operators write.
func isConfiguration(t types.Type) bool {
	named := match.Named(t)
	return named != nil && named.Obj().Pkg() != nil && (match.IsConfigName(named.Obj().Name()) || match.IsConfigName(named.Obj().Pkg().Name()))
}
