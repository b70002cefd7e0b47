package safe_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/recoverlint/recoverlint/safe"
)

func ExamplePanicError() {
	err := safe.Try("users.Get", func() error { panic("no such table") })
	var e *safe.PanicError
	if errors.As(fmt.Errorf("show user: %w", err), &e) {
		fmt.Println(e.Op(), "panicked with", e.Value())
	}
	// Output: users.Get panicked with no such table
}

func ExamplePanicError_Bug() {
	var ids []int
	for _, get := range []func() error{
		func() error { panic("no such table") },
		func() error { ids[0]++; return nil },
	} {
		var e *safe.PanicError
		if errors.As(safe.Try("users.Get", get), &e) {
			fmt.Println(e.Bug(), e.Value())
		}
	}
	// Output:
	// false no such table
	// true runtime error: index out of range [0] with length 0
}

// The error that a function panicked with can be found.
func ExamplePanicError_Unwrap() {
	err := safe.Try("config.Load", func() error { panic(fmt.Errorf("read config: %w", fs.ErrNotExist)) })
	fmt.Println(errors.Is(err, fs.ErrNotExist), errors.Is(err, safe.ErrPanic))
	// Output: true true
}

func ExamplePanicError_Format() {
	err := safe.Try("users.Get", func() error { panicsHere("boom"); return nil })
	fmt.Printf("%v\n", err)
	for line := range strings.Lines(fmt.Sprintf("%+v", err)) {
		if strings.HasSuffix(line, ".panicsHere\n") {
			fmt.Println("panicsHere is in the stack")
		}
	}
	// Output:
	// users.Get: panic: boom
	// panicsHere is in the stack
}

func ExamplePanicError_LogValue() {
	var e *safe.PanicError
	if errors.As(safe.Try("users.Get", func() error { panic("boom") }), &e) {
		for _, attr := range e.LogValue().Group() {
			fmt.Println(attr.Key)
		}
	}
	// Output:
	// msg
	// op
	// type
	// stack
}

func ExampleWithTraceID() {
	ctx := safe.WithTraceID(context.Background(), "4bf92f35") // a worker takes a job from a queue
	fmt.Println(safe.TraceID(ctx), safe.RequestAttrs(ctx))
	// Output: 4bf92f35 [trace_id=4bf92f35]
}
