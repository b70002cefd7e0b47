package safe

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// ErrInjected is what an operation returns, or panics with, when a [Fault] without
// an error of its own was injected into it.
var ErrInjected = errors.New("injected fault")

// FaultKind is how an injected operation goes wrong.
type FaultKind uint8

const (
	FaultError FaultKind = iota // it returns an error
	FaultPanic                  // it panics with an error
	FaultHang                   // it waits until its context ends (for ever if it never does), and returns the context's error
)

// A Fault goes into the calls of an operation.
type Fault struct {
	Kind FaultKind
	Rate float64 // the share of calls it goes into, in (0, 1]; 0 means all of them
	Err  error   // the error that is returned or panicked with; nil: ErrInjected
}

// faults are the faults that are set, by operation; nil: none, the usual case.
// The map is never changed, but replaced.
var (
	faults    atomic.Pointer[map[string]Fault]
	faultsSet sync.Mutex
)

// Inject is the injection point of the operation op: generated wrappers call it,
// under their guard, before the operation. Unless [SetFault] or [SetFaults] asked
// for a fault it is one atomic load, and returns nil.
func Inject(ctx context.Context, op string) error {
	if faults.Load() == nil {
		return nil
	}
	return inject(ctx, op)
}

func inject(ctx context.Context, op string) error {
	set := faultsNow()
	fault, ok := set[op]
	if !ok {
		fault, ok = set["*"]
	}
	if !ok || fault.Rate > 0 && rand.Float64() >= fault.Rate {
		return nil
	}
	err := fault.Err
	if err == nil {
		err = fmt.Errorf("%s: %w", op, ErrInjected)
	}
	switch fault.Kind {
	case FaultPanic:
		panic(err)
	case FaultHang:
		<-ctx.Done()
		return ctx.Err()
	}
	return err
}

// SetFault injects fault into the operation op ("*": into all that have none of
// their own) until remove is called. It proves that a guard holds, in a test:
//
//	t.Cleanup(safe.SetFault("users.Get", safe.Fault{Kind: safe.FaultPanic}))
//
// It is process-wide: tests that use the same operation must not run in parallel.
func SetFault(op string, fault Fault) (remove func()) {
	return setFaults(map[string]Fault{op: fault})
}

// SetFaults injects the faults that spec names until remove is called. A program
// that wants to be tested this way hands it an environment variable; safe reads none
// by itself. A spec is a list of op=kind or op=kind:rate, with the kinds error,
// panic and hang:
//
//	users.Get=panic,orders.List=hang:0.01,*=error:0.001
//
// If spec does not parse it sets nothing and returns an error that names the part.
func SetFaults(spec string) (remove func(), err error) {
	set := make(map[string]Fault)
	for part := range strings.SplitSeq(spec, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		op, fault, err := parseFault(part)
		if err != nil {
			return nil, err
		}
		set[op] = fault
	}
	return setFaults(set), nil
}

func parseFault(part string) (op string, fault Fault, err error) {
	op, what, ok := strings.Cut(part, "=")
	kind, rate, hasRate := strings.Cut(what, ":")
	if !ok || op == "" {
		return "", fault, fmt.Errorf("fault %q: want op=kind or op=kind:rate", part)
	}
	switch kind {
	case "error":
	case "panic":
		fault.Kind = FaultPanic
	case "hang":
		fault.Kind = FaultHang
	default:
		return "", fault, fmt.Errorf("fault %q: kind is not error, panic or hang", part)
	}
	if hasRate {
		fault.Rate, err = strconv.ParseFloat(rate, 64)
		if err != nil || !(fault.Rate > 0 && fault.Rate <= 1) {
			return "", fault, fmt.Errorf("fault %q: rate is not in (0, 1]", part)
		}
	}
	return op, fault, nil
}

// setFaults adds the faults to those that are set. remove takes out what it added
// and puts back what was there before.
func setFaults(added map[string]Fault) (remove func()) {
	before := changeFaults(func(set map[string]Fault) { maps.Copy(set, added) })
	return sync.OnceFunc(func() {
		changeFaults(func(set map[string]Fault) {
			for op := range added {
				delete(set, op)
				if fault, ok := before[op]; ok {
					set[op] = fault
				}
			}
		})
	})
}

func faultsNow() map[string]Fault {
	if set := faults.Load(); set != nil {
		return *set
	}
	return nil
}

// changeFaults replaces the faults by a changed copy and returns what was set before.
func changeFaults(change func(set map[string]Fault)) (before map[string]Fault) {
	faultsSet.Lock()
	defer faultsSet.Unlock()
	before = faultsNow()
	set := maps.Clone(before)
	if set == nil {
		set = make(map[string]Fault)
	}
	change(set)
	if len(set) == 0 {
		faults.Store(nil)
		return before
	}
	faults.Store(&set)
	return before
}
