// Package heap suits the garbage collector to programs that end soon.
package heap

import (
	"math"
	"os"
	"runtime"
	"runtime/debug"
)

// Spare puts the first garbage collection off until the heap has size bytes. Then
// the collector works as ever. It does nothing where GOGC or GOMEMLIMIT is set: the
// user knows better.
func Spare(size int64) {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(size)
	first := new([16]byte)
	runtime.AddCleanup(first, func(int) {
		debug.SetGCPercent(100)
		debug.SetMemoryLimit(math.MaxInt64)
	}, 0)
}
