package safe

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Request names the HTTP request that a context belongs to.
type Request struct {
	Method string
	Route  string // the pattern, as in "GET /users/{id}"; empty until it is known
	ID     string // from the request header X-Request-Id; may be empty
	Trace  string // the trace id; may be empty
}

type requestKey struct{}

// RequestFrom returns the request that ctx belongs to: [RequestContext] puts it
// there, and [Handler] does for the hook.
func RequestFrom(ctx context.Context) (Request, bool) {
	r, ok := ctx.Value(requestKey{}).(Request)
	return r, ok
}

// RequestOptions says what [RequestContext] takes from a request besides its ids.
type RequestOptions struct {
	// DeadlineHeader is the request header that says how many milliseconds the
	// client still waits, as in "X-Deadline-Ms"; empty: none. A client can shorten its
	// request with it, never lengthen it.
	DeadlineHeader string
	// MaxDeadline limits every request; 0: no limit.
	MaxDeadline time.Duration
}

// RequestContext puts into the context of each request who asks and how long they
// wait: the trace id ([TraceID]), from the header traceparent or, failing that, from
// B3's; the request id ([RequestFrom]); and a deadline, if options ask for one. An
// id that is not well formed is left out: ids come from strangers and go into logs.
func RequestContext(next http.Handler, options RequestOptions) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := options.Context(r, "")
		defer cancel()
		under := r.WithContext(ctx)
		next.ServeHTTP(w, under)
		KeepForm(r, under)
	})
}

// KeepForm gives to a request the multipart form that was parsed by way of a copy of
// it, as [http.Request.WithContext] makes them. net/http removes the temporary files
// with the uploads of the request itself only. Middleware that hands a copy on calls
// it when the handler has returned.
func KeepForm(original, copied *http.Request) {
	if original.MultipartForm == nil {
		original.MultipartForm = copied.MultipartForm
	}
}

// Context is what [RequestContext] gives a request, for middleware of routers that
// have a type of their own for it. route is the pattern, if it is known by now. Call
// cancel when the request is over.
func (o RequestOptions) Context(r *http.Request, route string) (context.Context, context.CancelFunc) {
	ctx := withRequest(r.Context(), requestOf(r, route))
	op := cmp.Or(route, "request")
	if wish, ok := o.wish(r); ok && (o.MaxDeadline <= 0 || wish < o.MaxDeadline) {
		return context.WithTimeoutCause(ctx, wish, &DeadlineError{Op: op, Budget: wish, Caller: true})
	}
	return Deadline(ctx, op, o.MaxDeadline)
}

// RequestExpired is nil, or a [*DeadlineError] if the deadline of the request that ctx
// belongs to has passed; the hook hears of that. Middleware asks it when the handler
// has returned: one that gave up without an answer did not mean an empty one.
func RequestExpired(ctx context.Context, route string) error {
	if ctx.Err() != context.DeadlineExceeded {
		return nil
	}
	cause, ok := context.Cause(ctx).(*DeadlineError)
	if !ok {
		cause = &DeadlineError{Caller: true}
	}
	return explain(ctx, route, cause.Budget, !cause.Caller, ctx.Err())
}

// wish is how long the client still waits, if it says so.
func (o RequestOptions) wish(r *http.Request) (time.Duration, bool) {
	if o.DeadlineHeader == "" {
		return 0, false
	}
	ms, err := strconv.ParseUint(r.Header.Get(o.DeadlineHeader), 10, 32)
	if err != nil {
		return 0, false
	}
	return max(time.Duration(ms)*time.Millisecond, 1), true // 0 ms left is no time, not no limit
}

// requestOf names r by its headers, and by its context where that knows better.
func requestOf(r *http.Request, route string) Request {
	known, _ := RequestFrom(r.Context())
	named := Request{Method: r.Method, Route: route, ID: known.ID, Trace: TraceID(r.Context())}
	if named.ID == "" {
		named.ID = requestID(r.Header)
	}
	if named.Trace == "" {
		named.Trace = traceID(r.Header)
	}
	return named
}

// withRequest puts a request and its trace id into ctx.
func withRequest(ctx context.Context, named Request) context.Context {
	if named.Trace != "" && TraceID(ctx) != named.Trace {
		ctx = WithTraceID(ctx, named.Trace)
	}
	return context.WithValue(ctx, requestKey{}, named)
}

// RequestAttrs are the attributes to log of ctx: trace_id, request_id, route, and
// deadline_ms, the milliseconds that are left. What is not known is left out.
func RequestAttrs(ctx context.Context) []slog.Attr {
	var attrs []slog.Attr
	add := func(key, value string) {
		if value != "" {
			attrs = append(attrs, slog.String(key, value))
		}
	}
	named, _ := RequestFrom(ctx)
	add("trace_id", TraceID(ctx))
	add("request_id", named.ID)
	add("route", named.Route)
	if left, limited := DeadlineLeft(ctx); limited {
		attrs = append(attrs, slog.Int64("deadline_ms", left.Milliseconds()))
	}
	return attrs
}

const maxID = 128 // bytes of a request id; longer ones are no ids

// requestID is the header X-Request-Id if it is printable ASCII without spaces.
func requestID(h http.Header) string {
	id := h.Get("X-Request-Id")
	if len(id) > maxID || strings.IndexFunc(id, func(r rune) bool { return r <= ' ' || r > '~' }) >= 0 {
		return ""
	}
	return id
}

// traceID is the trace id of the headers, 32 lower-case hex digits (16 in old B3), or "".
func traceID(h http.Header) string {
	if id := traceparentID(h.Get("Traceparent")); id != "" {
		return id
	}
	if id, _, _ := strings.Cut(h.Get("B3"), "-"); isB3ID(id) { // {trace}-{span}-{sampled}-{parent}
		return strings.ToLower(id)
	}
	if id := h.Get("X-B3-Traceid"); isB3ID(id) {
		return strings.ToLower(id)
	}
	return ""
}

// traceparentID reads W3C Trace Context, section 3.2.2: version "-" trace id "-"
// parent id "-" flags. Version ff is invalid, and so is an id of zeros; a later
// version may have more after the flags.
func traceparentID(s string) string {
	const full = len("00-0123456789abcdef0123456789abcdef-0123456789abcdef-01")
	if len(s) < full || s[2] != '-' || s[35] != '-' || s[52] != '-' {
		return ""
	}
	version, trace, parent, flags := s[:2], s[3:35], s[36:52], s[53:full]
	if len(s) > full && (version == "00" || s[full] != '-') || version == "ff" {
		return ""
	}
	if !isHex(version) || !isHex(flags) || !isID(trace) || !isID(parent) {
		return ""
	}
	return trace
}

func isB3ID(s string) bool {
	return (len(s) == 32 || len(s) == 16) && isID(strings.ToLower(s))
}

// isID reports whether s is lower-case hex and not all zeros.
func isID(s string) bool { return isHex(s) && strings.Trim(s, "0") != "" }

func isHex(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !('0' <= r && r <= '9' || 'a' <= r && r <= 'f') }) < 0
}
