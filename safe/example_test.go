package safe_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleSharedBreaker() {
	// Two methods of one client share the breaker of its server.
	get := safe.NewOp("users.Get", safe.OpConfig{Breaker: safe.SharedBreaker("example")})
	list := safe.NewOp("users.List", safe.OpConfig{Breaker: safe.SharedBreaker("example")})
	safe.SharedBreaker("example").Configure(safe.BreakerConfig{Consecutive: 1, OpenFor: time.Hour})

	call := func(op *safe.Op, result error) (err error) {
		var call safe.Call
		if _, err = call.Begin(context.Background(), op); err != nil {
			return err
		}
		defer call.End(&err)
		call.Returned()
		return result
	}
	fmt.Println(call(get, errors.New("connection refused")))
	var open *safe.OpenError
	if errors.As(call(list, nil), &open) {
		fmt.Println(open.Name, open.State, open.RetryAfter.Round(time.Hour))
	}
	// Output:
	// connection refused
	// example open 1h0m0s
}

func ExampleKeepReader() {
	open := func(ctx context.Context, name string) (io.ReadCloser, error) {
		ctx, cancel := safe.Deadline(ctx, "files.Open", time.Minute)
		body := io.NopCloser(strings.NewReader("contents of " + name))
		return safe.KeepReader(ctx, cancel, body), nil
	}
	file, err := open(context.Background(), "a.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close() // ends the context
	io.Copy(os.Stdout, file)
	// Output: contents of a.txt
}

func ExampleKeepChan() {
	watch := func(ctx context.Context) <-chan string {
		ctx, cancel := safe.Deadline(ctx, "users.Watch", time.Minute)
		events := make(chan string, 2)
		events <- "joined"
		events <- "left"
		close(events)
		return safe.KeepChan(ctx, cancel, events)
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel() // for a consumer that stops early
	for event := range watch(ctx) {
		fmt.Println(event)
	}
	// Output:
	// joined
	// left
}

func ExampleFallbackAfter() {
	err := errors.New("connection refused") // of the direct call
	name, source, err := safe.FallbackAfter(context.Background(), "users.Name", err, safe.Empty("somebody"))
	fmt.Println(name, source, err)
	// Output: somebody empty <nil>
}

func ExampleSetFaults() {
	os.Setenv("USERS_FAULTS", "users.Get=error")
	remove, err := safe.SetFaults(os.Getenv("USERS_FAULTS"))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer remove()
	_, err = NewSafeUsers(plainUsers{}, 0, nil).Get(context.Background(), 7)
	fmt.Println(err)
	// Output: users.Get: injected fault
}

func ExampleDefaultOutcome() {
	ctx := context.Background()
	fmt.Println(safe.DefaultOutcome(ctx, nil))
	fmt.Println(safe.DefaultOutcome(ctx, errors.New("connection refused")))
	fmt.Println(safe.DefaultOutcome(ctx, context.Canceled))
	// Output:
	// success
	// failure
	// ignored
}

func ExampleRequestAttrs() {
	handler := safe.RequestContext(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		fmt.Println(safe.RequestAttrs(r.Context()))
	}), safe.RequestOptions{})
	request := httptest.NewRequest("GET", "/", nil)
	request.Header.Set("X-Request-Id", "r-1")
	handler.ServeHTTP(httptest.NewRecorder(), request)
	// Output: [request_id=r-1]
}
