package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Samples gives the argument of fn that becomes a sample of a metric, or None. (What is
// added to a counter is none: nothing adds nothing.)
func Samples(fn *types.Func) int {
	if arg, ok := samples[key(fn)]; ok {
		return arg
	}
	return None
}

// The sources are prometheus/gauge.go, histogram.go, summary.go, observer.go and value.go of
// client_golang v1.20.
var samples = map[match.Func]int{
	{Pkg: prometheus, Recv: "Gauge", Name: "Set"}:                                  0,
	{Pkg: prometheus, Recv: "Histogram", Name: "Observe"}:                          0,
	{Pkg: prometheus, Recv: "Summary", Name: "Observe"}:                            0,
	{Pkg: prometheus, Recv: "Observer", Name: "Observe"}:                           0,
	{Pkg: prometheus, Name: "NewConstMetric"}:                                      2,
	{Pkg: prometheus, Name: "MustNewConstMetric"}:                                  2,
	{Pkg: prometheus, Name: "NewConstMetricWithCreatedTimestamp"}:                  2,
	{Pkg: prometheus, Name: "MustNewConstMetricWithCreatedTimestamp"}:              2,
	{Pkg: "github.com/VictoriaMetrics/metrics", Recv: "Gauge", Name: "Set"}:        0,
	{Pkg: "github.com/VictoriaMetrics/metrics", Recv: "Histogram", Name: "Update"}: 0,
	{Pkg: "github.com/VictoriaMetrics/metrics", Recv: "Summary", Name: "Update"}:   0,
}

const prometheus = "github.com/prometheus/client_golang/prometheus"
