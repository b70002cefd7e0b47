package driver

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// spareHeap is what most packages need at most: they are analysed without a
// garbage collection.
const spareHeap = 64 << 20

// relaxGC puts the first garbage collection off until the heap has spareHeap
// bytes. go vet starts a process for each package of the program, std's too,
// and nearly all of them end before that.
func relaxGC() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return // the user knows better
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(spareHeap)
	first := new([16]byte)
	runtime.AddCleanup(first, func(int) {
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
	}, 0)
}
