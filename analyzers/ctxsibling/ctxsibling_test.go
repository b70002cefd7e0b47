package ctxsibling_test

import (
	"testing"

	"github.com/recoverlint/recoverlint/analyzers/ctxsibling"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

func Test(t *testing.T) { ruletest.Run(t, ctxsibling.Analyzer) }
