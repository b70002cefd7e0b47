package safe_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleHandler() {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /users/{id}", func(w http.ResponseWriter, r *http.Request) {
		panic("no database")
	})
	server := httptest.NewServer(safe.Handler(mux, safe.HandlerOptions{}))
	defer server.Close()
	response, err := http.Get(server.URL + "/users/7")
	fmt.Println(response.Status, err)
	// Output: 500 Internal Server Error <nil>
}

// serve starts a server with handler, over HTTP/1 or HTTP/2, whose requests have
// the hook in their context. What it logs is an error: the guard left something to net/http.
func serve(t *testing.T, http2 bool, hook safe.Hook, handler http.HandlerFunc, options safe.HandlerOptions) *httptest.Server {
	t.Helper()
	server := httptest.NewUnstartedServer(safe.Handler(handler, options))
	server.EnableHTTP2 = http2
	server.Config.BaseContext = func(net.Listener) context.Context { return safe.WithHook(context.Background(), hook) }
	server.Config.ErrorLog = log.New(logged{t}, "", 0)
	if http2 {
		server.StartTLS()
	} else {
		server.Start()
	}
	t.Cleanup(server.Close)
	return server
}

type logged struct{ t *testing.T }

func (l logged) Write(p []byte) (int, error) {
	l.t.Errorf("the server logged %s", p)
	return len(p), nil
}

// onBoth runs test over HTTP/1 and HTTP/2.
func onBoth(t *testing.T, test func(t *testing.T, http2 bool)) {
	t.Run("HTTP1", func(t *testing.T) { test(t, false) })
	t.Run("HTTP2", func(t *testing.T) { test(t, true) })
}

// fetch gets the body from server and checks the protocol.
func fetch(t *testing.T, server *httptest.Server, http2 bool) (status int, body string, err error) {
	t.Helper()
	response, err := server.Client().Get(server.URL)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	if (response.ProtoMajor == 2) != http2 {
		t.Fatalf("protocol %s", response.Proto)
	}
	all, err := io.ReadAll(response.Body)
	return response.StatusCode, string(all), err
}

func TestHandlerAnswersOnce(t *testing.T) {
	onBoth(t, func(t *testing.T, http2 bool) {
		var hook recorder
		server := serve(t, http2, &hook, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			w.Header().Set("Content-Type", "image/png")
			w.WriteHeader(http.StatusEarlyHints) // is not the answer yet
			panic("boom")
		}, safe.HandlerOptions{})
		status, body, err := fetch(t, server, http2)
		if status != 500 || body != "Internal Server Error\n" || err != nil {
			t.Errorf("got %d %q, %v", status, body, err)
		}
		if len(hook.panicked()) != 1 || hook.panicked()[0].Value() != "boom" {
			t.Errorf("hook heard %v", hook.panicked())
		}
	})
}

func TestHandlerDropsTheConnectionOfATruncatedAnswer(t *testing.T) {
	ways := map[string]func(w http.ResponseWriter){
		"write":       func(w http.ResponseWriter) { w.Write([]byte("half of it")) },
		"string":      func(w http.ResponseWriter) { io.WriteString(w, "half of it") },
		"copy":        func(w http.ResponseWriter) { io.Copy(w, struct{ io.Reader }{strings.NewReader("half of it")}) },
		"status":      func(w http.ResponseWriter) { w.WriteHeader(http.StatusOK) },
		"flush":       func(w http.ResponseWriter) { w.(http.Flusher).Flush() },
		"flush error": func(w http.ResponseWriter) { http.NewResponseController(w).Flush() },
	}
	onBoth(t, func(t *testing.T, http2 bool) {
		for name, write := range ways {
			var hook recorder
			server := serve(t, http2, &hook, func(w http.ResponseWriter, r *http.Request) {
				write(w)
				panic("boom")
			}, safe.HandlerOptions{})
			if status, body, err := fetch(t, server, http2); err == nil {
				t.Errorf("%s: got %d %q as a whole answer", name, status, body)
			}
			if len(hook.panicked()) != 1 {
				t.Errorf("%s: hook heard %v", name, hook.panicked())
			}
		}
	})
}

// One framework answers 200 with a truncated body, two others turn a wrapped
// abort into a 500.
func TestHandlerLetsAbortPass(t *testing.T) {
	for _, abort := range []error{http.ErrAbortHandler, fmt.Errorf("proxy: %w", http.ErrAbortHandler)} {
		var hook recorder
		handler := safe.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(abort) }), safe.HandlerOptions{})
		recorded := httptest.NewRecorder()
		func() {
			defer func() {
				if value := recover(); value != abort {
					t.Errorf("recovered %v", value)
				}
			}()
			handler.ServeHTTP(recorded, httptest.NewRequest("GET", "/", nil).WithContext(safe.WithHook(t.Context(), &hook)))
		}()
		if len(hook.panicked()) != 0 || recorded.Body.Len() != 0 {
			t.Errorf("hook heard %v, answer %q", hook.panicked(), recorded.Body)
		}
	}
	onBoth(t, func(t *testing.T, http2 bool) {
		server := serve(t, http2, safe.NopHook{}, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, safe.HandlerOptions{})
		if status, body, err := fetch(t, server, http2); err == nil {
			t.Errorf("got %d %q", status, body)
		}
	})
}

func TestHandlerTellsTheHookWho(t *testing.T) {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /users/{id}", func(http.ResponseWriter, *http.Request) { panic("boom") })
	byName := safe.HandlerOptions{Route: func(*http.Request) string { return "named" }}
	tests := []struct {
		name    string
		handler http.Handler
		route   string
	}{
		{"mux inside", safe.Handler(mux, safe.HandlerOptions{}), "GET /users/{id}"},
		{"injector inside", safe.Handler(safe.RequestContext(mux, safe.RequestOptions{}), safe.HandlerOptions{}), "GET"},
		{"injector outside", safe.RequestContext(safe.Handler(mux, safe.HandlerOptions{}), safe.RequestOptions{}), "GET /users/{id}"},
		{"route", safe.Handler(mux, byName), "named"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var hook recorder
			request := httptest.NewRequest("GET", "/users/7", nil).WithContext(safe.WithHook(t.Context(), &hook))
			request.Header.Set("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
			request.Header.Set("X-Request-Id", "r-1")
			test.handler.ServeHTTP(httptest.NewRecorder(), request)
			if len(hook.panicked()) != 1 {
				t.Fatalf("hook heard %v", hook.panicked())
			}
			who, _ := safe.RequestFrom(hook.contexts[0])
			want := safe.Request{Method: "GET", Route: test.route, ID: "r-1", Trace: "0af7651916cd43dd8448eb211c80319c"}
			if who != want || hook.panicked()[0].Op() != test.route || hook.panicked()[0].TraceID() != want.Trace {
				t.Errorf("heard of %+v, op %q, trace %q", who, hook.panicked()[0].Op(), hook.panicked()[0].TraceID())
			}
		})
	}
}

func TestHandlerRouteThatPanics(t *testing.T) {
	var hook recorder
	handler := safe.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("boom") }),
		safe.HandlerOptions{Route: func(*http.Request) string { panic("route") }})
	recorded := httptest.NewRecorder()
	handler.ServeHTTP(recorded, httptest.NewRequest("GET", "/", nil).WithContext(safe.WithHook(t.Context(), &hook)))
	if recorded.Code != 500 || len(hook.panicked()) != 2 || hook.panicked()[1].Value() != "boom" || hook.panicked()[1].Op() != "GET" {
		t.Errorf("status %d, hook heard %v", recorded.Code, hook.panicked())
	}
}

func TestHandlerRespond(t *testing.T) {
	onBoth(t, func(t *testing.T, http2 bool) {
		teapot := safe.HandlerOptions{Respond: func(w http.ResponseWriter, _ *http.Request, err *safe.PanicError) {
			http.Error(w, "sorry", http.StatusTeapot)
		}}
		boom := func(http.ResponseWriter, *http.Request) { panic("boom") }
		if status, body, err := fetch(t, serve(t, http2, safe.NopHook{}, boom, teapot), http2); status != 418 || body != "sorry\n" {
			t.Errorf("got %d %q, %v", status, body, err)
		}
		var hook recorder
		broken := safe.HandlerOptions{Respond: func(http.ResponseWriter, *http.Request, *safe.PanicError) { panic("again") }}
		if status, _, err := fetch(t, serve(t, http2, &hook, boom, broken), http2); err == nil {
			t.Errorf("got %d from a responder that panics", status)
		}
		if len(hook.panicked()) != 2 || hook.panicked()[0].Value() != "boom" || hook.panicked()[1].Value() != "again" {
			t.Errorf("hook heard %v", hook.panicked())
		}
	})
}

func TestHandlerKeepsWhatTheWriterCan(t *testing.T) {
	onBoth(t, func(t *testing.T, http2 bool) {
		server := serve(t, http2, safe.NopHook{}, func(w http.ResponseWriter, r *http.Request) {
			_, flushes := w.(http.Flusher)
			_, hijacks := w.(http.Hijacker)
			_, pushes := w.(http.Pusher)
			_, reads := w.(io.ReaderFrom)
			if !flushes || hijacks == http2 || reads == http2 || pushes != http2 {
				t.Errorf("Flusher %v, Hijacker %v, ReaderFrom %v, Pusher %v", flushes, hijacks, reads, pushes)
			}
			controller := http.NewResponseController(w)
			err := errors.Join(controller.SetReadDeadline(time.Now().Add(time.Minute)), controller.SetWriteDeadline(time.Now().Add(time.Minute)),
				controller.EnableFullDuplex(), controller.Flush())
			if err != nil {
				t.Error(err)
			}
			io.Copy(w, struct{ io.Reader }{strings.NewReader("all")}) // no WriterTo: ReadFrom's turn
		}, safe.HandlerOptions{})
		if _, body, err := fetch(t, server, http2); body != "all" {
			t.Errorf("got %q, %v", body, err)
		}
	})
	bare := struct{ http.ResponseWriter }{httptest.NewRecorder()}
	safe.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, ok := w.(http.Flusher); ok {
			t.Error("Flusher where the original is none")
		}
		if err := http.NewResponseController(w).Flush(); !errors.Is(err, http.ErrNotSupported) {
			t.Errorf("flush: %v", err)
		}
	}), safe.HandlerOptions{}).ServeHTTP(bare, httptest.NewRequest("GET", "/", nil))
}

// net/http leaves a hijacked connection alone when its handler panics: the client
// waits for ever.
func TestHandlerClosesAHijackedConnection(t *testing.T) {
	ways := map[string]func(w http.ResponseWriter) (net.Conn, *bufio.ReadWriter, error){
		"Hijacker": func(w http.ResponseWriter) (net.Conn, *bufio.ReadWriter, error) { return w.(http.Hijacker).Hijack() },
		"ResponseController": func(w http.ResponseWriter) (net.Conn, *bufio.ReadWriter, error) {
			return http.NewResponseController(w).Hijack()
		},
	}
	for name, hijack := range ways {
		t.Run(name, func(t *testing.T) {
			var hook recorder
			var hijacked net.Conn // held, or the garbage collector would close it too
			server := serve(t, false, &hook, func(w http.ResponseWriter, r *http.Request) {
				conn, _, err := hijack(w)
				if err != nil {
					t.Error(err)
				}
				hijacked = conn
				panic("boom")
			}, safe.HandlerOptions{})
			conn, err := net.Dial("tcp", server.Listener.Addr().String())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			conn.SetDeadline(time.Now().Add(10 * time.Second)) // a hang is a failure
			io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")
			if all, err := io.ReadAll(conn); len(all) != 0 || err != nil {
				t.Errorf("got %q, %v", all, err)
			}
			if len(hook.panicked()) != 1 {
				t.Errorf("hook heard %v", hook.panicked())
			}
			runtime.KeepAlive(hijacked)
		})
	}
}

func TestHandlerInsideTimeoutHandlerHearsLatePanics(t *testing.T) {
	heard := make(hookChan, 1)
	late := safe.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		panic("late")
	}), safe.HandlerOptions{})
	request := httptest.NewRequest("GET", "/", nil).WithContext(safe.WithHook(t.Context(), heard))
	recorded := httptest.NewRecorder()
	http.TimeoutHandler(late, time.Millisecond, "too late").ServeHTTP(recorded, request)
	if err := <-heard; err.Value() != "late" || recorded.Code != http.StatusServiceUnavailable {
		t.Errorf("heard %v, status %d", err, recorded.Code)
	}
}

type hookChan chan *safe.PanicError

func (c hookChan) Panic(_ context.Context, err *safe.PanicError) { c <- err }
func (hookChan) Deadline(context.Context, *safe.DeadlineError)   {}
func (hookChan) Breaker(context.Context, safe.BreakerChange)     {}
func (hookChan) Fallback(context.Context, safe.FallbackUse)      {}

// discard is a ResponseWriter that costs nothing.
type discard struct{ header http.Header }

func (d discard) Header() http.Header         { return d.header }
func (d discard) Write(p []byte) (int, error) { return len(p), nil }
func (d discard) WriteHeader(int)             {}

func BenchmarkHandler(b *testing.B) {
	request := httptest.NewRequest("GET", "/users/7", nil)
	writer := discard{make(http.Header)}
	handlers := map[string]http.HandlerFunc{
		"returns": func(http.ResponseWriter, *http.Request) {},
		"panics":  func(http.ResponseWriter, *http.Request) { panic("boom") },
	}
	for name, handler := range handlers {
		b.Run(name, func(b *testing.B) {
			guarded := safe.Handler(handler, safe.HandlerOptions{})
			b.ReportAllocs()
			for b.Loop() {
				guarded.ServeHTTP(writer, request)
			}
		})
	}
}

// A breaker before a handler counts panics, answers of 500 and more, and deadlines
// that passed; a client's own deadline and its cancellation count as nothing.
func TestHandlerBreaker(t *testing.T) {
	tests := []struct {
		name    string
		handler http.HandlerFunc
		options safe.RequestOptions
		want    safe.BreakerState
	}{
		{"panic", func(http.ResponseWriter, *http.Request) { panic("broken") }, safe.RequestOptions{}, safe.Open},
		{"500", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, safe.RequestOptions{}, safe.Open},
		{"404", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, safe.RequestOptions{}, safe.Closed},
		{"deadline", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, safe.RequestOptions{MaxDeadline: time.Millisecond}, safe.Open},
		{"client's deadline", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, safe.RequestOptions{DeadlineHeader: "X-Ms"}, safe.Closed},
		{"abort", func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, safe.RequestOptions{}, safe.Closed},
	}
	for _, test := range tests {
		breaker := safe.NewBreaker("test", safe.BreakerConfig{Consecutive: 1})
		handler := safe.RequestContext(safe.Handler(test.handler, safe.HandlerOptions{Breaker: breaker}), test.options)
		request := httptest.NewRequest("GET", "/", nil)
		request.Header.Set("X-Ms", "1")
		func() {
			defer func() { recover() }() // of the abort
			handler.ServeHTTP(httptest.NewRecorder(), request)
		}()
		if breaker.State() != test.want {
			t.Errorf("%s: the breaker is %v, want %v", test.name, breaker.State(), test.want)
		}
	}
}

// A refused request is answered with when to come again.
func ExampleErrorStatus() {
	err := &safe.OpenError{Name: "users", State: safe.Open, RetryAfter: 1500 * time.Millisecond}
	header := http.Header{"Content-Length": {"7"}}
	fmt.Println(safe.ErrorStatus(header, err), header)
	// Output: 503 map[Retry-After:[2]]
}

func TestHandlerRefuses(t *testing.T) {
	breaker := safe.NewBreaker("test", safe.BreakerConfig{Consecutive: 1})
	handler := safe.Handler(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic("broken") }), safe.HandlerOptions{Breaker: breaker})
	var w *httptest.ResponseRecorder
	for range 2 {
		w = httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	}
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "5" {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

// net/http answers 200 for a handler that returns without an answer.
func TestHandlerAnswersForADeadline(t *testing.T) {
	var heard recorder
	handler := safe.Handler(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }), safe.HandlerOptions{})
	handler = safe.RequestContext(handler, safe.RequestOptions{MaxDeadline: time.Millisecond})
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest("GET", "/", nil).WithContext(safe.WithHook(t.Context(), &heard)))
	if w.Code != http.StatusServiceUnavailable || len(heard.deadlines) != 1 || heard.deadlines[0].Caller || heard.deadlines[0].Budget != time.Millisecond {
		t.Errorf("%d %v", w.Code, heard.deadlines)
	}
}

// What the handler said of the body that it did not get to write is not true of the
// answer to its panic.
func TestHandlerForgetsTheBody(t *testing.T) {
	teapot := func(w http.ResponseWriter, _ *http.Request, _ *safe.PanicError) { w.WriteHeader(http.StatusTeapot) }
	for _, options := range []safe.HandlerOptions{{}, {Respond: teapot}} {
		handler := safe.Handler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			for _, name := range []string{"Cache-Control", "Etag", "Content-Encoding", "Content-Disposition", "Vary"} {
				w.Header().Set(name, "x")
			}
			panic("boom")
		}), options)
		recorded := httptest.NewRecorder()
		handler.ServeHTTP(recorded, httptest.NewRequest("GET", "/", nil).WithContext(safe.WithHook(t.Context(), safe.NopHook{})))
		h := recorded.Header()
		if h.Get("Cache-Control") != "" || h.Get("Etag") != "" || h.Get("Content-Encoding") != "" || h.Get("Content-Disposition") != "" || h.Get("Vary") != "x" {
			t.Errorf("status %d has %v", recorded.Code, h)
		}
	}
}
