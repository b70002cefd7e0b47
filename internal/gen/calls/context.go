package calls

import (
	"github.com/recoverlint/recoverlint/internal/facts/ctxflow"
	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// withContext finds the call that loses its context, and the context.
func (f *Finder) withContext(s *Site) (why string) {
	s.call = s.callEnding(f.pos(s, s.Finding.Start), f.pos(s, s.Finding.End))
	switch s.Finding.Category {
	case "none", "hint":
		return "no context is at hand: let the function around it take one"
	case "log", "values":
		return "a log call needs no guard: recoverlint -fix gives it the context"
	}
	if s.call == nil {
		return "no call is found there"
	}
	if s.spreads(s.call) {
		return "its argument is a call with several results, to which no context can be added"
	}
	fn, why := s.callee(s.call)
	if why != "" {
		return why
	}
	if s.ctx, why = f.contextAtHand(s); why != "" {
		return why
	}
	s.Want = plan.CallWant{Kind: plan.CallWithContext, Func: fn, Deadline: f.Deadline}
	return ""
}

// contextAtHand is the expression for the context that the finding points to.
func (f *Finder) contextAtHand(s *Site) (expr, why string) {
	if len(s.Finding.Related) == 0 {
		return "", "the finding names no context"
	}
	v := s.variable(f, s.Finding)
	if v == nil {
		return "", "the context at hand has no name: give its parameter one"
	}
	expr, ok := ctxflow.ContextOf(s.pkg.Types, v)
	if !ok {
		return "", "how to get the context of " + v.Name() + " is not known here"
	}
	if _, seen := s.pkg.Types.Scope().Innermost(s.call.Pos()).LookupParent(v.Name(), s.call.Pos()); seen != v {
		return "", "another " + v.Name() + " hides the one with the context"
	}
	return expr, ""
}
