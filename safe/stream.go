package safe

import (
	"context"
	"io"
	"iter"
	"net/http"
	"runtime"
)

// The Keep functions tie a context to a result that is still read when the
// operation has returned. They take the cancel function of the context that the
// operation was called with (some the context too) and the result, and return the
// result to give to the caller; cancel runs when the stream is over. The deadline holds for the whole
// stream, as http.Client.Timeout does: a subscription wants an operation without budget.
//
// The breaker judged the call when it returned; what becomes of the stream it does
// not see.
//
// A consumer that stops early leaks nothing: each function says what ends the
// context then. If all else fails it is the deadline.

// KeepReader keeps ctx until body is closed, drained or broken. What body can do
// besides (io.WriterTo; io.Writer, after an HTTP upgrade) the result can do too.
// A body that is dropped without Close keeps ctx until its deadline, or until the
// garbage collector finds it. Errors that come of ctx's deadline are [*DeadlineError]s.
func KeepReader(ctx context.Context, cancel context.CancelFunc, body io.ReadCloser) io.ReadCloser {
	if body == nil {
		cancel()
		return nil
	}
	kept := &keptReader{body: body, ctx: ctx, cancel: cancel}
	runtime.AddCleanup(kept, func(cancel context.CancelFunc) { cancel() }, cancel)
	writer, canWrite := body.(io.Writer)
	_, canWriteTo := body.(io.WriterTo)
	switch {
	case canWrite:
		return keptReadWriter{kept, writer}
	case canWriteTo:
		return keptWriterTo{kept}
	}
	return kept
}

type keptReader struct {
	body   io.ReadCloser
	ctx    context.Context
	cancel context.CancelFunc
}

func (r *keptReader) Read(p []byte) (int, error) {
	n, err := r.body.Read(p)
	return n, r.end(err)
}

func (r *keptReader) Close() error {
	err := r.body.Close()
	r.cancel()
	return err
}

// end ends the context when a read failed or met the end.
func (r *keptReader) end(err error) error {
	if err != nil && err != io.EOF {
		err = explainCause(r.ctx, err)
	}
	if err != nil {
		r.cancel()
	}
	return err
}

type keptReadWriter struct {
	*keptReader
	io.Writer
}

type keptWriterTo struct{ *keptReader }

func (r keptWriterTo) WriteTo(w io.Writer) (int64, error) {
	n, err := r.body.(io.WriterTo).WriteTo(w)
	if err == nil {
		r.cancel() // drained
	}
	return n, r.end(err)
}

// KeepResponse keeps ctx until the body of response is closed, drained or broken.
func KeepResponse(ctx context.Context, cancel context.CancelFunc, response *http.Response) *http.Response {
	if response == nil || response.Body == nil {
		cancel()
		return response
	}
	response.Body = KeepReader(ctx, cancel, response.Body)
	return response
}

// KeepChan keeps ctx until the channel in is closed, and passes its values on. A
// goroutine does that; it ends when in is closed or ctx ends. So a consumer that
// stops early must cancel the context it called the operation with, as it must
// without a wrapper for the sender's sake; a deadline cancels it too. When ctx
// ends first the result is closed, and ctx says why.
func KeepChan[T any](ctx context.Context, cancel context.CancelFunc, in <-chan T) <-chan T {
	if in == nil {
		cancel()
		return nil
	}
	out := make(chan T, cap(in))
	go forward(ctx, cancel, in, out)
	return out
}

func forward[T any](ctx context.Context, cancel context.CancelFunc, in <-chan T, out chan<- T) {
	defer cancel()
	defer close(out)
	for {
		select {
		case value, ok := <-in:
			if !ok {
				return
			}
			select {
			case out <- value:
			case <-ctx.Done():
				return
			}
		case <-ctx.Done():
			return
		}
	}
}

// KeepSeq keeps ctx until seq was ranged over: to its end, to a break, a return or
// a panic of the loop. A sequence that is never ranged over keeps ctx until its
// deadline; one that is ranged over again finds ctx canceled.
func KeepSeq[V any](cancel context.CancelFunc, seq iter.Seq[V]) iter.Seq[V] {
	if seq == nil {
		cancel()
		return nil
	}
	return func(yield func(V) bool) {
		defer cancel()
		seq(yield)
	}
}

// KeepSeq2 is [KeepSeq] for sequences of pairs.
func KeepSeq2[K, V any](cancel context.CancelFunc, seq iter.Seq2[K, V]) iter.Seq2[K, V] {
	if seq == nil {
		cancel()
		return nil
	}
	return func(yield func(K, V) bool) {
		defer cancel()
		seq(yield)
	}
}

// KeepValue keeps ctx for a result whose end cannot be seen from outside, such as
// *sql.Rows or *sql.Tx: until its deadline, or until the garbage collector finds
// that the result is no longer used. For *sql.Rows that is after Close: until then
// database/sql watches it from a goroutine.
func KeepValue[T any](cancel context.CancelFunc, value *T) *T {
	if value == nil {
		cancel()
		return nil
	}
	runtime.AddCleanup(value, func(cancel context.CancelFunc) { cancel() }, cancel)
	return value
}
