package safe_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// tracker is the client of an error tracker.
type tracker struct{ sent []string }

func (t *tracker) ReportPanics(_ context.Context, reports []safe.PanicReport) error {
	for _, report := range reports {
		t.sent = append(t.sent, fmt.Sprintf("%d x %v", report.Count, report.Err))
	}
	return nil
}

func ExamplePanicSink() {
	client := new(tracker)
	var sink safe.PanicSink = client
	reporter := safe.NewReporter(safe.ReporterConfig{First: sink})
	defer safe.SetHook(safe.SetHook(reporter))
	for range 1000 {
		_ = safe.Try("users.Get", func() error { panic("no such table") })
	}
	if err := reporter.Close(context.Background()); err != nil {
		fmt.Println(err)
	}
	for _, line := range client.sent {
		fmt.Println(line)
	}
	// Output:
	// 1 x users.Get: panic: no such table
	// 999 x users.Get: panic: no such table
}

// A sink that is down loses nothing: what it did not take waits.
func ExampleReporterStats() {
	down := safe.PanicSinkFunc(func(context.Context, []safe.PanicReport) error { return errors.New("connection refused") })
	reporter := safe.NewReporter(safe.ReporterConfig{First: down})
	defer safe.SetHook(safe.SetHook(reporter))
	_ = safe.Try("users.Get", func() error { panic("no such table") })
	stats := reporter.Stats()
	fmt.Println(stats.Panics, "heard of,", stats.Reported, "reported,", stats.Waiting, "waiting:", stats.Err)
	_ = reporter.Close(context.Background())
	fmt.Println(reporter.Stats().Dropped, "dropped")
	// Output:
	// 1 heard of, 0 reported, 1 waiting: report panics: connection refused
	// 1 dropped
}

func ExampleReporter_Flush() {
	reporter := safe.NewReporter(safe.ReporterConfig{Rest: safe.PanicSinkFunc(
		func(_ context.Context, reports []safe.PanicReport) error {
			fmt.Println(len(reports), "kind,", reports[0].Count, "panics, new:", reports[0].New)
			return nil
		})})
	defer safe.SetHook(safe.SetHook(reporter))
	for range 3 {
		_ = safe.Try("users.Get", func() error { panic("no such table") })
	}
	fmt.Println(reporter.Flush(context.Background()))
	// Output:
	// 1 kind, 3 panics, new: true
	// <nil>
}

func ExampleFingerprint() {
	text, err := json.Marshal(map[string]safe.Fingerprint{"kind": 0x2a})
	fmt.Println(string(text), err)
	// Output: {"kind":"000000000000002a"} <nil>
}

// describedBox adds a file to each recording that it passes on.
type describedBox struct{ safe.BoxSink }

func (d describedBox) KeepRecording(ctx context.Context, recording safe.BoxRecording) error {
	recording.Parts = append(recording.Parts, safe.BoxPart{Name: "build.txt", Write: func(w io.Writer) error {
		_, err := io.WriteString(w, "v1.2.3")
		return err
	}})
	return d.BoxSink.KeepRecording(ctx, recording)
}

func ExampleBoxSink() {
	dir, err := os.MkdirTemp("", "boxes")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	var sink safe.BoxSink = describedBox{safe.BoxDir{Dir: dir, Keep: 3}}
	box := safe.NewBlackBox(safe.BlackBoxConfig{Sink: sink, Profiles: []string{"goroutine"}})
	defer safe.SetHook(safe.SetHook(box))
	_ = safe.Try("users.Get", func() error { panic("no such table") })

	files, _ := filepath.Glob(filepath.Join(dir, "panic-*", "*"))
	for _, file := range files {
		fmt.Println(filepath.Base(file))
	}
	// Output:
	// build.txt
	// goroutine.pprof
	// panic.txt
}

// A recording is a list of parts that are written by whoever keeps it.
func ExampleBoxRecording() {
	var e *safe.PanicError
	errors.As(safe.Try("users.Get", func() error { panic("no such table") }), &e)
	recording := safe.BoxRecording{Err: e, Parts: []safe.BoxPart{
		{Name: "config.json", Write: func(w io.Writer) error { return json.NewEncoder(w).Encode(map[string]int{"workers": 4}) }},
	}}
	for _, part := range recording.Parts {
		fmt.Print(part.Name, ": ")
		if err := part.Write(os.Stdout); err != nil {
			fmt.Println(err)
		}
	}
	// Output: config.json: {"workers":4}
}

// A black box without a sink says so when it is asked.
func ExampleBlackBoxStats() {
	box := safe.NewBlackBox(safe.BlackBoxConfig{})
	defer safe.SetHook(safe.SetHook(box))
	_ = safe.Try("users.Get", func() error { panic("no such table") })
	stats := box.Stats()
	fmt.Println(stats.Recorded, stats.Failed, stats.Err)
	// Output: 0 1 there is no sink
}

// It has no output: the program would start itself once more.
func ExampleCrashMonitor() {
	monitor, err := safe.StartCrashMonitor(safe.CrashConfig{Report: func(report safe.CrashReport) error {
		_, err := report.Save("/var/crash")
		return err
	}})
	if err != nil {
		slog.Error("no crash monitor", "err", err)
		return
	}
	defer monitor.Stop()
	safe.Go(context.Background(), "crash.Watch", func(context.Context) error {
		<-monitor.Done()
		return errors.New("the crash monitor is gone") // expected after Stop alone
	})
}

func ExampleCrashKind() {
	page := func(report safe.CrashReport) bool {
		return report.Kind == safe.CrashPanic || report.Kind == safe.CrashFatal
	}
	for _, kind := range []safe.CrashKind{safe.CrashGone, safe.CrashPanic, safe.CrashFatal, safe.CrashSignal} {
		fmt.Printf("%v: %t\n", kind, page(safe.CrashReport{Kind: kind}))
	}
	// Output:
	// gone: false
	// panic: true
	// fatal error: true
	// signal: false
}

func ExampleCrashReport_Save() {
	dir, err := os.MkdirTemp("", "crashes")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	died := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	name, err := safe.CrashReport{PID: 7, Time: died, Kind: safe.CrashPanic, Message: "boom"}.Save(dir)
	fmt.Println(filepath.Base(name), err)
	// Output: crash-20260102T030405.000000000Z-7.txt <nil>
}
