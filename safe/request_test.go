package safe_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleRequestContext() {
	handler := safe.RequestContext(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Println(safe.TraceID(r.Context()))
	}), safe.RequestOptions{DeadlineHeader: "X-Deadline-Ms"})
	request := httptest.NewRequest("GET", "/", nil)
	request.Header.Set("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	handler.ServeHTTP(httptest.NewRecorder(), request)
	// Output: 0af7651916cd43dd8448eb211c80319c
}

// contextOf is the context that the injector makes for a request with these headers.
func contextOf(ctx context.Context, options safe.RequestOptions, headers ...string) (made context.Context) {
	request := httptest.NewRequest("GET", "/", nil).WithContext(ctx)
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
	}
	safe.RequestContext(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { made = r.Context() }), options).
		ServeHTTP(httptest.NewRecorder(), request)
	return made
}

func TestRequestTraceID(t *testing.T) {
	const id, short = "0af7651916cd43dd8448eb211c80319c", "a3ce929d0e0e4736"
	const parent = "traceparent: 00-" + id + "-b7ad6b7169203331-01"
	tests := []struct {
		headers []string
		want    string
	}{
		{nil, ""},
		{[]string{parent}, id},
		{[]string{parent + "-more"}, ""},
		{[]string{strings.Replace(parent, " 00-", " cc-", 1) + "-more"}, id},
		{[]string{strings.Replace(parent, " 00-", " cc-", 1) + "more"}, ""},
		{[]string{strings.Replace(parent, " 00-", " ff-", 1)}, ""},
		{[]string{strings.ToUpper(parent)}, ""},
		{[]string{"traceparent: 00-00000000000000000000000000000000-b7ad6b7169203331-01"}, ""},
		{[]string{"traceparent: 00-" + id + "-0000000000000000-01"}, ""},
		{[]string{"traceparent: 00-" + id + "-b7ad6b7169203331-0x"}, ""},
		{[]string{"traceparent: 00-" + id}, ""},
		{[]string{"b3: " + id + "-" + short + "-1"}, id},
		{[]string{"b3: " + short + "-" + short}, short},
		{[]string{"b3: 0"}, ""}, // sampled or not, no id
		{[]string{"X-B3-TraceId: " + strings.ToUpper(id)}, id},
		{[]string{"X-B3-TraceId: " + id + "\x00"}, ""},
		{[]string{parent, "b3: " + short}, id},
		{[]string{"traceparent: nonsense", "b3: " + short}, short},
	}
	for _, test := range tests {
		if got := safe.TraceID(contextOf(t.Context(), safe.RequestOptions{}, test.headers...)); got != test.want {
			t.Errorf("%q: %q, want %q", test.headers, got, test.want)
		}
	}
}

func TestRequestID(t *testing.T) {
	for id, want := range map[string]string{"": "", "r-1": "r-1", "a b": "", "a\nb": "", "é": "", strings.Repeat("x", 129): ""} {
		named, ok := safe.RequestFrom(contextOf(t.Context(), safe.RequestOptions{}, "X-Request-Id: "+id))
		if !ok || named.ID != want || named.Method != "GET" {
			t.Errorf("%q: %+v", id, named)
		}
	}
}

func TestRequestDeadline(t *testing.T) {
	tests := []struct {
		options safe.RequestOptions
		header  string
		want    time.Duration // 0: none
	}{
		{safe.RequestOptions{}, "100", 0},
		{safe.RequestOptions{DeadlineHeader: "X-Ms"}, "100", 100 * time.Millisecond},
		{safe.RequestOptions{DeadlineHeader: "X-Ms"}, "0", 1},
		{safe.RequestOptions{DeadlineHeader: "X-Ms"}, "-5", 0},
		{safe.RequestOptions{DeadlineHeader: "X-Ms"}, "soon", 0},
		{safe.RequestOptions{DeadlineHeader: "X-Ms", MaxDeadline: time.Second}, "60000", time.Second},
		{safe.RequestOptions{DeadlineHeader: "X-Ms", MaxDeadline: time.Second}, "", time.Second},
		{safe.RequestOptions{MaxDeadline: time.Second}, "1", time.Second},
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			began := time.Now()
			deadline, ok := contextOf(t.Context(), test.options, "X-Ms: "+test.header).Deadline()
			if ok != (test.want != 0) || ok && deadline.Sub(began) != test.want {
				t.Errorf("%+v %q: %v, %v", test.options, test.header, deadline.Sub(began), ok)
			}
		})
	}
}

func TestRequestAttrs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := contextOf(t.Context(), safe.RequestOptions{MaxDeadline: time.Second}, "b3: a3ce929d0e0e4736", "X-Request-Id: r-1")
		if got := fmt.Sprint(safe.RequestAttrs(ctx)); got != "[trace_id=a3ce929d0e0e4736 request_id=r-1 deadline_ms=1000]" {
			t.Error(got)
		}
		if got := safe.RequestAttrs(context.Background()); got != nil {
			t.Error(got)
		}
	})
}

func FuzzRequestTraceID(f *testing.F) {
	f.Add("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "a3ce929d0e0e4736-1")
	f.Add("01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x", "")
	f.Fuzz(func(t *testing.T, parent, b3 string) {
		id := safe.TraceID(contextOf(t.Context(), safe.RequestOptions{}, "Traceparent: "+parent, "B3: "+b3))
		if strings.Trim(id, "0123456789abcdef") != "" || len(id) != 0 && len(id) != 16 && len(id) != 32 {
			t.Errorf("id %q", id)
		}
	})
}
