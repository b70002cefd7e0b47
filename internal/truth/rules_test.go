package truth

import (
	"github.com/recoverlint/recoverlint/analyzers/deadrecover"
	"github.com/recoverlint/recoverlint/analyzers/nakedgo"
)

// rules are the analyzers that Go judges.
var rules = []rule{
	{deadrecover.Analyzer, deadRecovers},
	{nakedgo.Analyzer, nakedStarts},
}
