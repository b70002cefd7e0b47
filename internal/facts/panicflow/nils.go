package panicflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// nilRisk says why a pointer may be nil at a dereference: it was returned
// with an error or ok that nobody looks at, or by a function that may find
// nothing, or is a variable that is never set.
func (r *Result) nilRisk(at ssa.Instruction, ptr ssa.Value) (string, Doubt) {
	if r.origins.maybeNil(at, ptr) {
		return "nil dereference (some path leaves it nil)", Concrete
	}
	if what := r.knownNil(at, ptr); what != "" {
		return what, Concrete
	}
	switch p := ptr.(type) {
	case *ssa.Const:
		if p.IsNil() {
			return "nil dereference", Concrete
		}
	case *ssa.Extract:
		if r.origins.guardedBy(at, p) {
			return "", Concrete
		}
		if what, doubt := r.resultRisk(at, p); what != "" {
			return what, doubt
		}
		if doubt, ok := r.foundNothing(at, p.Tuple, p.Index); ok {
			return "nil dereference (" + nothing + ")", doubt
		}
	case *ssa.Call:
		if doubt, ok := r.foundNothing(at, p, 0); ok && !r.origins.guardedBy(at, p) {
			return "nil dereference (" + nothing + ")", doubt
		}
	case *ssa.Lookup:
		if isPointer(p.Type()) && comparedLater(at, p) {
			return "nil dereference (it is compared with nil afterwards)", Concrete
		}
		if r.missingKey(at, p) {
			doubt := Weak
			if r.isPassed(p.Index) && isHeld(p.X) && !isOpen(p.Parent()) {
				doubt = Assumed // the program itself gives the keys of what it holds
			}
			return "nil dereference (the map may not have the key)", doubt
		}
	case *ssa.UnOp:
		if r.neverMade(p) && !r.origins.guardedBy(at, p) {
			return "nil dereference (nothing sets it)", Concrete
		}
		if by := r.clearedElsewhere(at, p); by != "" {
			return "nil dereference (" + by + ")", Weak
		}
		if what, doubt := r.leftFailed(at, p); what != "" {
			return what, doubt
		}
	}
	if what, doubt := r.earlyRisk(at, ptr); what != "" {
		return what, doubt
	}
	if what, doubt := r.failedRisk(at, ptr); what != "" {
		return what, doubt
	}
	return r.sentNil(at, ptr)
}

// sentNil says why what somebody else sent, or gives to a callback, may be nil, or a part of it.
func (r *Result) sentNil(at ssa.Instruction, ptr ssa.Value) (string, Doubt) {
	if what, doubt := r.receivedNil(at, ptr); what != "" {
		return what, doubt
	}
	if p, ok := ptr.(*ssa.Parameter); ok && r.besideUnreadError(p) && !r.origins.guardedBy(at, p) {
		return "nil dereference (" + p.Name() + " comes with an error that nobody looks at)", Weak
	}
	if doubt, ok := r.absent(at, ptr); ok {
		return "nil dereference (what was decoded may not have it)", doubt
	}
	if r.notTheOne(at, ptr) {
		return "nil dereference (the message may have another part)", Weak
	}
	if why := r.optionalRisk(at, ptr); why != "" {
		return "nil dereference (" + why + ")", Weak
	}
	return "", Concrete
}

// resultRisk says why a result that came with a companion may be nil where it is used: the
// companion is never looked at, or the branch for the failure does not leave.
func (r *Result) resultRisk(at ssa.Instruction, result *ssa.Extract) (string, Doubt) {
	if r.uncheckedResult(result) && !r.otherAsked(at, result) {
		return "nil dereference (result used without a look at its error)", Concrete
	}
	if doubt, ok := r.usedAnyway(at, result); ok {
		return "nil dereference (result used although " + verdict(result.Tuple, "there is an error", "its ok is false") + ")", doubt
	}
	return "", Concrete
}

// otherAsked reports whether another result of the same call, a bool, was looked at: r, ok, _
// := t.get(k); if ok.
func (r *Result) otherAsked(at ssa.Instruction, result *ssa.Extract) bool {
	return slices.ContainsFunc(*result.Tuple.Referrers(), func(ref ssa.Instruction) bool {
		other, ok := ref.(*ssa.Extract)
		if !ok || other == result {
			return false
		}
		basic, ok := other.Type().Underlying().(*types.Basic)
		return ok && basic.Kind() == types.Bool && r.origins.guardedBy(at, other)
	})
}

// missingKey reports whether a pointer was read from a map with a key that somebody
// else gave: the function's callers, who sent to a channel, or who wrote what was
// decoded, and nobody looked whether it is there. (A key from a loop, or a constant, is
// one that the author may know to be there.)
func (r *Result) missingKey(at ssa.Instruction, l *ssa.Lookup) bool {
	_, isMap := l.X.Type().Underlying().(*types.Map)
	o := r.origins
	return isMap && isPointer(l.Type()) && r.givenKey(at, l.Index) && !o.guardedBy(at, l) && !o.guardedBy(at, l.Index) && !o.guardedBy(at, l.X)
}

// comparedLater reports whether a pointer is compared with nil, but only after an
// instruction that dereferences it, or hands it to a function that does.
func comparedLater(at ssa.Instruction, v ssa.Value) bool {
	later := false
	for _, ref := range *v.Referrers() {
		if !isNilCheck(ref) {
			continue
		}
		if ref.Parent() != at.Parent() || !flow.Dominates(at, ref) {
			return false
		}
		later = true
	}
	return later
}

func (r *Result) givenKey(at ssa.Instruction, key ssa.Value) bool {
	if arg := literalArg(key); arg != nil {
		return r.givenKey(at, arg)
	}
	if r.isPassed(key) {
		return true
	}
	switch v := key.(type) {
	case *ssa.Extract:
		if sel, chosen := v.Tuple.(*ssa.Select); chosen { // a message
			return v.Index > 1 && !slices.ContainsFunc(sel.States, func(state *ssa.SelectState) bool { return r.channelMade(state.Chan) != nil })
		}
		received, ok := v.Tuple.(*ssa.UnOp)
		return ok && received.Op == token.ARROW
	case *ssa.UnOp:
		if v.Op == token.ARROW {
			return true
		}
		_, decoded := r.origins.decodedDoubt(at, v)
		return decoded
	}
	return false
}

// literalArg gives what a function literal that is run where it stands gets for a parameter:
// go func(id string) { ... }(key).
func literalArg(v ssa.Value) ssa.Value {
	p, ok := v.(*ssa.Parameter)
	if !ok || p.Parent().Parent() == nil {
		return nil
	}
	var lit ssa.Value = p.Parent()
	if closure := flow.Maker(p.Parent()); closure != nil {
		lit = closure
	}
	refs := lit.Referrers()
	if refs == nil || len(*refs) != 1 {
		return nil
	}
	run, ok := (*refs)[0].(ssa.CallInstruction)
	i := slices.Index(p.Parent().Params, p)
	if !ok || run.Common().Value != lit || i >= len(run.Common().Args) {
		return nil
	}
	return run.Common().Args[i]
}

func isPointer(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// uncheckedResult reports whether v is a result of a function that is known to give nil
// with an error, and nobody uses that error.
func (r *Result) uncheckedResult(v *ssa.Extract) bool {
	call, ok := v.Tuple.(*ssa.Call)
	if !ok {
		return false
	}
	index, ok := companion(call)
	obj := calleeObject(&call.Call)
	if !ok || v.Index == index || !match.IsError(call.Type().(*types.Tuple).At(index).Type()) && !known.NilUnlessOK(obj) {
		return false
	}
	if v.Index != 0 || !isPointer(v.Type()) {
		doubt, null := r.nilOnFailure(v)
		if !null || doubt != Concrete || known.IsStd(obj.Pkg().Path()) && !reachesOut(obj) {
			return false
		}
	} else if fn := call.Call.StaticCallee(); fn != nil && len(fn.Blocks) > 0 && !givesNil(fn, v.Index) {
		return false
	}
	for _, ref := range *call.Referrers() {
		if e, ok := ref.(*ssa.Extract); ok && e.Index == index && len(*e.Referrers()) > 0 {
			return false
		}
	}
	if known.NilUnlessOK(obj) && len(call.Call.Args) > 1 {
		if text := call.Call.Args[1]; isOwnText(text) || r.origins.guardedBy(call, text) || r.origins.validated(call, text) {
			return false
		}
	}
	return obj != nil && obj.Pkg() != nil && !neverFails(call) && !r.givesPart(call)
}

// neverFails reports whether a call gives an error only for arguments that
// are written out here: url.Parse("https://example.com"), or as long as they always are,
// newDigest(key[:]). What reads random bytes does not fail.
func neverFails(call *ssa.Call) bool {
	if readsRandom(&call.Call) {
		return true
	}
	if reachesOut(calleeObject(&call.Call)) {
		return false
	}
	args := call.Call.Args
	if obj := calleeObject(&call.Call); obj != nil && obj.Pkg() != nil {
		switch path := obj.Pkg().Path(); {
		case path == "text/template" || path == "html/template":
			args = args[argOffset(&call.Call, obj):]
		case strings.HasPrefix(path, "compress/"): // the level
			args = args[len(args)-1:]
		case strings.HasPrefix(path, "crypto/") && obj.Name() == "GenerateKey", path == "os" && obj.Name() == "FindProcess":
			return true // there are always random bytes; and, but on Windows, each process is found
		}
	}
	if known.NilUnlessOK(calleeObject(&call.Call)) {
		args = args[1:] // new(big.Int).SetString("10", 10)
	}
	if len(args) == 0 {
		return false
	}
	for _, arg := range args {
		switch arg := arg.(type) {
		case *ssa.Const:
		case *ssa.Slice:
			if !isBuffer(arg) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// isBuffer matches a part, of a constant length, of an array: key[:], make([]byte, 1500)[8:].
func isBuffer(s *ssa.Slice) bool {
	if s.Low != nil && !isConst(s.Low) || s.High != nil && !isConst(s.High) {
		return false
	}
	if _, isArray := arrayLength(s.X.Type()); isArray {
		return true
	}
	whole, ok := s.X.(*ssa.Slice)
	return ok && isBuffer(whole)
}

// reachesOut reports whether a function fails for what it finds outside of the program,
// whatever it is given: os.Open("/etc/hosts"), websocket.Dial("wss://example.com/").
func reachesOut(obj *types.Func) bool {
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	switch obj.Pkg().Path() {
	case "net":
		return !strings.HasPrefix(obj.Name(), "Resolve") && !strings.HasPrefix(obj.Name(), "Parse")
	case "os":
		return obj.Name() != "FindProcess"
	case "os/exec", "crypto/tls", "database/sql", "net/smtp", "net/rpc":
		return true
	case "net/http":
		return !strings.HasPrefix(obj.Name(), "NewRequest")
	}
	for _, verb := range []string{"Dial", "Connect", "Fetch", "Download"} {
		if strings.HasPrefix(obj.Name(), verb) {
			return true
		}
	}
	return false
}

// isPassed reports whether a value is a parameter, perhaps a captured one.
func (r *Result) isPassed(v ssa.Value) bool {
	if load, ok := v.(*ssa.UnOp); ok {
		v = r.origins.onlyStore(load)
	}
	_, ok := v.(*ssa.Parameter)
	return ok
}

// isHeld reports whether a map is a field's.
func isHeld(v ssa.Value) bool {
	base, _ := fieldLoad(v)
	return base != nil
}

// besideUnreadError reports whether a parameter of a literal that others call comes with an
// error, the last parameter, which the literal does not read: func(r *Response, err error).
// What is called with the results of another function, cb(check(p)), gets nil with an error.
func (r *Result) besideUnreadError(p *ssa.Parameter) bool {
	lit := p.Parent()
	last := lit.Params[len(lit.Params)-1]
	if lit.Parent() == nil || lit.Signature.Params().Len() != 2 || p != lit.Params[0] || !match.IsError(last.Type()) || len(*last.Referrers()) > 0 {
		return false
	}
	uses := r.graph.Uses(lit)
	return len(uses) > 0 && !slices.ContainsFunc(uses, func(use funcflow.Use) bool {
		return use.Mode != funcflow.Passed && !r.passesFailure(use.Site)
	})
}

// passesFailure matches cb(check(p)), where check may give nil beside its error.
func (r *Result) passesFailure(site ssa.CallInstruction) bool {
	args := site.Common().Args
	if len(args) != 2 {
		return false
	}
	result, ok := args[0].(*ssa.Extract)
	err, isResult := args[1].(*ssa.Extract)
	if !ok || !isResult || result.Tuple != err.Tuple {
		return false
	}
	_, null := r.nilOnFailure(result)
	return null
}

// walkRisk judges a method call on the second parameter of a function that filepath.Walk
// or WalkDir calls: it is nil where there is an error.
func (r *Result) walkRisk(site ssa.CallInstruction) *Witness {
	common := site.Common()
	if !common.IsInvoke() {
		return nil
	}
	p, ok := common.Value.(*ssa.Parameter)
	if !ok || !isWalkFunc(p.Parent().Signature) || paramNumber(p.Parent(), p) != 2 {
		return nil
	}
	if r.origins.guardedBy(site, p) || r.origins.guardedBy(site, p.Parent().Params[2]) {
		return nil
	}
	return &Witness{What: "nil dereference (where there is an error, " + p.Name() + " is nil)", Where: r.where(site.Pos())}
}

// isWalkFunc matches func(path string, info fs.FileInfo, err error) error, and that with
// an fs.DirEntry.
func isWalkFunc(sig *types.Signature) bool {
	params, results := sig.Params(), sig.Results()
	if sig.Recv() != nil || params.Len() != 3 || results.Len() != 1 || !match.IsError(results.At(0).Type()) || !match.IsError(params.At(2).Type()) {
		return false
	}
	return match.IsType(params.At(1).Type(), "io/fs", "FileInfo") || match.IsType(params.At(1).Type(), "io/fs", "DirEntry")
}

// missingFunc reports whether a function that is called was read from a map with a key
// that comes from outside, and nobody looked whether it is there.
func (r *Result) missingFunc(site ssa.CallInstruction) (Doubt, bool) {
	if site.Common().IsInvoke() {
		return 0, false
	}
	lookup, ok := site.Common().Value.(*ssa.Lookup)
	if !ok || lookup.CommaOk || isConst(lookup.Index) || r.origins.guardedBy(site, lookup) || r.origins.guardedBy(site, lookup.Index) || r.origins.guardedBy(site, lookup.X) {
		return 0, false
	}
	basic, ok := types.Unalias(lookup.Index.Type()).(*types.Basic)
	if !ok || basic.Info()&types.IsString == 0 {
		return 0, false // the program's own kinds, each of which has one
	}
	return Weak, !isMapKey(lookup.Index) && !r.asksElsewhere(lookup)
}

// asksElsewhere reports whether another function of the package looks whether a map, a field,
// has a key: who gives the key may have asked.
func (r *Result) asksElsewhere(lookup *ssa.Lookup) bool {
	field := anyField(lookup.X)
	return field != nil && slices.ContainsFunc(r.ssa.Funcs, func(fn *ssa.Function) bool {
		if fn == lookup.Parent() {
			return false
		}
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				if other, ok := instr.(*ssa.Lookup); ok && other.CommaOk && anyField(other.X) == field {
					return true
				}
			}
		}
		return false
	})
}
