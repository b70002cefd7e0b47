package safe

import (
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"time"
)

// CrashKind says what a process died of.
type CrashKind uint8

const (
	CrashGone   CrashKind = iota // it left no word: os.Exit, SIGKILL, or main returned without Stop
	CrashPanic                   // a panic that nobody recovered
	CrashFatal                   // an error that cannot be recovered: stack overflow, concurrent map writes, a fault
	CrashSignal                  // a signal that came from outside or from C
)

// String is "gone", "panic", "fatal error" or "signal".
func (k CrashKind) String() string {
	names := [...]string{"gone", "panic", "fatal error", "signal"}
	if int(k) < len(names) {
		return names[k]
	}
	return "unknown"
}

// A CrashReport is what is known of a process that died.
//
// The message of a fatal error does not reach the crash output (go.dev/issue/76859,
// open in Go 1.26), only the stacks do. Then Message is what they show: "stack
// overflow", "concurrent map access", "misuse of a lock" or the signal of a fault.
type CrashReport struct {
	PID       int
	Time      time.Time // when it was found dead
	Kind      CrashKind
	Message   string   // one line; "" if it is not known
	Functions []string // of the goroutine that died, innermost call first
	Exit      string   // as in "exit status 2", "signal: killed"; "" if the system did not tell
	Output    []byte   // all that the runtime wrote
	Cut       int64    // bytes of it that are missing at the end, because of CrashConfig.MaxOutput
}

// Fingerprint is the kind of the crash, from its Kind and its topmost functions. It
// is not that of an equal panic which was recovered: that of a crash does not know
// the type of the value.
func (c CrashReport) Fingerprint() Fingerprint {
	kind := c.Kind.String()
	if c.Kind != CrashPanic { // whose message is not the program's but the runtime's
		kind += ": " + c.Message
	}
	p := startPrint(kind)
	for _, function := range c.Functions {
		p.add(function)
	}
	return p.sum()
}

// String is one line.
func (c CrashReport) String() string {
	text := fmt.Sprintf("process %d: %v", c.PID, c.Kind)
	if c.Message != "" {
		text += ": " + c.Message
	}
	if c.Exit != "" {
		text += " (" + c.Exit + ")"
	}
	return text
}

// LogValue is a group: msg, pid, kind, exit, fingerprint, functions and cut, without
// the output.
func (c CrashReport) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("msg", c.Message),
		slog.Int("pid", c.PID),
		slog.String("kind", c.Kind.String()),
		slog.String("exit", c.Exit),
		slog.String("fingerprint", c.Fingerprint().String()),
		slog.Any("functions", c.Functions),
		slog.Int64("cut", c.Cut),
	)
}

// Save writes the report to a new file in dir, which must exist, and returns the
// file's name. It is there whole or not at all, readable by its owner only.
func (c CrashReport) Save(dir string) (name string, err error) {
	name = filepath.Join(dir, fmt.Sprintf("crash-%s-%d.txt", c.Time.UTC().Format("20060102T150405.000000000Z"), c.PID))
	return name, writeWhole(name, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%v\ntime: %s\nfingerprint: %v\nbytes cut: %d\n\n%s",
			c, c.Time.UTC().Format(time.RFC3339Nano), c.Fingerprint(), c.Cut, c.Output)
		return err
	})
}
