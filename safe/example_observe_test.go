package safe_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"os"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleStartCrashMonitor() {
	// The first lines of main:
	monitor, err := safe.StartCrashMonitor(safe.CrashConfig{
		Report: func(report safe.CrashReport) error { // runs in the watching process
			name, err := report.Save("/var/crash")
			slog.Error("crash", "report", report, "file", name)
			return err
		},
	})
	if err != nil {
		log.Print(err) // not worth dying for
	}
	defer monitor.Stop()
}

func ExampleCrashReport_String() {
	report := safe.CrashReport{PID: 7, Kind: safe.CrashFatal, Message: "stack overflow", Exit: "exit status 2"}
	fmt.Println(report)
	// Output: process 7: fatal error: stack overflow (exit status 2)
}

// messages is a logger that writes only levels, messages and operations.
func messages() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{
		ReplaceAttr: func(groups []string, a slog.Attr) slog.Attr {
			switch a.Key {
			case "level", "msg", "op":
				if len(groups) == 0 {
					return a
				}
			}
			return slog.Attr{}
		},
	}))
}

func ExampleSlogHook() {
	previous := safe.SetHook(safe.SlogHook{Logger: messages()})
	defer safe.SetHook(previous)
	_ = safe.Try("users.Get", func() error { panic("no such table") })
	_, _, _ = safe.FallbackAfter(context.Background(), "users.Name", errors.New("refused"), safe.Empty("somebody"))
	// Output:
	// level=ERROR msg=panic
	// level=WARN msg="fallback used" op=users.Name
}

// A sink of one's own: count panics by kind, for a metrics library.
func ExamplePanicSinkFunc() {
	counter := safe.PanicSinkFunc(func(_ context.Context, reports []safe.PanicReport) error {
		for _, report := range reports {
			fmt.Println(report.Err.Op(), report.Count)
		}
		return nil
	})
	reporter := safe.NewReporter(safe.ReporterConfig{Rest: counter})
	ctx := safe.WithHook(context.Background(), reporter)
	for range 3 {
		func() {
			var err error
			defer safe.RecoverContext(ctx, &err, "users.Get")
			panic("no such table")
		}()
	}
	if err := reporter.Flush(ctx); err != nil {
		fmt.Println(err)
	}
	// Output: users.Get 3
}

func ExampleHooks() {
	first := safe.SlogHook{Logger: messages()}
	second := safe.SlogHook{Logger: messages().With("op", "second")}
	previous := safe.SetHook(safe.Hooks(first, second))
	defer safe.SetHook(previous)
	_ = safe.Try("users.Get", func() error { panic("no such table") })
	// Output:
	// level=ERROR msg=panic
	// level=ERROR msg=panic op=second
}
