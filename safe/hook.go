package safe

import (
	"context"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// A Hook hears of everything that this package stopped, limited or replaced. Its
// methods are called in the goroutine in which it happened, by many at once, and
// outside all locks; they should return soon. One that panics loses what it was
// told, and nothing else. [Unheard] counts that.
//
// Embed [NopHook] to implement some of the methods.
type Hook interface {
	// Panic hears of a panic that became an error, or goes on. It hears once of each
	// PanicError, however many guards that passes; of a panic that goes on, it hears
	// from each guard that it passes.
	Panic(ctx context.Context, err *PanicError)
	// Deadline hears of an operation that ran out of time.
	Deadline(ctx context.Context, err *DeadlineError)
	// Breaker hears of a breaker that changed its state.
	Breaker(ctx context.Context, change BreakerChange)
	// Fallback hears of an answer that did not come from its first source.
	Fallback(ctx context.Context, used FallbackUse)
}

// An ErrorHook is a [Hook] that also hears of the errors that functions started
// with [Go] and [AfterFunc] return. Nobody else gets to see those.
type ErrorHook interface {
	Hook
	Error(ctx context.Context, op string, err error)
}

// NopHook hears of everything and does nothing.
type NopHook struct{}

// Panic does nothing.
func (NopHook) Panic(context.Context, *PanicError) {}

// Deadline does nothing.
func (NopHook) Deadline(context.Context, *DeadlineError) {}

// Breaker does nothing.
func (NopHook) Breaker(context.Context, BreakerChange) {}

// Fallback does nothing.
func (NopHook) Fallback(context.Context, FallbackUse) {}

var (
	processHook atomic.Pointer[toldHook]
	noHook      = new(toldHook)
	unheard     atomic.Uint64
	telling     atomic.Int64 // hooks that are being told something now
)

// SetHook sets the hook of the process, and returns the one before. Nil means none.
// Without a hook a panic in a function with an error result is that error and
// nothing more; one in a goroutine of [Go] is only counted ([Unheard]).
func SetHook(h Hook) (previous Hook) {
	old := processHook.Swap(newToldHook(h))
	if old == nil {
		return nil
	}
	return old.hook
}

type hookKey struct{}

// WithHook returns a context whose operations tell h, and not the hook of the
// process. Nil means the hook of the process again.
func WithHook(ctx context.Context, h Hook) context.Context {
	return context.WithValue(ctx, hookKey{}, newToldHook(h))
}

// Unheard is how many panics and errors nobody heard of since the process began:
// those in a goroutine of [Go] or [AfterFunc] while there was no hook (for errors,
// no [ErrorHook]), and whatever a hook was told when it panicked. Export it as a
// metric; it should stay 0.
func Unheard() uint64 { return unheard.Load() }

// hookOf returns what tells the hook of ctx or of the process. It is never nil.
func hookOf(ctx context.Context) *toldHook {
	if ctx != nil {
		if h, _ := ctx.Value(hookKey{}).(*toldHook); h != nil {
			return h
		}
	}
	if h := processHook.Load(); h != nil {
		return h
	}
	return noHook
}

// A toldHook tells a hook, and survives it. The zero value tells nobody.
type toldHook struct {
	hook   Hook
	errors ErrorHook // hook, if it is one
}

func newToldHook(h Hook) *toldHook {
	if h == nil {
		return nil
	}
	errors, _ := h.(ErrorHook)
	return &toldHook{h, errors}
}

// Panic tells the hook of err, unless one heard of it already.
func (t *toldHook) Panic(ctx context.Context, err *PanicError) {
	if t.hook != nil && err.heard.CompareAndSwap(false, true) {
		tell(func() { t.hook.Panic(ctx, err) })
	}
}

func (t *toldHook) Deadline(ctx context.Context, err *DeadlineError) {
	if t.hook != nil {
		tell(func() { t.hook.Deadline(ctx, err) })
	}
}

func (t *toldHook) Breaker(ctx context.Context, change BreakerChange) {
	if t.hook != nil {
		tell(func() { t.hook.Breaker(ctx, change) })
	}
}

func (t *toldHook) Fallback(ctx context.Context, used FallbackUse) {
	if t.hook != nil {
		tell(func() { t.hook.Fallback(ctx, used) })
	}
}

// lastPanic tells the hook of a panic that nobody else will hear of.
func (t *toldHook) lastPanic(ctx context.Context, err *PanicError) {
	if t.hook == nil && err.heard.CompareAndSwap(false, true) {
		unheard.Add(1)
	}
	t.Panic(ctx, err)
}

// lastError tells the hook of an error that nobody else will hear of.
func (t *toldHook) lastError(ctx context.Context, op string, err error) {
	if t.errors == nil {
		unheard.Add(1)
		return
	}
	tell(func() { t.errors.Error(ctx, op, err) })
}

// tell calls fn, which calls a hook. What happens inside a hook is not told to
// hooks: one that is guarded itself, and panics, would never end.
func tell(fn func()) {
	defer telling.Add(-1)
	if telling.Add(1) > 1 && inHook() {
		unheard.Add(1)
		return
	}
	callHook(fn)
}

// callHook calls fn, and survives it. It is not inlined, for [inHook] looks for it.
//
//go:noinline
func callHook(fn func()) {
	defer func() {
		if recover() != nil {
			unheard.Add(1)
		}
	}()
	fn()
}

// hookPC is the one place in callHook where a hook is called, as the program
// counter that is on the stack meanwhile.
var hookPC = sync.OnceValue(func() uintptr {
	var pcs [1]uintptr
	callHook(func() { runtime.Callers(2, pcs[:]) }) // skips runtime.Callers and the literal
	return pcs[0]
})

// inHook reports whether this goroutine is in a hook. The stack knows: there is
// nothing else that belongs to a goroutine. (At depth 50 this takes about as long
// as the rest of a panic: BenchmarkPanicHook.)
func inHook() bool {
	var pcs [64]uintptr
	for skip := 1; ; skip += len(pcs) {
		n := runtime.Callers(skip, pcs[:])
		if slices.Contains(pcs[:n], hookPC()) {
			return true
		}
		if n < len(pcs) {
			return false
		}
	}
}
