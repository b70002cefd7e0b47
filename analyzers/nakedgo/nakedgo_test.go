package nakedgo_test

import (
	"testing"

	"github.com/recoverlint/recoverlint/analyzers/nakedgo"
	"github.com/recoverlint/recoverlint/internal/ruletest"
)

func Test(t *testing.T) { ruletest.Run(t, nakedgo.Analyzer) }
