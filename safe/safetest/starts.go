package safetest

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// Starts reports to t what [CheckStarts] finds.
func Starts(t *testing.T, op string, start func()) {
	t.Helper()
	if err := CheckStarts(op, start); err != nil {
		t.Error(err)
	}
}

// CheckStarts injects a panic into the operation op, which start starts on a
// goroutine, and returns an error unless the hook hears of it. The process ends if
// nothing guards the goroutine. Hook and fault are process-wide: nothing else may
// use the operation meanwhile.
func CheckStarts(op string, start func()) error {
	hook := listener{heard: make(chan *safe.PanicError, 1)}
	before := safe.SetHook(hook)
	defer safe.SetHook(before)
	defer safe.SetFault(op, safe.Fault{Kind: safe.FaultPanic, Err: errFault})()
	start()
	select {
	case err := <-hook.heard:
		if err.Op() != op || !errors.Is(err, errFault) {
			return fmt.Errorf("%s: the hook heard of %w instead", op, err)
		}
	case <-time.After(patience):
		return fmt.Errorf("%s: the hook did not hear of the panic", op)
	}
	return nil
}

// patience is how long a goroutine may take to start.
const patience = 10 * time.Second

// A listener gets the first panic that the hook hears of.
type listener struct {
	safe.NopHook
	heard chan *safe.PanicError
}

func (l listener) Panic(_ context.Context, err *safe.PanicError) {
	select {
	case l.heard <- err:
	default:
	}
}
