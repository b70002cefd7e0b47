package safe

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/pprof"
	"time"
)

// A BoxRecording is what a black box recorded of one panic.
type BoxRecording struct {
	Err  *PanicError
	Time time.Time

	// Parts are written one after the other, in this order: panic.txt, trace.out (for
	// go tool trace) and one NAME.pprof per profile (for go tool pprof). Each is
	// written at the time that Write is called.
	Parts []BoxPart
}

// A BoxPart is one file of a recording.
type BoxPart struct {
	Name  string
	Write func(w io.Writer) error
}

// A BoxSink keeps recordings: uploads them, or writes them to files. It must write
// the parts before it returns.
type BoxSink interface {
	KeepRecording(ctx context.Context, recording BoxRecording) error
}

// record hands a recording to the sink. A sink that panics has failed.
func (b *BlackBox) record(ctx context.Context, panicked *PanicError, now time.Time) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = NewPanicError(ctx, "safe.BlackBox", value)
		}
	}()
	if b.config.Sink == nil {
		return errNoSink
	}
	parts := []BoxPart{{"panic.txt", func(w io.Writer) error { return describePanic(w, panicked, now) }}}
	if b.config.Recorder != nil {
		parts = append(parts, BoxPart{"trace.out", b.writeTrace})
	}
	for _, name := range b.config.Profiles {
		parts = append(parts, BoxPart{name + ".pprof", func(w io.Writer) error { return writeProfile(w, name) }})
	}
	return b.config.Sink.KeepRecording(ctx, BoxRecording{Err: panicked, Time: now, Parts: parts})
}

func (b *BlackBox) writeTrace(w io.Writer) error {
	_, err := b.config.Recorder.WriteTo(w)
	return err
}

func describePanic(w io.Writer, err *PanicError, now time.Time) error {
	_, failed := fmt.Fprintf(w, "time: %s\nfingerprint: %v\ntrace id: %s\ngoroutine: %d\n\n%+v\n",
		now.UTC().Format(time.RFC3339Nano), err.Fingerprint(), err.TraceID(), err.Goroutine(), err)
	return failed
}

func writeProfile(w io.Writer, name string) error {
	profile := pprof.Lookup(name)
	if profile == nil {
		return errors.New("there is no profile " + name)
	}
	return profile.WriteTo(w, 0)
}
