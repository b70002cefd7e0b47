package driver

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

// After the first collection the collector works as ever.
func TestRelaxGC(t *testing.T) {
	t.Setenv("GOGC", "")
	t.Setenv("GOMEMLIMIT", "")
	defer debug.SetGCPercent(debug.SetGCPercent(100))
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(-1))
	relaxGC()
	if got := debug.SetMemoryLimit(-1); got != spareHeap {
		t.Errorf("the limit is %d", got)
	}
	for deadline := time.Now().Add(10 * time.Second); debug.SetMemoryLimit(-1) != math.MaxInt64; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the limit was not taken back")
		}
		runtime.GC()
	}
	if got := debug.SetGCPercent(100); got != 100 {
		t.Errorf("GOGC is %d", got)
	}
}

func TestRelaxGCLeavesSettings(t *testing.T) {
	t.Setenv("GOGC", "50")
	before := debug.SetMemoryLimit(-1)
	relaxGC()
	if got := debug.SetMemoryLimit(-1); got != before {
		t.Errorf("the limit is %d, and was %d", got, before)
	}
}
