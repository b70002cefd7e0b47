package panicflow

import (
	"slices"
	"strconv"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/facts/exits"
	"github.com/recoverlint/recoverlint/internal/flow"
)

// A closing is an instruction that closes channels which fields hold: close(s.done), or the
// call of a method that does. Each has a key, which is that of the same channel elsewhere
// in the function.
type closing struct {
	site ssa.CallInstruction
	keys []string
}

// closedByCalls says what a call closes that was closed before, or will be by a deferred
// call: func (s *server) stop() { close(s.done) } after defer s.stop().
func (r *Result) closedByCalls(site ssa.CallInstruction) *Witness {
	keys := r.closedKeys(site)
	if len(keys) == 0 || !r.comesToEnd(site) {
		return nil
	}
	if _, deferred := site.(*ssa.Defer); deferred {
		return nil // told where the other one is
	}
	for _, other := range r.closings(site.Parent()) {
		if other.site == site || !slices.ContainsFunc(other.keys, func(key string) bool { return slices.Contains(keys, key) }) {
			continue
		}
		_, deferred := other.site.(*ssa.Defer)
		if deferred && (flow.Dominates(other.site, site) || flow.Dominates(site, other.site)) && len(flow.Controls(other.site.Block())) == 0 {
			return &Witness{What: closedTwice + " (a deferred call closes it, too)", Where: r.where(site.Pos())}
		}
		if !deferred && leadsTo(other.site, site) {
			return &Witness{What: closedTwice, Where: r.where(site.Pos())}
		}
	}
	return nil
}

// comesToEnd reports whether the function returns after an instruction, on some path: where
// the process ends instead, deferred calls do not run.
func (r *Result) comesToEnd(site ssa.CallInstruction) bool {
	for ret := range flow.Returns(site.Parent()) {
		if flow.ReachesWithout(site, ret.At, func(instr ssa.Instruction) bool {
			call, ok := instr.(*ssa.Call)
			return ok && r.endOf(&call.Call) == exits.Exits
		}) {
			return true
		}
	}
	return false
}

// closings lists what closes channels of fields in a function.
func (r *Result) closings(fn *ssa.Function) []closing {
	var all []closing
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if site, ok := instr.(ssa.CallInstruction); ok {
				if keys := r.closedKeys(site); len(keys) > 0 {
					all = append(all, closing{site, keys})
				}
			}
		}
	}
	return all
}

// closedKeys names the channels of fields that a call closes. The object whose fields they
// are is one that its function does not exchange for another.
func (r *Result) closedKeys(site ssa.CallInstruction) []string {
	if _, starts := site.(*ssa.Go); starts {
		return nil
	}
	common := site.Common()
	if lit, ok := common.Value.(*ssa.MakeClosure); ok && len(lit.Fn.(*ssa.Function).Blocks) == 1 {
		var keys []string
		for _, inner := range r.closings(lit.Fn.(*ssa.Function)) {
			keys = append(keys, inner.keys...)
		}
		return keys
	}
	if call, ok := closeOf(site); ok {
		ch := call.Common().Args[0]
		if field := channelField(ch); field == nil || len(r.channels().remade[field]) > 0 || !r.origins.isOneObject(objectOf(ch)) {
			return nil
		}
		return []string{r.origins.rootKey(ch)}
	}
	if len(common.Args) == 0 || common.IsInvoke() || !r.origins.isOneObject(common.Args[0]) {
		return nil
	}
	key := r.origins.rootKey(common.Args[0])
	obj := calleeObject(common)
	if obj == nil || key == "" || obj.Signature().Recv() == nil {
		return nil
	}
	if obj.Pkg() != r.pass.Pkg {
		if r.Of(obj).Once {
			return []string{key + "." + obj.Name() + "()"}
		}
		return nil
	}
	var keys []string
	for _, i := range r.closedFields(common.StaticCallee()) {
		keys = append(keys, "*"+key+"."+strconv.Itoa(i))
	}
	return keys
}

// closedFields lists the fields of its receiver, channels, that a method closes whenever it
// is called, and asks nothing first.
func (r *Result) closedFields(fn *ssa.Function) []int {
	if fn == nil || fn.Signature.Recv() == nil || fn.Blocks == nil {
		return nil
	}
	if fields, ok := r.closers[fn]; ok {
		return fields
	}
	var fields []int
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			call, ok := closeOf(instr)
			if !ok || len(flow.Controls(block)) > 0 || flow.Reaches(instr, instr) || waits(instr) || r.cover(fn, instr) == covered {
				continue
			}
			ch := call.Common().Args[0]
			field := channelField(ch)
			if field == nil || len(r.channels().remade[field]) > 0 || objectOf(ch) != ssa.Value(fn.Params[0]) {
				continue
			}
			fields = append(fields, strip(ch).(*ssa.UnOp).X.(*ssa.FieldAddr).Field)
		}
	}
	r.closers[fn] = fields
	return fields
}

// isOneObject reports whether a value is the same object wherever its function uses it: not
// what is read from a variable that is set again.
func (o *origins) isOneObject(v ssa.Value) bool {
	switch v := strip(v).(type) {
	case *ssa.Parameter, *ssa.Alloc, *ssa.Call, *ssa.Extract, *ssa.TypeAssert:
		return true
	case *ssa.UnOp:
		return o.onlyStore(v) != nil
	case *ssa.FieldAddr: // a part of it
		return o.isOneObject(v.X)
	}
	return false
}
