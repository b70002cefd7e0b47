package nakedgo

import (
	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// naked says that nothing stops a panic.
func (c *checker) naked(s panicflow.Start, risk *panicflow.Risk) string {
	lacks := " has no panic guard ("
	if risk.Picky {
		lacks = " has a panic guard that panics on a runtime error ("
	}
	return c.subject(s) + lacks + c.flow.Tell(risk) + ")"
}

// subject names what is started: the goroutine, or the function that somebody
// runs on one.
func (c *checker) subject(s panicflow.Start) string {
	if s.Callee == nil {
		return "goroutine"
	}
	return c.started(s)
}

func (c *checker) started(s panicflow.Start) string {
	if s.Callee == nil {
		return "function started by the go statement"
	}
	f := match.FuncOf(s.Callee)
	switch {
	case f.Recv != "":
		return "function started by " + f.Recv + "." + f.Name
	case s.Callee.Pkg() != c.pass.Pkg:
		return "function started by " + s.Callee.Pkg().Name() + "." + f.Name
	}
	return "function started by " + f.Name
}
