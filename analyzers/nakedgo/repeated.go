package nakedgo

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
)

// A finding is what is reported, the risk that it is about, if there is one, and who starts
// it.
type finding struct {
	analysis.Diagnostic
	risk *panicflow.Risk
	by   *types.Func
}

// farAway is how many calls away an instruction is of which the reader need
// hear once only; one call less, if it is in another package, or if one function is given
// all that leads there: server.Register("KEYS", m.cmdKeys).
const farAway = 4

func (f finding) isFar() bool {
	return f.risk != nil && (len(f.risk.Chain) >= farAway || f.risk.Pkg != "" && len(f.risk.Chain) >= farAway-1)
}

// isRepeated reports whether a finding leads by many calls to an instruction to
// which an earlier one leads by many.
func (c *checker) isRepeated(f finding) bool {
	return slices.ContainsFunc(c.found, func(other finding) bool {
		return f.risk != nil && other.risk != nil && other.Pos < f.Pos &&
			other.risk.Where == f.risk.Where && other.risk.Pkg == f.risk.Pkg &&
			(f.isFar() && other.isFar() || f.isGiven() && other.isGiven() && f.by == other.by)
	})
}

// isGiven reports whether a function is given what has the risk, and the fix is elsewhere.
func (f finding) isGiven() bool {
	return f.by != nil && len(f.SuggestedFixes) == 0 && len(f.risk.Chain) >= farAway-1
}
