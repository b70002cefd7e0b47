package safe

import (
	"context"
	"errors"
	"log/slog"
	"time"
)

// A SlogHook logs all that a [Hook] hears, and the reports of a [Reporter]. Alone
// it logs each panic. To log a kind of panic once, and counts of it afterwards:
//
//	log := safe.SlogHook{}
//	safe.SetHook(safe.NewReporter(safe.ReporterConfig{First: log, Next: log}))
//
// The source of a panic's record (slog.HandlerOptions.AddSource) is the line that
// panicked.
type SlogHook struct {
	Logger *slog.Logger // nil: slog.Default(), at the time of each record
}

// Panic logs the panic, with its stack, at level error.
func (s SlogHook) Panic(ctx context.Context, err *PanicError) {
	_ = s.log(ctx, slog.LevelError, "panic", err, slog.Any("panic", err))
}

// Error logs the error of a goroutine at level error.
func (s SlogHook) Error(ctx context.Context, op string, err error) {
	_ = s.log(ctx, slog.LevelError, "goroutine failed", nil, slog.String("op", op), slog.Any("err", err))
}

// Deadline logs the operation that ran out of time at level warn.
func (s SlogHook) Deadline(ctx context.Context, err *DeadlineError) {
	_ = s.log(ctx, slog.LevelWarn, "deadline exceeded", nil,
		slog.String("op", err.Op), slog.Duration("budget", err.Budget),
		slog.Bool("caller", err.Caller), slog.Any("err", err))
}

// Breaker logs the change of state: at level warn if calls are refused from now
// on, else at level info.
func (s SlogHook) Breaker(ctx context.Context, change BreakerChange) {
	attrs := []slog.Attr{
		slog.String("breaker", change.Name),
		slog.String("from", change.From.String()), slog.String("to", change.To.String()),
		slog.Uint64("seq", change.Seq),
	}
	level := slog.LevelInfo
	if change.To == Open {
		level = slog.LevelWarn
		attrs = append(attrs, slog.Duration("retry_after", change.RetryAfter), slog.Any("err", change.Err))
	}
	_ = s.log(ctx, level, "breaker changed", nil, attrs...)
}

// Fallback logs where an answer came from at level warn, and at level error if
// there was none.
func (s SlogHook) Fallback(ctx context.Context, used FallbackUse) {
	level := slog.LevelWarn
	if used.Source == FromNowhere {
		level = slog.LevelError
	}
	_ = s.log(ctx, level, "fallback used", nil,
		slog.String("op", used.Op), slog.String("source", used.Source.String()), slog.Any("err", used.Err))
}

// ReportPanics logs a record per report at level error, and returns the errors of
// the logger's handler. What the logger's level leaves out counts as logged.
func (s SlogHook) ReportPanics(ctx context.Context, reports []PanicReport) error {
	var errs []error
	for _, report := range reports {
		message := "panic"
		if !report.New {
			message = "panic again"
		}
		errs = append(errs, s.log(ctx, slog.LevelError, message, report.Err, report.attrs()...))
	}
	return errors.Join(errs...)
}

// log is Logger.LogAttrs with the handler's error, and with the place of err as the source.
func (s SlogHook) log(ctx context.Context, level slog.Level, message string, err *PanicError, attrs ...slog.Attr) error {
	logger := s.Logger
	if logger == nil {
		logger = slog.Default()
	}
	handler := logger.Handler()
	if !handler.Enabled(ctx, level) {
		return nil
	}
	record := slog.NewRecord(time.Now(), level, message, err.pc())
	record.AddAttrs(attrs...)
	return handler.Handle(ctx, record)
}

// pc is the program counter of the panic, as runtime.Callers gives them, or 0.
func (e *PanicError) pc() uintptr {
	if e == nil {
		return 0
	}
	frames := e.StackTrace()
	if len(frames) == 0 {
		return 0
	}
	return frames[0].PC + 1 // runtime.CallersFrames subtracts it again
}
