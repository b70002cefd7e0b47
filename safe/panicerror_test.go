package safe_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/recoverlint/recoverlint/safe"
)

// panicError is what a guard makes of fn's panic.
func panicError(t testing.TB, fn func()) *safe.PanicError {
	t.Helper()
	var e *safe.PanicError
	if err := safe.Try("users.Get", func() error { fn(); return nil }); !errors.As(err, &e) {
		t.Fatalf("got %v, want a panic", err)
	}
	return e
}

type textValue struct{}

func (textValue) String() string { return "text" }

type brokenError struct{}

func (brokenError) Error() string        { panic("Error panics") }
func (brokenError) Unwrap() error        { panic("Unwrap panics") }
func (brokenError) Is(target error) bool { panic("Is panics") }

func TestPanicErrorIsOneShortLine(t *testing.T) {
	tests := []struct {
		name  string
		value any
		want  string
	}{
		{"string", "boom", "users.Get: panic: boom"},
		{"number", 7, "users.Get: panic: 7"},
		{"error", io.EOF, "users.Get: panic: EOF"},
		{"Stringer", textValue{}, "users.Get: panic: text"},
		{"a struct may hold secrets", struct{ password string }{"secret"}, "users.Get: panic: struct { password string }"},
		{"several lines", "boom\ngoroutine 1 [running]:", "users.Get: panic: boom ..."},
		{"leading lines", "\n\nboom\n", "users.Get: panic: boom"},
		{"long", strings.Repeat("ä", 1000), "users.Get: panic: " + strings.Repeat("ä", 128) + " ..."},
		{"nil", nil, "users.Get: panic: panic called with nil argument"},
		{"an Error that panics", brokenError{}, "users.Get: panic: %!v(PANIC=Error method: Error panics)"},
	}
	for _, test := range tests {
		if got := panicError(t, func() { panic(test.value) }).Error(); got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
	unnamed := safe.Try("", func() error { panic("boom") })
	if unnamed.Error() != "panic: boom" {
		t.Errorf("without an operation: %q", unnamed)
	}
}

func FuzzPanicErrorIsOneShortLine(f *testing.F) {
	f.Add("boom")
	f.Add("a\r\nb")
	f.Add(strings.Repeat("ä", 300))
	f.Add("\xff" + strings.Repeat("\x80", 300))
	f.Fuzz(func(t *testing.T, value string) {
		text := panicError(t, func() { panic(value) }).Error()
		if strings.ContainsAny(text, "\r\n") || len(text) > len("users.Get: panic: ")+256+len(" ...") {
			t.Errorf("not one short line: %q", text)
		}
		if utf8.ValidString(value) && !utf8.ValidString(text) {
			t.Errorf("a character was cut: %q", text)
		}
	})
}

func TestPanicErrorUnwrapsErrors(t *testing.T) {
	e := panicError(t, func() { panic(fmt.Errorf("reading: %w", io.ErrUnexpectedEOF)) })
	if !errors.Is(e, io.ErrUnexpectedEOF) || !errors.Is(e, safe.ErrPanic) {
		t.Errorf("%v is not what it wraps, or no panic", e)
	}
	if e.Op() != "users.Get" || e.Value() == nil || e.Bug() {
		t.Errorf("op %q, value %v, bug %v", e.Op(), e.Value(), e.Bug())
	}
	if err := panicError(t, func() { panic("boom") }).Unwrap(); err != nil {
		t.Errorf("a string unwraps to %v", err)
	}
	if errors.Is(io.EOF, safe.ErrPanic) {
		t.Error("EOF is a panic")
	}
}

func TestPanicNilConverts(t *testing.T) {
	var nilError *runtime.PanicNilError
	if e := panicError(t, func() { panic(nil) }); !errors.As(e, &nilError) {
		t.Errorf("got %T", e.Value())
	}
}

func TestPanicErrorTellsBugs(t *testing.T) {
	var users map[string]int
	bug := panicError(t, func() { users["a"] = 1 })
	var own runtime.Error
	if !bug.Bug() || !errors.As(bug, &own) {
		t.Errorf("%v: no bug", bug)
	}
}

// A panic is wrapped once, by the guard nearest to it, whatever it passes later.
func TestPanicErrorIsNeverWrappedTwice(t *testing.T) {
	var hook recorder
	defer safe.SetHook(safe.SetHook(&hook))
	first := safe.Try("inner", func() error { panic("boom") })
	again := map[string]any{
		"panicked again":  first,
		"wrapped":         fmt.Errorf("loading: %w", first),
		"joined":          errors.Join(io.EOF, first),
		"wrapped, joined": fmt.Errorf("%w: %w", io.EOF, fmt.Errorf("loading: %w", first)),
	}
	for name, value := range again {
		if err := safe.Try("outer", func() error { panic(value) }); err != first {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(hook.panics) != 1 {
		t.Errorf("the hook heard %d times of one panic", len(hook.panics))
	}
}

// A guard asks foreign errors what they are; one that panics then is no way out.
func TestPanicErrorOfABrokenError(t *testing.T) {
	e := panicError(t, func() { panic(brokenError{}) })
	if e.Value() != (brokenError{}) {
		t.Errorf("got %v", e.Value())
	}
}

//go:noinline
func panicsHere(value any) { panic(value) }

//go:noinline
func dereferences(p *int) int { return *p }

func TestStackTraceBeginsWhereItPanicked(t *testing.T) {
	tests := []struct {
		name, want string
		fn         func()
	}{
		{"panic", "panicsHere", func() { panicsHere("boom") }},
		{"a signal", "dereferences", func() { dereferences(nil) }},
		{"runtime", "writesNilMap", func() { writesNilMap(nil) }},
		{"through a guard that lets it go on", "panicsHere", func() {
			defer safe.Recover(nil, "inner")
			panicsHere("boom")
		}},
		{"through two guards", "panicsHere", func() {
			defer safe.Recover(nil, "second")
			defer safe.Recover(nil, "first")
			panicsHere("boom")
		}},
		{"in a deferred function", "panicsHere", func() {
			defer panicsHere("second")
			dereferences(nil)
		}},
	}
	for _, test := range tests {
		frames := panicError(t, test.fn).StackTrace()
		if len(frames) == 0 || !strings.HasSuffix(frames[0].Function, "."+test.want) || filepath.Base(frames[0].File) != "panicerror_test.go" {
			t.Errorf("%s: %+v", test.name, frames)
		}
	}
}

//go:noinline
func writesNilMap(m map[int]int) { m[1] = 1 }

// A guard deep in a stack keeps the inner frames.
func TestStackTraceIsBounded(t *testing.T) {
	var recurse func(n int)
	recurse = func(n int) {
		if n == 0 {
			panicsHere("boom")
		}
		recurse(n - 1)
	}
	frames := panicError(t, func() { recurse(1000) }).StackTrace()
	if len(frames) < 40 || len(frames) > 48 || !strings.HasSuffix(frames[0].Function, ".panicsHere") {
		t.Errorf("%d frames, from %v", len(frames), frames[0].Function)
	}
}

func TestPanicErrorFormat(t *testing.T) {
	e := panicError(t, func() { panicsHere("boom") })
	line := "users.Get: panic: boom"
	for format, want := range map[string]string{"%v": line, "%s": line, "%q": `"` + line + `"`, "%25v": "   " + line} {
		if got := fmt.Sprintf(format, e); got != want {
			t.Errorf("%s: %q, want %q", format, got, want)
		}
	}
	lines := strings.Split(fmt.Sprintf("%+v", e), "\n")
	if len(lines) < 5 || lines[0] != line || !strings.HasSuffix(lines[1], ".panicsHere") || !strings.Contains(lines[2], "panicerror_test.go:") {
		t.Errorf("%%+v: %q", lines)
	}
}

func TestPanicErrorLogValue(t *testing.T) {
	guarded := func() (err error) {
		defer safe.RecoverContext(safe.WithTraceID(t.Context(), "4bf9"), &err, "users.Get")
		dereferences(nil)
		return nil
	}
	var out bytes.Buffer
	slog.New(slog.NewJSONHandler(&out, nil)).Error("failed", "err", guarded())
	var logged struct {
		Err struct {
			Msg, Op, Type, Trace_ID string
			Bug                     bool
			Stack                   []string
		}
	}
	if err := json.Unmarshal(out.Bytes(), &logged); err != nil {
		t.Fatal(err)
	}
	got := logged.Err
	if got.Op != "users.Get" || got.Type != "runtime.errorString" || !got.Bug || got.Trace_ID != "4bf9" ||
		!strings.Contains(got.Msg, "nil pointer") || len(got.Stack) == 0 || !strings.Contains(got.Stack[0], ".dereferences ") {
		t.Errorf("logged %s", out.String())
	}
}

func TestTraceID(t *testing.T) {
	if id := safe.TraceID(safe.WithTraceID(t.Context(), "4bf9")); id != "4bf9" {
		t.Errorf("got %q", id)
	}
	if id := safe.TraceID(context.Background()); id != "" {
		t.Errorf("got %q of a context without one", id)
	}
}
