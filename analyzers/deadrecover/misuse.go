package deadrecover

import (
	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A misuse is an invocation of a recovering function that makes its recover
// useless.
type misuse struct {
	category string
	use      funcflow.Use
	caller   *ssa.Function
	fn       *ssa.Function
	// unreached: a defer statement runs fn, but with arguments that keep it
	// from its recover.
	unreached bool
	handler   bool // fn is an http.HandlerFunc: servers call it
}

func (m *misuse) message() string {
	text := "recover has no effect: "
	switch {
	case m.category == goroutine:
		return text + name(m.fn) + " runs on a goroutine of its own"
	case m.handler:
		return text + "servers call the handler, no defer statement runs it"
	case m.unreached:
		return text + name(m.fn) + " does not get to it with the arguments of its defer statement"
	case m.use.Mode == funcflow.Deferred:
		return text + "nothing can panic between its defer statement and the end of the function"
	case m.category == nested:
		return text + name(m.fn) + " is called by a deferred function, it is not the deferred function"
	}
	return text + name(m.fn) + " is called, no defer statement runs it"
}

func name(fn *ssa.Function) string {
	if fn.Parent() != nil {
		return "the function literal"
	}
	return fn.Name()
}

// deferral reports whether a defer statement that can see a panic may run fn,
// and otherwise gives the first invocation that does not help.
func (c *checker) deferral(fn *ssa.Function) (alive bool, wrong *misuse) {
	v := c.known[fn]
	if v == nil {
		v = new(verdict)
		v.alive, v.wrong = c.judgeAll(fn)
		c.known[fn] = v
	}
	return v.alive, v.wrong
}

func (c *checker) judgeAll(fn *ssa.Function) (alive bool, wrong *misuse) {
	if isHandler(fn) {
		wrong = &misuse{fn: fn, category: outside, handler: true}
	} else if c.graph.Escapes(fn) {
		return true, nil
	}
	for _, use := range c.graph.Uses(fn) {
		m := c.judge(fn, use)
		if m == nil {
			return true, nil
		}
		if wrong == nil {
			wrong = m
		}
	}
	return false, wrong
}

// isHandler reports whether a function literal is all that an http.HandlerFunc is made of:
// whoever gets that calls it, as a handler.
func isHandler(fn *ssa.Function) bool {
	refs := fn.Referrers()
	if fn.Parent() == nil || refs == nil || len(*refs) == 0 {
		return false
	}
	for _, ref := range *refs {
		if closure, ok := ref.(*ssa.MakeClosure); ok {
			for _, use := range *closure.Referrers() {
				if !isHandlerFunc(use) {
					return false
				}
			}
		} else if !isHandlerFunc(ref) {
			return false
		}
	}
	return true
}

// isHandlerFunc reports whether a use is a conversion to http.HandlerFunc, which is returned.
// (What is kept, as router.PanicHandler, may be deferred by those who keep it.)
func isHandlerFunc(use ssa.Instruction) bool {
	conv, ok := use.(*ssa.ChangeType)
	return ok && match.IsType(conv.Type(), "net/http", "HandlerFunc") && onlyReturned(conv)
}

func onlyReturned(v ssa.Value) bool {
	for _, ref := range *v.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Return, *ssa.DebugRef:
		case *ssa.MakeInterface:
			if !onlyReturned(ref) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// judge gives the misuse that an invocation is, or nil if it may be right.
func (c *checker) judge(fn *ssa.Function, use funcflow.Use) *misuse {
	caller := funcflow.Frame(use.Site.Parent())
	m := &misuse{use: use, caller: caller, fn: fn, category: outside}
	switch use.Mode {
	case funcflow.Deferred:
		m.unreached = !c.reachesRecover(fn, use.Site)
		if !m.unreached && c.canSeePanic(use) {
			return nil
		}
		if c.deferredHere(caller) {
			m.category = nested
		}
	case funcflow.Started:
		m.category = goroutine
	case funcflow.Passed:
		return c.judgePassed(m)
	default:
		if c.deferredHere(caller) || isDeferredCallee(use.Site) {
			m.category = nested
		}
	}
	return m
}

func isDeferredCallee(site ssa.CallInstruction) bool { _, ok := site.(*ssa.Defer); return ok }

func (c *checker) judgePassed(m *misuse) *misuse {
	runs := c.flow.Does(m.use.Callee, m.use.Arg)
	if len(runs) == 0 {
		return nil // the graph says that it does not escape, we do not know why
	}
	for _, run := range runs {
		switch run {
		case known.Defers:
			return nil
		case known.Starts, known.StartsGuarded:
			m.category = goroutine
		default:
			if c.deferredHere(m.caller) || isDeferredCallee(m.use.Site) {
				m.category = nested
			}
		}
	}
	return m
}
