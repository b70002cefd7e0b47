package jsonnull

import (
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
)

// converted reports a method UnmarshalJSON that takes null for 0 and makes something of it
// that is not the zero value: the text 0, the first second of 1970.
func (c *checker) converted(made decodeflow.Conversion) {
	c.pass.Report(analysis.Diagnostic{
		Pos: made.Pos, End: made.End, Category: Converted, URL: c.pass.Analyzer.URL,
		Message: fmt.Sprintf("null becomes what %s makes of 0 (UnmarshalJSON is called for null too, and should leave it)", made.Type),
		Related: []analysis.RelatedInformation{{Pos: made.Made.Pos(), End: made.Made.End(), Message: "made here"}},
	})
}
