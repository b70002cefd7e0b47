package known

import (
	"go/types"
	"strings"
	"sync"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Turn is when a function that is handed to another one runs.
type Turn uint8

const (
	Unknown Turn = iota // later, or who knows: a callback
	Within              // before the call returns
	Spawned             // at once, on a goroutine of its own
	Shared              // before the call returns, for other callers as well
)

// TurnOf says when fn runs the functions among its arguments. Such a function
// works on behalf of the caller and owes it its context; a callback that runs
// whenever its API likes does not, nor does one whose result others wait for,
// who must not lose it because the first of them went away.
func TurnOf(fn *types.Func) Turn {
	byFunc := turns()
	f := key(fn)
	if strings.HasSuffix(f.Pkg, "/singleflight") {
		return Shared // copies of x/sync's, each with additions of its own
	}
	if turn, ok := byFunc[f]; ok {
		return turn
	}
	f.Name = "*"
	return byFunc[f]
}

var turns = sync.OnceValue(func() map[match.Func]Turn {
	byFunc := map[match.Func]Turn{}
	for _, row := range turnRows {
		for name := range strings.FieldsSeq(row.names) {
			byFunc[match.Func{Pkg: row.pkg, Recv: row.recv, Name: name}] = row.turn
		}
	}
	return byFunc
})

// A star stands for all functions of the package or type.
var turnRows = []struct {
	pkg, recv, names string
	turn             Turn
	why              string
}{
	{"sync", "Once", "Do", Within, "documented"},
	{"sync", "Map", "Range", Within, "documented"},
	{"sync", "WaitGroup", "Go", Spawned, "documented"},
	{"slices", "", "*", Within, "documented"},
	{"maps", "", "*", Within, "documented"},
	{"sort", "", "*", Within, "documented"},
	{"path/filepath", "", "Walk WalkDir", Within, "documented"},
	{"io/fs", "", "WalkDir", Within, "documented"},
	{"golang.org/x/sync/errgroup", "Group", "Go TryGo", Spawned, "documented"},
	{"github.com/zeromicro/go-zero/core/syncx", "SingleFlight", "Do DoEx", Shared, "documented"},
	{"github.com/sourcegraph/conc", "WaitGroup", "Go", Spawned, "documented"},
	{"github.com/sourcegraph/conc/pool", "Pool", "Go", Spawned, "documented"},
	{"github.com/sourcegraph/conc/pool", "ErrorPool", "Go", Spawned, "documented"},
	{"github.com/sourcegraph/conc/pool", "ResultPool", "Go", Spawned, "documented"},
	{"github.com/sourcegraph/conc/pool", "ResultErrorPool", "Go", Spawned, "documented"},
	{"github.com/sourcegraph/conc/iter", "", "ForEach ForEachIdx Map MapErr", Within, "documented"},
	{"github.com/panjf2000/ants", "Pool", "Submit", Spawned, "documented"},
	{"github.com/samber/lo", "", "*", Within, "documented; Async excepted"},
	{"github.com/samber/lo", "", "Async Async0 Async1 Async2", Spawned, "documented"},
	{"github.com/cenkalti/backoff", "", "Retry RetryNotify RetryNotifyWithData RetryWithData RetryNotifyWithTimer", Within, "documented"},
	{"github.com/avast/retry-go", "", "Do DoWithData", Within, "documented"},
	{"github.com/sethvargo/go-retry", "", "Do", Within, "documented"},
	{"gorm.io/gorm", "DB", "Transaction Connection FindInBatches", Within, "documented"},
	{"go.etcd.io/bbolt", "DB", "Update View Batch", Within, "documented"},
	{"github.com/dgraph-io/badger", "DB", "Update View", Within, "documented"},
	{"k8s.io/client-go/util/retry", "", "OnError RetryOnConflict", Within, "documented"},
	{"k8s.io/apimachinery/pkg/util/wait", "", "Poll PollImmediate PollInfinite PollImmediateInfinite ExponentialBackoff", Within, "documented"},
}
