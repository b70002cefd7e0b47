package safe

import (
	"cmp"
	"context"
	"net/http"
)

// HandlerOptions changes what [Handler] does on a panic. The zero value is fine.
type HandlerOptions struct {
	// Route names the route of a request for the hook. Nil: the pattern that
	// http.ServeMux found, or "METHOD" where there is none. It must not be the path:
	// routes are counted.
	Route func(r *http.Request) string

	// Respond writes the response, if nothing was written yet. Nil: status 500 with
	// one line of text. It never gets to see the stack unless it asks err for it.
	Respond func(w http.ResponseWriter, r *http.Request, err *PanicError)
}

// Handler guards next. When it panics the client gets one response: status 500 if
// nothing was written, otherwise the connection is dropped, so that a truncated
// answer does not look complete. The hook hears of it, with the route as the
// operation and with a context that holds the trace id ([TraceID]) and the request
// ([RequestFrom]).
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
		watched := &watchedWriter{ResponseWriter: w}
		defer options.end(watched, r)
		next.ServeHTTP(watched.asCapableAs(w), r)
	})
}

// end is deferred. Its recover stops a panic of the handler.
func (o *HandlerOptions) end(w *watchedWriter, r *http.Request) {
	value := recover()
	if value == nil {
		return
	}
	if w.hijacked != nil {
		defer w.hijacked.Close()
	}
	if aborts(value) {
		panic(value)
	}
	route := o.route(r)
	ctx := withRequest(r.Context(), requestOf(r, route))
	err := NewPanicError(ctx, route, value)
	hookOf(ctx).Panic(ctx, err)
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
		http.Error(w, http.StatusText(http.StatusInternalServerError), http.StatusInternalServerError)
		return true
	}
	o.Respond(w.asCapableAs(w.ResponseWriter), r, err)
	return true
}

func reportPanic(ctx context.Context, op string, value any) {
	if !aborts(value) {
		hookOf(ctx).Panic(ctx, NewPanicError(ctx, op, value))
	}
}
