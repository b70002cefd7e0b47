package safetest_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
	"github.com/recoverlint/recoverlint/safe/safetest"
)

// get is a wrapper around something that panics, with a fault of its own for each
// test that shows what is noticed.
type get struct {
	op     *safe.Op
	guard  bool // it has a guard
	deaf   bool // its errors get lost
	inject string
}

func (g get) call(ctx context.Context) (err error) {
	if !g.guard {
		panic("broken")
	}
	var call safe.Call
	if ctx, err = call.Begin(ctx, g.op); err != nil {
		return err
	}
	defer call.End(&err)
	if err = safe.Inject(ctx, g.inject); err == nil {
		panic("broken")
	}
	if g.deaf {
		err = nil
	}
	call.Returned()
	return err
}

// methods gives a proof the one method of g.
func (g get) methods(budget func(safetest.Policy) time.Duration) func(safetest.Policy) []safetest.Method {
	return func(p safetest.Policy) []safetest.Method {
		g := g
		g.op = safe.NewOp("users.Get", safe.OpConfig{Budget: budget(p), Breaker: p.Breaker, Hook: p.Hook})
		return []safetest.Method{{Op: "users.Get", Call: g.call, Context: true, Deadline: true, Error: true, Breaker: true}}
	}
}

func deadline(p safetest.Policy) time.Duration { return p.Deadline }

func none(safetest.Policy) time.Duration { return 0 }

func TestAGoodWrapperHolds(t *testing.T) {
	safetest.Holds(t, get{guard: true, inject: "users.Get"}.methods(deadline))
}

func TestBadWrappersAreNoticed(t *testing.T) {
	for _, test := range []struct {
		name  string
		build func(safetest.Policy) []safetest.Method
		want  string
	}{
		{"no guard", get{}.methods(deadline), "the wrapped value panics: the hook did not hear"},
		{"no injection point", get{guard: true, inject: "users.Put"}.methods(deadline), "an injected error: the caller sees users.Get: panic"},
		{"no deadline", get{guard: true, inject: "users.Get"}.methods(none), "an injected hang: the caller sees context deadline exceeded, which does not name"},
		{"errors get lost", get{guard: true, deaf: true, inject: "users.Get"}.methods(deadline), "an injected error: the caller sees <nil>"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var all strings.Builder
			for _, err := range safetest.Check(test.build) {
				all.WriteString(err.Error() + "\n")
			}
			if !strings.Contains(all.String(), test.want) {
				t.Errorf("want %q in:\n%s", test.want, &all)
			}
		})
	}
}

func ExampleCheck() {
	build := func(p safetest.Policy) []safetest.Method {
		unguarded := func(context.Context) error { panic("broken") }
		return []safetest.Method{{Op: "users.Get", Call: unguarded, Error: true}}
	}
	fmt.Println(safetest.Check(build)[0])
	// Output: users.Get, the wrapped value panics: the hook did not hear of the panic
}
