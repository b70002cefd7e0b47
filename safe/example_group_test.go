package safe_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleWithContext() {
	group, ctx := safe.WithContext(context.Background())
	group.Go(func() error { return errors.New("connection refused") })
	<-ctx.Done() // the other parts may stop
	fmt.Println(context.Cause(ctx), "-", group.Wait())
	// Output: connection refused - connection refused
}

// A panic is never behind another part's error.
func ExampleGroup_Wait() {
	group, ctx := safe.WithContext(context.Background())
	group.Go(func() error { return errors.New("connection refused") })
	group.Go(func() error {
		<-ctx.Done()
		panic("boom")
	})
	fmt.Println(group.Wait())
	// Output:
	// connection refused
	// safe.Group: panic: boom
}

func ExampleGroup_TryGo() {
	var group safe.Group
	group.SetLimit(1)
	release := make(chan struct{})
	fmt.Println(group.TryGo(func() error { <-release; return nil }))
	fmt.Println(group.TryGo(func() error { return nil })) // no room
	close(release)
	fmt.Println(group.Wait())
	// Output:
	// true
	// false
	// <nil>
}

// A part that ends with runtime.Goexit (t.FailNow does) has not succeeded.
func ExampleGroup_goexit() {
	var group safe.Group
	group.Go(func() error {
		runtime.Goexit()
		return nil
	})
	err := group.Wait()
	fmt.Println(errors.Is(err, safe.ErrGoexit), err)
	// Output: true goroutine ended by runtime.Goexit
}
