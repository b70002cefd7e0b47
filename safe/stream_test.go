package safe_test

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleKeepSeq() {
	list := func(ctx context.Context) iter.Seq[int] {
		ctx, cancel := safe.Deadline(ctx, "users.List", time.Minute)
		return safe.KeepSeq(cancel, func(yield func(int) bool) {
			for i := 0; ctx.Err() == nil && yield(i); i++ {
			}
		})
	}
	for i := range list(context.Background()) {
		if i == 3 {
			break // ends the context
		}
		fmt.Println(i)
	}
	// Output:
	// 0
	// 1
	// 2
}

// body is a body that ends with its context.
type body struct {
	io.Reader
	ctx    context.Context
	closed bool
}

func (b *body) Read(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	return b.Reader.Read(p)
}

func (b *body) Close() error { b.closed = true; return nil }

// streamUsers is a dependency whose streams live as long as the context.
type streamUsers struct {
	Users
	ctx context.Context // the last call's
}

func (u *streamUsers) Avatar(ctx context.Context, _ int) (io.ReadCloser, error) {
	u.ctx = ctx
	return &body{Reader: strings.NewReader("a picture"), ctx: ctx}, nil
}

func (u *streamUsers) Watch(ctx context.Context) (<-chan User, error) {
	u.ctx = ctx
	users := make(chan User)
	go func() {
		defer close(users)
		for id := range 3 {
			select {
			case users <- User{ID: id}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return users, nil
}

// Another generator's timeout decorator cancels on return: 4 bytes, then
// "context canceled".
func TestReaderOutlivesTheCall(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "head")
		http.NewResponseController(w).Flush()
		w.Write(bytes.Repeat([]byte("x"), 1<<20))
	}))
	defer server.Close()
	op := safe.NewOp("fetch", safe.OpConfig{Budget: time.Minute})
	var used context.Context
	fetch := func(ctx context.Context) (response *http.Response, err error) {
		var call safe.Call
		if ctx, err = call.Begin(ctx, op); err != nil {
			return nil, err
		}
		defer call.End(&err)
		used = ctx
		request, err := http.NewRequestWithContext(ctx, "GET", server.URL, nil)
		if err == nil {
			response, err = http.DefaultClient.Do(request)
		}
		if err == nil {
			response = safe.KeepResponse(ctx, call.Keep(), response)
		}
		call.Returned()
		return response, err
	}
	response, err := fetch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	all, err := io.ReadAll(response.Body)
	if len(all) != 1<<20+4 || err != nil {
		t.Errorf("read %d bytes, %v", len(all), err)
	}
	if used.Err() != context.Canceled {
		t.Error("drained, but the context lives on")
	}
}

func TestKeepReaderEndsWithTheBody(t *testing.T) {
	ends := map[string]func(io.ReadCloser){
		"close": func(b io.ReadCloser) { b.Close() },
		"drain": func(b io.ReadCloser) { io.ReadAll(b) },
	}
	for name, end := range ends {
		t.Run(name, func(t *testing.T) {
			next := &streamUsers{}
			avatar, err := NewSafeUsers(next, time.Minute, nil).Avatar(t.Context(), 7)
			if err != nil {
				t.Fatal(err)
			}
			if next.ctx.Err() != nil {
				t.Fatal("ended with the call")
			}
			end(avatar)
			if next.ctx.Err() == nil {
				t.Error("lives on")
			}
		})
	}
}

func TestKeepReaderNamesTheDeadline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		avatar, err := NewSafeUsers(&streamUsers{}, time.Second, nil).Avatar(t.Context(), 7)
		if err != nil {
			t.Fatal(err)
		}
		time.Sleep(2 * time.Second)
		_, err = io.ReadAll(avatar)
		var d *safe.DeadlineError
		if !errors.As(err, &d) || d.Op != "users.Avatar" {
			t.Errorf("read ends with %v", err)
		}
	})
}

func TestKeepReaderDroppedIsCollected(t *testing.T) {
	next := &streamUsers{}
	if _, err := NewSafeUsers(next, time.Hour, nil).Avatar(t.Context(), 7); err != nil {
		t.Fatal(err)
	}
	collected(t, next.ctx)
}

// collected waits until the garbage collector has ended ctx.
func collected(t *testing.T, ctx context.Context) {
	t.Helper()
	for range 100 {
		runtime.GC()
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Error("the context lives on")
}

func TestKeepReaderKeepsWhatTheBodyCan(t *testing.T) {
	type writerTo struct {
		*body
		io.WriterTo
	}
	ctx, cancel := context.WithCancel(t.Context())
	kept := safe.KeepReader(ctx, cancel, writerTo{&body{}, bytes.NewBufferString("all")})
	var all bytes.Buffer
	if _, err := kept.(io.WriterTo).WriteTo(&all); err != nil || all.String() != "all" || ctx.Err() == nil {
		t.Errorf("%q, %v, context %v", &all, err, ctx.Err())
	}
	type writer struct {
		*body
		io.Writer
	}
	if _, ok := safe.KeepReader(ctx, cancel, writer{&body{}, io.Discard}).(io.Writer); !ok {
		t.Error("an upgraded connection cannot be written to")
	}
	if _, ok := safe.KeepReader(ctx, cancel, &body{}).(io.Writer); ok {
		t.Error("a body can be written to")
	}
}

// The same decorator delivers 0 of 3 items of a channel, and no error.
func TestChanOutlivesTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		next := &streamUsers{}
		users, err := NewSafeUsers(next, time.Minute, nil).Watch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for range users {
			n++
		}
		synctest.Wait()
		if n != 3 || next.ctx.Err() == nil {
			t.Errorf("%d items, context %v", n, next.ctx.Err())
		}
	})
}

// synctest fails if a goroutine is left when the test is over.
func TestKeepChanConsumerThatStopsLeaksNothing(t *testing.T) {
	stops := map[string]func(cancel func()){
		"cancels":                func(cancel func()) { cancel() },
		"waits for the deadline": func(func()) { time.Sleep(time.Hour) },
	}
	for name, stop := range stops {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(context.Background())
				defer cancel()
				users, err := NewSafeUsers(&streamUsers{}, time.Minute, nil).Watch(ctx)
				if err != nil {
					t.Fatal(err)
				}
				<-users
				stop(cancel)
				synctest.Wait()
				if _, open := <-users; open {
					t.Error("still sends")
				}
			})
		})
	}
}

func TestKeepSeqEndsWithTheLoop(t *testing.T) {
	seq := func(yield func(int) bool) { _ = yield(1) && yield(2) }
	pairs := func(yield func(int, error) bool) { _ = yield(1, nil) && yield(2, nil) }
	loops := map[string]func(cancel func()){
		"end": func(cancel func()) {
			for range safe.KeepSeq(cancel, seq) {
			}
		},
		"break": func(cancel func()) {
			for range safe.KeepSeq(cancel, seq) {
				break
			}
		},
		"panic": func(cancel func()) {
			defer func() { recover() }()
			for range safe.KeepSeq(cancel, seq) {
				panic("loop")
			}
		},
		"pairs": func(cancel func()) {
			for range safe.KeepSeq2(cancel, pairs) {
				break
			}
		},
		"pull": func(cancel func()) {
			next, stop := iter.Pull(safe.KeepSeq(cancel, seq))
			next()
			stop()
		},
	}
	for name, loop := range loops {
		canceled := false
		loop(func() { canceled = true })
		if !canceled {
			t.Errorf("%s: the context lives on", name)
		}
	}
}

func TestKeepOfNothingCancels(t *testing.T) {
	n := 0
	cancel := func() { n++ }
	if safe.KeepReader(t.Context(), cancel, nil) != nil ||
		safe.KeepResponse(t.Context(), cancel, nil) != nil ||
		safe.KeepChan[int](t.Context(), cancel, nil) != nil ||
		safe.KeepSeq[int](cancel, nil) != nil ||
		safe.KeepSeq2[int, int](cancel, nil) != nil ||
		safe.KeepValue[sql.Rows](cancel, nil) != nil {
		t.Error("something came of nothing")
	}
	if n != 6 {
		t.Errorf("canceled %d of 6", n)
	}
}

func TestRowsOutliveTheCall(t *testing.T) {
	db := sql.OpenDB(threeRows{})
	defer db.Close()
	db.SetMaxOpenConns(1)
	var used context.Context
	query := func(ctx context.Context) (*sql.Rows, error) {
		ctx, cancel := safe.Deadline(ctx, "users.Query", time.Hour)
		used = ctx
		rows, err := db.QueryContext(ctx, "select")
		if err != nil {
			cancel()
			return nil, err
		}
		return safe.KeepValue(cancel, rows), nil
	}
	for range 2 { // the second finds the only connection free
		rows, err := query(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for rows.Next() {
			n++
		}
		if err := rows.Err(); n != 3 || err != nil {
			t.Errorf("%d rows, %v", n, err)
		}
		rows.Close()
	}
	collected(t, used)
}

// threeRows is a database driver whose only answer has three rows.
type threeRows struct{}

func (threeRows) Connect(context.Context) (driver.Conn, error) { return threeRows{}, nil }
func (threeRows) Driver() driver.Driver                        { return nil }
func (threeRows) Begin() (driver.Tx, error)                    { return nil, driver.ErrSkip }
func (threeRows) Prepare(string) (driver.Stmt, error)          { return threeRows{}, nil }
func (threeRows) Close() error                                 { return nil }
func (threeRows) NumInput() int                                { return 0 }
func (threeRows) Exec([]driver.Value) (driver.Result, error)   { return nil, driver.ErrSkip }
func (threeRows) Query([]driver.Value) (driver.Rows, error)    { return new(rowsLeft), nil }

type rowsLeft struct{ n int }

func (r *rowsLeft) Columns() []string { return []string{"id"} }
func (r *rowsLeft) Close() error      { return nil }
func (r *rowsLeft) Next(dest []driver.Value) error {
	if r.n == 3 {
		return io.EOF
	}
	dest[0] = int64(r.n)
	r.n++
	return nil
}
