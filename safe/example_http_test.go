package safe_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleRequestFrom() {
	handler := safe.RequestContext(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if request, ok := safe.RequestFrom(r.Context()); ok {
			fmt.Println(request.Method, request.ID)
		}
	}), safe.RequestOptions{})
	request := httptest.NewRequest("GET", "/users/7", nil)
	request.Header.Set("X-Request-Id", "r-1")
	handler.ServeHTTP(httptest.NewRecorder(), request)
	// Output: GET r-1
}

// The client's time is a header, and the server's own limit is the upper one.
func ExampleRequestOptions() {
	options := safe.RequestOptions{DeadlineHeader: "X-Deadline-Ms", MaxDeadline: 2 * time.Hour}
	handler := safe.RequestContext(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		left, _ := safe.DeadlineLeft(r.Context())
		fmt.Println(left.Round(time.Hour))
	}), options)
	for _, ms := range []string{"3600000", "86400000"} { // an hour, a day
		request := httptest.NewRequest("GET", "/", nil)
		request.Header.Set("X-Deadline-Ms", ms)
		handler.ServeHTTP(httptest.NewRecorder(), request)
	}
	// Output:
	// 1h0m0s
	// 2h0m0s
}

// Middleware that gives the handler a copy of the request.
func ExampleKeepForm() {
	middleware := func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			traced := r.WithContext(safe.WithTraceID(r.Context(), "0af7651916cd43dd8448eb211c80319c"))
			next.ServeHTTP(w, traced)
			safe.KeepForm(r, traced)
		})
	}
	request := httptest.NewRequest("POST", "/", strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--x--\r\n"))
	request.Header.Set("Content-Type", "multipart/form-data; boundary=x")
	middleware(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		r.ParseMultipartForm(1 << 20)
	})).ServeHTTP(httptest.NewRecorder(), request)
	fmt.Println(request.MultipartForm.Value)
	// Output: map[a:[b]]
}

// The response to a panic tells the client what to ask support about, and no more.
func ExampleHandlerOptions() {
	options := safe.HandlerOptions{
		Respond: func(w http.ResponseWriter, _ *http.Request, err *safe.PanicError) {
			w.Header().Set("Content-Type", "application/json")
			w.WriteHeader(http.StatusInternalServerError)
			fmt.Fprintf(w, `{"error": "internal", "trace_id": %q}`, err.TraceID())
		},
	}
	handler := safe.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		panic("no database")
	}), options)
	request := httptest.NewRequest("GET", "/users/7", nil)
	request.Header.Set("B3", "0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1")
	response := httptest.NewRecorder()
	handler.ServeHTTP(response, request)
	fmt.Println(response.Code, response.Body)
	// Output: 500 {"error": "internal", "trace_id": "0af7651916cd43dd8448eb211c80319c"}
}

// The hook's context knows the request, by its id and its route.
func ExampleRequest() {
	hook := panicHook(func(request safe.Request, err *safe.PanicError) {
		fmt.Printf("%q %s: %v\n", request.Route, request.ID, err.Value())
	})
	defer safe.SetHook(safe.SetHook(hook))
	mux := http.NewServeMux()
	mux.HandleFunc("GET /users/{id}", func(http.ResponseWriter, *http.Request) { panic("no database") })
	request := httptest.NewRequest("GET", "/users/7", nil)
	request.Header.Set("X-Request-Id", "r-1")
	safe.Handler(mux, safe.HandlerOptions{}).ServeHTTP(httptest.NewRecorder(), request)
	// Output: "GET /users/{id}" r-1: no database
}

// Middleware of a router that has a request type of its own.
func ExampleRequestOptions_Context() {
	request := httptest.NewRequest("GET", "/users/7", nil)
	request.Header.Set("X-Request-Id", "r-1")
	ctx, cancel := safe.RequestOptions{MaxDeadline: 2 * time.Second}.Context(request, "GET /users/:id")
	defer cancel()
	named, _ := safe.RequestFrom(ctx)
	fmt.Println(named.Route, named.ID)
	// Output: GET /users/:id r-1
}

// A handler that gives up when its time is over has not answered.
func ExampleRequestExpired() {
	request := httptest.NewRequest("GET", "/users/7", nil)
	ctx, cancel := safe.RequestOptions{MaxDeadline: time.Millisecond}.Context(request, "GET /users/:id")
	defer cancel()
	<-ctx.Done()
	fmt.Println(safe.RequestExpired(ctx, "GET /users/:id"))
	// Output: GET /users/:id: budget of 1ms exceeded
}
