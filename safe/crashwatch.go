package safe

import (
	"io"
	"os"
	"os/signal"
	"time"
)

// watch is the main function of the watching process: it reads what the watched
// one writes until that is gone, reports, and returns the exit status.
func (c CrashConfig) watch(pid int) (status int) {
	// A service manager stops all processes of a service at once. This one ends when
	// its input does.
	signal.Ignore(serviceStops...)
	exit := openExit(pid)
	output, cut := readWords(os.Stdin, c.MaxOutput)
	if string(output) == crashStopped {
		return 0
	}
	report := parseCrash(output)
	report.PID, report.Time, report.Cut = pid, time.Now(), cut
	report.Exit = exit.wait()
	if err := Try("safe.CrashMonitor", func() error { return c.Report(report) }); err != nil {
		return 1
	}
	return 0
}

// readWords reads all of r, so that the dying process never waits, and keeps the
// first limit bytes. cut is how many it did not keep. (An error ends the input too.)
func readWords(r io.Reader, limit int) (output []byte, cut int64) {
	output, _ = io.ReadAll(io.LimitReader(r, int64(limit)))
	cut, _ = io.Copy(io.Discard, r)
	return output, cut
}
