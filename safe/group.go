package safe

import (
	"context"
	"errors"
	"fmt"
	"sync"
)

// A Group runs the parts of one task in goroutines of their own, and waits for
// them. It has the methods of golang.org/x/sync/errgroup, and what they promise:
// the first error cancels the group's context and is what Wait returns. More than
// that, a part that panics has failed with a [*PanicError], and one that ends with
// runtime.Goexit has failed with [ErrGoexit].
//
// The zero Group has no limit, and no context to cancel; it tells the hook of the
// process. A Group must not be copied, nor be used for a second task.
type Group struct {
	ctx    context.Context
	cancel context.CancelCauseFunc
	wg     sync.WaitGroup
	slots  chan struct{} // nil: no limit

	mu    sync.Mutex
	err   error
	abort any // the first panic value that is http.ErrAbortHandler
}

// groupOp is the operation of a Group's panics: its functions have no names.
const groupOp = "safe.Group"

// WithContext returns a Group, and a context that ends when a function of the
// group fails or when Wait returns, whichever is first. The context's cause is the
// group's error. Hook and trace id come from ctx.
func WithContext(ctx context.Context) (*Group, context.Context) {
	ctx, cancel := context.WithCancelCause(ctx)
	return &Group{ctx: ctx, cancel: cancel}, ctx
}

// Go calls fn in a new goroutine. If the group has a limit it waits until fewer
// goroutines are active. The first call must happen before Wait.
func (g *Group) Go(fn func() error) {
	if g.slots != nil {
		g.slots <- struct{}{}
	}
	g.start(fn)
}

// TryGo is Go if that does not have to wait. It reports whether it started fn.
func (g *Group) TryGo(fn func() error) bool {
	if g.slots != nil {
		select {
		case g.slots <- struct{}{}:
		default:
			return false
		}
	}
	g.start(fn)
	return true
}

// SetLimit lets at most n goroutines be active at once; a negative n means no
// limit, and 0 that none may start. It panics if goroutines are active that the
// limit before counted.
func (g *Group) SetLimit(n int) {
	if active := len(g.slots); active > 0 {
		panic(fmt.Sprintf("safe: limit of a group changed while %d of its goroutines are active", active))
	}
	g.slots = nil
	if n >= 0 {
		g.slots = make(chan struct{}, n)
	}
}

// Wait waits until all functions have returned, ends the group's context, and
// returns the first error. A panic is never behind another function's error: the
// first one that comes later is joined to it (errors.Join). The hook hears of all
// panics.
//
// If a function panicked with http.ErrAbortHandler, wrapped or not, Wait panics
// with the same value: that drops the connection when a handler waits.
func (g *Group) Wait() error {
	g.wg.Wait()
	if g.cancel != nil {
		g.cancel(g.err) // if it has not ended yet
	}
	if g.abort != nil {
		panic(g.abort)
	}
	return g.err
}

func (g *Group) start(fn func() error) {
	g.wg.Add(1)
	go g.run(fn)
}

// run is one goroutine of the group.
func (g *Group) run(fn func() error) {
	o := outcome{err: ErrGoexit}
	defer func() { g.end(o.end()) }()
	o.call(g.context(), groupOp, fn)
}

// end is the end of a goroutine: failed or not, the slot is free afterwards.
func (g *Group) end(err error) {
	defer g.release()
	if err != nil {
		g.fail(err)
	}
}

func (g *Group) release() {
	if g.slots != nil {
		<-g.slots
	}
	g.wg.Done()
}

// fail keeps err if it is the first of its kind, cancels, and tells of a panic.
func (g *Group) fail(err error) {
	e := knownPanic(err)
	abort := e != nil && aborts(e.Value())
	kept := g.keep(err, e, abort)
	if g.cancel != nil {
		g.cancel(err)
	}
	switch {
	case abort || e == nil:
		// not for the hook: an abort is no fault, and an error is Wait's
	case kept:
		hookOf(g.context()).Panic(g.context(), e)
	default:
		hookOf(g.context()).lastPanic(g.context(), e)
	}
}

// keep reports whether Wait will return err. e is the panic in err, or nil.
func (g *Group) keep(err error, e *PanicError, abort bool) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	switch {
	case abort && g.abort == nil:
		g.abort = e.Value()
	case g.err == nil:
		g.err = err
	case e != nil && knownPanic(g.err) == nil:
		g.err = errors.Join(g.err, err)
	default:
		return false
	}
	return true
}

func (g *Group) context() context.Context {
	if g.ctx == nil {
		return context.Background()
	}
	return g.ctx
}
