// Package obs is what a generated program sees and tells: values that no
// analyzer knows before the run, and a line on standard output for each event
// that the judge asks about.
package obs

import (
	"iter"
	"os"
	"runtime"
	"strings"
	"sync/atomic"
	"time"
)

var (
	points  string // the active points, each between commas
	yes     = true
	reached atomic.Bool
)

// Activate chooses the points at which this run goes wrong.
func Activate(list string) { points = "," + list + "," }

func say(s string) { os.Stdout.WriteString(s + "\n") }

// Selected reports whether the run is about the point id.
func Selected(id string) bool { return strings.Contains(points, ","+id+",") }

// On reports whether the program is to go wrong here.
func On(id string) bool {
	reached.Store(true)
	if Selected(id) {
		say("ON " + id)
		return true
	}
	return false
}

// Arm says that the started function id has run.
func Arm(id string) {
	say("ARM " + id)
	reached.Store(true)
}

// Reach says that the recover id comes next.
func Reach(id string) { say("REACH " + id) }

// Pause lets goroutines say what they have to, before the process may end.
func Pause() { time.Sleep(50 * time.Millisecond) }

// Got says what the recover id gave.
func Got(id string, v any) {
	if v != nil {
		say("GOT " + id + " 1")
	} else {
		say("GOT " + id + " 0")
	}
}

// Tee is Got that hands the value on.
func Tee(id string, v any) any {
	Got(id, v)
	return v
}

// A Sink takes values.
type Sink struct{ id string }

func NewSink(id string) Sink { return Sink{id} }

func (s Sink) Put(v any) { Got(s.id, v) }

// The values below are bad where the point is active.

func Int(id string) int {
	if On(id) {
		return 7
	}
	return 0
}

func Div(id string) int {
	if On(id) {
		return 0
	}
	return 1
}

func Len(id string) int {
	if On(id) {
		return 0
	}
	return 4
}

func Str(id string) string {
	if On(id) {
		return "a"
	}
	return "a:b"
}

func Pattern(id string) string {
	if On(id) {
		return "("
	}
	return "a+"
}

func Any(id string) any {
	if On(id) {
		return 1
	}
	return "one"
}

func Ints(id string) []int {
	if On(id) {
		return nil
	}
	return []int{1, 2, 3}
}

// The values below are always good, and nobody knows them either.

func True() bool   { return yes }
func One() int     { return len(os.Args) - len(os.Args) + 1 }
func Word() string { return strings.TrimSpace(" word: two ") }
func Nums() []int  { return []int{One(), 2, 3} }
func Value() any   { return One() }

func Byte() byte {
	if yes {
		return 5
	}
	return 250
}

// Use keeps values.
func Use(v ...any) {
	if len(v) > 1000 {
		say("many")
	}
}

// Seq yields n numbers.
func Seq(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

// End waits for the goroutines of the case and says that the process lives.
func End(starts bool) {
	for i := 0; starts && i < 2000 && !reached.Load(); i++ {
		time.Sleep(time.Millisecond)
	}
	for i := 0; i < 60 && runtime.NumGoroutine() > 1; i++ {
		time.Sleep(5 * time.Millisecond)
	}
	say("SURVIVED")
}
