package safe

import (
	"cmp"
	"context"
	"net/http"
	"strconv"
)

// HandlerOptions changes what [Handler] does on a panic. The zero value is fine.
type HandlerOptions struct {
	// Route names the route of a request for the hook. Nil: the pattern that
	// http.ServeMux found, or "METHOD" where there is none. It must not be the path:
	// routes are counted.
	Route func(r *http.Request) string

	// Respond writes the response, if nothing was written yet. Nil: status 500 with
	// one line of text. It never gets to see the stack unless it asks err for it. What
	// the handler had said of its body (Content-Encoding, Cache-Control, Etag and the
	// like) is taken out before.
	Respond func(w http.ResponseWriter, r *http.Request, err *PanicError)

	// Breaker refuses requests, with status 503 and the header Retry-After, when the
	// handler keeps panicking, answering with a status of 500 or more, or running out
	// of the time that [RequestOptions] gives it. Nil: none.
	Breaker *Breaker
}

// Handler guards next. When it panics the client gets one response: status 500 if
// nothing was written, otherwise the connection is dropped, so that a truncated
// answer does not look complete. The hook hears of it, with the route as the
// operation and with a context that holds the trace id ([TraceID]) and the request
// ([RequestFrom]).
//
// A handler that returns without an answer when the deadline of its request has
// passed did not mean the empty answer, with status 200, that net/http would give:
// the client gets status 503, and the hook hears of the deadline.
//
// http.ErrAbortHandler, wrapped or not, goes on untouched: it is how a handler
// drops the connection. A connection that was hijacked is closed, for net/http
// leaves it open.
//
// The ResponseWriter that next gets is an http.Flusher, Hijacker or Pusher if the
// original is one, and works with http.ResponseController. Put Handler inside
// http.TimeoutHandler, not around it: that one drops panics after its timeout.
func Handler(next http.Handler, options HandlerOptions) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		lease, err := options.Breaker.Acquire(r.Context())
		if err != nil {
			answer(w, err)
			return
		}
		watched := &watchedWriter{ResponseWriter: w, lease: lease}
		defer options.end(watched, r)
		next.ServeHTTP(watched.asCapableAs(w), r)
		options.returned(watched, r)
	})
}

// answer tells the client of an error.
func answer(w http.ResponseWriter, err error) {
	status := ErrorStatus(w.Header(), err)
	http.Error(w, http.StatusText(status), status)
}

// returned ends a request whose handler came back.
func (o *HandlerOptions) returned(w *watchedWriter, r *http.Request) {
	ctx := r.Context()
	var err error
	if ctx.Err() == context.DeadlineExceeded { // before a route is asked for
		err = RequestExpired(ctx, o.route(r))
	}
	switch {
	case err != nil && !w.wrote:
		answer(w, err)
	case err == nil && w.status >= http.StatusInternalServerError:
		err = errStatus(w.status)
	}
	w.lease.Done(ctx, err)
}

// An errStatus is an answer that counts as a failure of the handler.
type errStatus int

func (e errStatus) Error() string { return "status " + strconv.Itoa(int(e)) }

// end is deferred. Its recover stops a panic of the handler.
func (o *HandlerOptions) end(w *watchedWriter, r *http.Request) {
	value := recover()
	if value == nil { // it returned, or left by runtime.Goexit
		w.lease.slot.settle(r.Context(), Ignored, nil)
		return
	}
	if w.hijacked != nil {
		defer w.hijacked.Close()
	}
	if aborts(value) {
		w.lease.slot.settle(r.Context(), Ignored, nil)
		panic(value)
	}
	route := o.route(r)
	ctx := withRequest(r.Context(), requestOf(r, route))
	err := NewPanicError(ctx, route, value)
	hookOf(ctx).Panic(ctx, err)
	w.lease.Done(ctx, err)
	if w.hijacked != nil {
		return
	}
	if w.wrote || !o.respond(w, r.WithContext(ctx), err) {
		panic(http.ErrAbortHandler)
	}
}

// route names the route of r. A Route that panics must not hide the handler's
// panic: the method has to do, and the hook hears of both.
func (o *HandlerOptions) route(r *http.Request) (route string) {
	if o.Route != nil {
		defer func() {
			if value := recover(); value != nil {
				route = r.Method
				reportPanic(r.Context(), route+" (route of a panic)", value)
			}
		}()
		return o.Route(r)
	}
	return cmp.Or(r.Pattern, r.Method)
}

// respond writes the response and reports whether that worked. A responder that
// panics has not: the hook hears of its panic too.
func (o *HandlerOptions) respond(w *watchedWriter, r *http.Request, err *PanicError) (ok bool) {
	defer func() {
		if value := recover(); value != nil {
			reportPanic(r.Context(), err.Op()+" (response to a panic)", value)
		}
	}()
	if o.Respond == nil {
		answer(w, err)
		return true
	}
	forgetBody(w.Header())
	o.Respond(w.asCapableAs(w.ResponseWriter), r, err)
	return true
}

func reportPanic(ctx context.Context, op string, value any) {
	if !aborts(value) {
		hookOf(ctx).Panic(ctx, NewPanicError(ctx, op, value))
	}
}
