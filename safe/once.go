package safe

import (
	"context"
	"sync"
	"sync/atomic"
)

// Once calls a function once, like sync.Once, but does not forget a panic. After
// one, sync.Once.Do does nothing, silently, for ever: its callers go on as if what
// they need were there. Do of this Once panics at every call, as Do has no other
// result and as sync.OnceFunc does.
//
// The zero Once is ready. It must not be copied.
type Once struct {
	state atomic.Uint32 // onceNew, onceDone or onceFailed
	mu    sync.Mutex
	cause any  // what Do panics with
	ended bool // fn has returned
}

const (
	onceNew = iota
	onceDone
	onceFailed
)

// Do calls fn, if no call of Do did so before; otherwise it waits until that one
// has returned. (So fn must not call Do.)
//
// If fn panics, this call and each later one panic with a [*PanicError], always
// the same, of which the hook of the process hears once; with http.ErrAbortHandler
// they panic as it is. If fn ended its goroutine with runtime.Goexit, each later call
// panics with [ErrGoexit].
func (o *Once) Do(fn func()) {
	if o.state.Load() != onceDone {
		o.do(fn)
	}
}

func (o *Once) do(fn func()) {
	o.mu.Lock()
	switch o.state.Load() {
	case onceNew:
		defer o.end()
		fn()
		o.ended = true
	case onceFailed:
		o.mu.Unlock()
		panic(o.cause)
	default:
		o.mu.Unlock()
	}
}

// end is deferred by the call that called fn.
func (o *Once) end() {
	value := recover()
	if value == nil {
		if !o.ended {
			o.cause = ErrGoexit
		}
		o.unlock()
		return
	}
	ctx := context.Background()
	if !aborts(value) {
		value = NewPanicError(ctx, "safe.Once", value)
	}
	o.cause = value
	o.unlock()
	if e, ok := value.(*PanicError); ok {
		hookOf(ctx).Panic(ctx, e)
	}
	panic(value)
}

func (o *Once) unlock() {
	if o.cause == nil {
		o.state.Store(onceDone)
	} else {
		o.state.Store(onceFailed)
	}
	o.mu.Unlock()
}
