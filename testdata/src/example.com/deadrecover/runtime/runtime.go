// Package runtime calls the guards of package safe instead of deferring them.
package runtime

import (
	"context"
	"os"

	"github.com/recoverlint/recoverlint/safe"
)

func Right(ctx context.Context) (err error) {
	defer safe.RecoverContext(ctx, &err, "right")
	return risky()
}

func Called() (err error) {
	safe.Recover(&err, "called") // want `Recover recovers only when it is deferred: this call has no effect on a panic`
	return risky()
}

func Nested() (err error) {
	defer func() {
		safe.Recover(&err, "nested") // want `recover in Recover has no effect here: it works only when a defer statement runs Recover`
	}()
	return risky()
}

func EndCalled(ctx context.Context, op *safe.Op) (err error) {
	var call safe.Call
	if ctx, err = call.Begin(ctx, op); err != nil {
		return err
	}
	err = risky()
	call.Returned()
	call.End(&err) // want `End recovers only when it is deferred: this call has no effect on a panic`
	return err
}

func EndDeferred(ctx context.Context, op *safe.Op) (err error) {
	var call safe.Call
	if ctx, err = call.Begin(ctx, op); err != nil {
		return err
	}
	defer call.End(&err)
	err = risky()
	call.Returned()
	return err
}

func risky() error {
	if len(os.Args) > 1 {
		panic("risky")
	}
	return nil
}
