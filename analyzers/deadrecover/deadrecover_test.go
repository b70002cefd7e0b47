package deadrecover_test

import (
	"testing"

	"github.com/recoverlint/recoverlint/analyzers/deadrecover"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

func Test(t *testing.T) { ruletest.Run(t, deadrecover.Analyzer) }
