package jsonnull_test

import (
	"testing"

	"github.com/recoverlint/recoverlint/analyzers/jsonnull"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

func Test(t *testing.T) { ruletest.Run(t, jsonnull.Analyzer) }
