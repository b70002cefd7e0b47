package safe_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/trace"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// boxes are the names in a directory of recordings.
func boxes(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestBlackBoxRecords(t *testing.T) {
	recorder := trace.NewFlightRecorder(trace.FlightRecorderConfig{MinAge: time.Second, MaxBytes: 1 << 20})
	if err := recorder.Start(); err != nil {
		t.Skip("a trace is on already:", err)
	}
	defer recorder.Stop()
	dir := filepath.Join(t.TempDir(), "boxes")
	box := safe.NewBlackBox(safe.BlackBoxConfig{Sink: safe.BoxDir{Dir: dir}, Recorder: recorder})
	ctx := safe.WithTraceID(safe.WithHook(t.Context(), box), "trace-1")
	func() {
		var err error
		defer safe.RecoverContext(ctx, &err, "users.Get")
		failWith("a")
	}()
	if got := box.Stats(); got != (safe.BlackBoxStats{Recorded: 1}) {
		t.Fatalf("%+v", got)
	}
	names := boxes(t, dir)
	if len(names) != 1 || !strings.HasPrefix(names[0], "panic-") {
		t.Fatal(names)
	}
	begins := map[string]string{
		"panic.txt":       "time: ",
		"trace.out":       "go 1.",
		"goroutine.pprof": "\x1f\x8b", // gzip
		"heap.pprof":      "\x1f\x8b",
		"mutex.pprof":     "\x1f\x8b",
	}
	for name, begin := range begins {
		file := filepath.Join(dir, names[0], name)
		data, err := os.ReadFile(file)
		if err != nil || !bytes.HasPrefix(data, []byte(begin)) {
			t.Errorf("%s: %.20q, %v", name, data, err)
		}
		if name == "panic.txt" {
			checkPanicText(t, string(data))
		}
		if info, err := os.Stat(file); err == nil && runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
	}
}

func checkPanicText(t *testing.T, text string) {
	t.Helper()
	for _, want := range []string{"fingerprint: ", "trace id: trace-1\n", "users.Get: panic: a\n", "failWith", "fingerprint_test.go:"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in %s", want, text)
		}
	}
}

// boxFunc is a function that is a BoxSink.
type boxFunc func(safe.BoxRecording) error

func (f boxFunc) KeepRecording(_ context.Context, r safe.BoxRecording) error { return f(r) }

func TestBlackBoxRateLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var kept atomic.Int64
		box := safe.NewBlackBox(safe.BlackBoxConfig{Sink: boxFunc(func(safe.BoxRecording) error {
			kept.Add(1)
			time.Sleep(time.Second) // others panic meanwhile
			return nil
		})})
		var wg sync.WaitGroup
		for range 100 {
			wg.Go(func() { box.Panic(t.Context(), oneKind) })
		}
		wg.Wait()
		time.Sleep(time.Minute)
		box.Panic(t.Context(), oneKind)
		if got := box.Stats(); kept.Load() != 2 || got.Recorded != 2 || got.Skipped != 99 {
			t.Errorf("%d kept, %+v", kept.Load(), got)
		}
	})
}

func TestBlackBoxSinkFails(t *testing.T) {
	for name, sink := range map[string]boxFunc{
		"error":  func(safe.BoxRecording) error { return errors.New("disk full") },
		"panic":  func(safe.BoxRecording) error { panic("disk full") },
		"goexit": func(safe.BoxRecording) error { runtime.Goexit(); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			box := safe.NewBlackBox(safe.BlackBoxConfig{Sink: sink, Every: time.Millisecond})
			for range 2 {
				done := make(chan struct{})
				go func() {
					defer close(done)
					box.Panic(t.Context(), oneKind)
				}()
				<-done
				time.Sleep(time.Millisecond)
			}
			if got := box.Stats(); got.Failed != 2 || got.Err == nil {
				t.Errorf("%+v", got)
			}
		})
	}
}

// One part that fails leaves the others whole.
func TestBoxDirPartFails(t *testing.T) {
	dir := t.TempDir()
	box := safe.NewBlackBox(safe.BlackBoxConfig{
		Sink:     safe.BoxDir{Dir: dir},
		Recorder: trace.NewFlightRecorder(trace.FlightRecorderConfig{}), // never started
		Profiles: []string{"goroutine", "unknown"},
	})
	box.Panic(t.Context(), oneKind)
	got := box.Stats()
	if got.Failed != 1 || got.Err == nil || !strings.Contains(got.Err.Error(), "unknown.pprof: there is no profile unknown") {
		t.Errorf("%+v", got)
	}
	parts := boxes(t, filepath.Join(dir, boxes(t, dir)[0]))
	if fmt.Sprint(parts) != "[goroutine.pprof panic.txt]" {
		t.Errorf("parts: %v", parts)
	}
}

// A recording that was interrupted leaves nothing.
func TestBoxDirWholeOrNotAtAll(t *testing.T) {
	dir := t.TempDir()
	half := func(w io.Writer) error { io.WriteString(w, "half"); return errors.New("interrupted") }
	broken := func(w io.Writer) error { io.WriteString(w, "half"); panic("interrupted") }
	for _, write := range []func(io.Writer) error{half, broken} {
		err := safe.Try("keep", func() error {
			return safe.BoxDir{Dir: dir}.KeepRecording(t.Context(), safe.BoxRecording{
				Err: oneKind, Time: time.Now(), Parts: []safe.BoxPart{{Name: "a", Write: write}},
			})
		})
		if err == nil {
			t.Error("no error")
		}
		if left := boxes(t, dir); len(left) != 0 {
			t.Errorf("left: %v", left)
		}
	}
}

func TestBoxDirKeepsTheNewest(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "notes")
	stale := filepath.Join(dir, ".unfinished-panic-1")
	for _, name := range []string{mine, stale} {
		if err := os.Mkdir(name, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	now := time.Now().Add(2 * time.Hour) // for which stale is old
	for i := range 5 {
		err := safe.BoxDir{Dir: dir, Keep: 2}.KeepRecording(t.Context(), safe.BoxRecording{
			Err: oneKind, Time: now.Add(time.Duration(i) * time.Second),
			Parts: []safe.BoxPart{{Name: "number", Write: func(w io.Writer) error { _, err := fmt.Fprint(w, i); return err }}},
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	names := boxes(t, dir)
	if len(names) != 3 || names[0] != "notes" {
		t.Fatal(names)
	}
	for i, name := range names[1:] {
		if number, _ := os.ReadFile(filepath.Join(dir, name, "number")); string(number) != fmt.Sprint(i+3) {
			t.Errorf("%s holds number %s", name, number)
		}
	}
}

// What every panic after the first costs while a black box is on.
func BenchmarkBlackBoxSkips(b *testing.B) {
	box := safe.NewBlackBox(safe.BlackBoxConfig{Sink: boxFunc(func(safe.BoxRecording) error { return nil }), Every: time.Hour})
	b.ReportAllocs()
	for b.Loop() {
		box.Panic(context.Background(), oneKind)
	}
}

func BenchmarkBlackBoxRecords(b *testing.B) {
	box := safe.NewBlackBox(safe.BlackBoxConfig{Sink: safe.BoxDir{Dir: b.TempDir(), Keep: 1}, Every: 1})
	for b.Loop() {
		box.Panic(context.Background(), oneKind)
	}
}

func ExampleBlackBox() {
	recorder := trace.NewFlightRecorder(trace.FlightRecorderConfig{MinAge: 5 * time.Second, MaxBytes: 4 << 20})
	if err := recorder.Start(); err == nil {
		defer recorder.Stop()
	}
	dir, _ := os.MkdirTemp("", "boxes")
	defer os.RemoveAll(dir)
	box := safe.NewBlackBox(safe.BlackBoxConfig{Sink: safe.BoxDir{Dir: dir}, Recorder: recorder})
	previous := safe.SetHook(safe.Hooks(box, safe.NewReporter(safe.ReporterConfig{})))
	defer safe.SetHook(previous)

	for range 3 {
		_ = safe.Try("users.Get", func() error { panic("no such table") })
	}
	recordings, _ := filepath.Glob(filepath.Join(dir, "panic-*", "trace.out"))
	fmt.Println(len(recordings), "recorded,", box.Stats().Skipped, "skipped")
	// Output: 1 recorded, 2 skipped
}
