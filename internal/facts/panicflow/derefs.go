package panicflow

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
)

// nilArgument judges the pointers that a call is given: where there is a sign that one is
// nil (see nilRisk), and the function dereferences it without a look.
func (r *Result) nilArgument(site ssa.CallInstruction) *Witness {
	common := site.Common()
	callee := common.StaticCallee()
	if callee == nil {
		return nil
	}
	for i, arg := range common.Args {
		if !isPointer(arg.Type()) || besideVerdict(common.Args, arg) {
			continue
		}
		what, doubt := r.nilRisk(site, arg)
		if what == "" || r.optionalRisk(site, arg) != "" && len(callee.Blocks) == 0 {
			continue // a method of a field that may be nil knows that: pod.DeletionTimestamp.IsZero()
		}
		if w := r.dereferenced(site, i, isNil(arg)); w != nil {
			w.What, w.Doubt = what, max(w.Doubt, doubt)
			return w
		}
	}
	return nil
}

// besideVerdict reports whether a call is given a result together with the error, or ok, that
// it came with: handle(resp, err) looks at both.
func besideVerdict(args []ssa.Value, arg ssa.Value) bool {
	result, ok := arg.(*ssa.Extract)
	if !ok {
		return false
	}
	index, ok := companion(result.Tuple)
	return ok && slices.ContainsFunc(args, func(other ssa.Value) bool {
		verdict, ok := other.(*ssa.Extract)
		return ok && verdict.Tuple == result.Tuple && verdict.Index == index && verdict != result
	})
}

// nilBound judges the receiver of a method value that is started: g.Go(peer.push).
func (r *Result) nilBound(s Start) *Witness {
	closure, ok := s.Value.(*ssa.MakeClosure)
	if !ok || len(closure.Bindings) != 1 || !strings.HasSuffix(closure.Fn.Name(), "$bound") || !isPointer(closure.Bindings[0].Type()) {
		return nil
	}
	what, doubt := r.nilRisk(closure, closure.Bindings[0])
	targets, _ := r.graph.Targets(closure)
	if what == "" || len(targets) != 1 || len(targets[0].Blocks) == 0 {
		return nil
	}
	at, chain := r.derefOf(targets[0], 0, false, 0)
	if at == nil {
		return nil
	}
	return &Witness{What: what, Where: r.where(posOf(at)), Chain: chain, Doubt: doubt}
}

// dereferenced gives the place where the callee dereferences its i-th argument, the
// receiver counted. written says that nil is written at the call: its author knows what
// it does in most cases.
func (r *Result) dereferenced(site ssa.CallInstruction, i int, written bool) *Witness {
	fn := site.Common().StaticCallee()
	if fn == nil {
		return nil
	}
	if len(fn.Blocks) > 0 {
		at, chain := r.derefOf(fn, i, written, 0)
		if at == nil {
			return nil
		}
		return &Witness{Where: r.where(posOf(at)), Chain: chain}
	}
	obj := calleeObject(site.Common())
	if obj == nil || obj.Pkg() == nil {
		return nil
	}
	isReceiver := obj.Signature().Recv() != nil && i == 0
	switch {
	case known.IsStd(obj.Pkg().Path()):
		if isReceiver && !known.NilReceiver(obj) || known.DemandsPointer(obj, i) {
			return &Witness{Where: r.where(site.Pos()), Chain: []string{qualified(obj)}}
		}
	case isReceiver && !written && (!known.Harmless(obj) || known.NeedsReceiver(obj)) && !strings.HasPrefix(obj.Name(), "Get") && !r.Of(obj).NilReceiver:
		return &Witness{Where: r.where(site.Pos()), Chain: []string{qualified(obj)}, Doubt: Weak}
	}
	return nil
}

// derefOf gives the instruction of fn that dereferences a parameter, and the functions
// on the way to it, that one first.
func (r *Result) derefOf(fn *ssa.Function, i int, always bool, depth int) (ssa.Instruction, []string) {
	if i >= len(fn.Params) || depth > 1 {
		return nil, nil
	}
	p := fn.Params[i]
	for _, ref := range *p.Referrers() {
		if always && len(flow.Controls(ref.Block())) > 0 || r.origins.guardedBy(ref, p) || r.cover(fn, ref) == covered {
			continue
		}
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if ref.X == ssa.Value(p) {
				return ref, []string{Name(fn)}
			}
		case *ssa.UnOp:
			if ref.Op == token.MUL {
				return ref, []string{Name(fn)}
			}
		case *ssa.Call:
			if ref.Call.IsInvoke() {
				continue
			}
			callee := ref.Call.StaticCallee()
			if callee == nil || callee == fn || len(callee.Blocks) == 0 {
				continue
			}
			for j, arg := range ref.Call.Args {
				if arg != ssa.Value(p) {
					continue
				}
				if at, chain := r.derefOf(callee, j, always, depth+1); at != nil {
					return at, append([]string{Name(fn)}, chain...)
				}
			}
		}
	}
	return nil, nil
}

// looksAtReceiver reports whether a method compares its receiver with nil.
func looksAtReceiver(fn *ssa.Function) bool {
	if fn.Signature.Recv() == nil || len(fn.Params) == 0 || !isPointer(fn.Params[0].Type()) {
		return false
	}
	return isCompared(fn.Params[0], 0)
}
