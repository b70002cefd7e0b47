package safe

import (
	"context"
	"log/slog"
	"time"
)

// A PanicReport stands for one panic or for many of one kind.
type PanicReport struct {
	// Fingerprint is the kind. It is 0 when there were more kinds than
	// [ReporterConfig.MaxKinds]: then the report is of several kinds.
	Fingerprint Fingerprint
	Err         *PanicError // the first of the panics
	Count       uint64      // how many panics this report is of; 1 or more
	First, Last time.Time   // when the first and the last of them happened
	New         bool        // no panic of this kind was reported before
}

// LogValue is a group: fingerprint, count, new, first, last, and the attributes of
// the panic.
func (p PanicReport) LogValue() slog.Value {
	return slog.GroupValue(p.attrs()...)
}

func (p PanicReport) attrs() []slog.Attr {
	return []slog.Attr{
		slog.String("fingerprint", p.Fingerprint.String()),
		slog.Uint64("count", p.Count),
		slog.Bool("new", p.New),
		slog.Time("first", p.First),
		slog.Time("last", p.Last),
		slog.Any("panic", p.Err),
	}
}

// A PanicSink takes reports to where somebody sees them. ReportPanics returns nil
// if all of them arrived; otherwise the [Reporter] keeps them and tries again, so
// that a sink may get a report twice. It must not keep the slice.
//
// [SlogHook] is one; others wrap the client of a tracker or a metrics library.
type PanicSink interface {
	ReportPanics(ctx context.Context, reports []PanicReport) error
}

// PanicSinkFunc is a function that is a [PanicSink].
type PanicSinkFunc func(ctx context.Context, reports []PanicReport) error

// ReportPanics calls f.
func (f PanicSinkFunc) ReportPanics(ctx context.Context, reports []PanicReport) error {
	return f(ctx, reports)
}
