package safe

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"strconv"
	"sync/atomic"
)

// CrashConfig says who hears of a crash.
type CrashConfig struct {
	// Report is called once, in the watching process, when the watched one is gone
	// without [CrashMonitor.Stop]. If it returns an error or panics, the watching
	// process exits with status 1.
	Report func(CrashReport) error

	MaxOutput int // bytes of the runtime's last words that are kept, from their beginning; 1 MiB
}

// A CrashMonitor is the watched process's side of a watching process, which hears
// of what no recover can stop: a panic in a goroutine that is not guarded, stack
// overflow, concurrent map writes, faults, SIGSEGV in C, SIGKILL.
type CrashMonitor struct {
	pipe    *os.File
	done    chan struct{}
	err     error // of the watching process; read after done
	stopped atomic.Bool
}

// crashEnv is set for the watching process, and for no other child.
const crashEnv = "SAFE_CRASH_MONITOR"

// crashStopped is what Stop writes; the runtime never writes a zero byte first.
const crashStopped = "\x00stopped\n"

var crashRunning atomic.Bool

// StartCrashMonitor starts the running program a second time, as the process that
// watches this one. Call it first thing in main, before flags are parsed, files
// opened or ports bound: the second process runs main up to this call too, which
// does not return there.
//
//	func main() {
//		monitor, err := safe.StartCrashMonitor(safe.CrashConfig{Report: report})
//		if err != nil {
//			log.Print(err) // not worth dying for
//		}
//		defer monitor.Stop()
//		...
//
// Whatever the runtime writes when it dies goes to the watching process as well as
// to standard error (debug.SetCrashOutput, since Go 1.23). How much that is, is up
// to GOTRACEBACK or debug.SetTraceback: by default the goroutine that crashed, with
// "all" every one. What each end of the process leaves (measured on Linux with Go
// 1.26: go test -v -run CrashMonitor):
//
//	panic without a guard        message and stack
//	stack overflow, concurrent map access, misuse of a lock, a fault
//	                             stacks; the message is derived from them, see [CrashReport]
//	SIGSEGV or abort in C        signal, and the Go stack that called C; not the stack in C
//	SIGQUIT                      signal and stacks
//	os.Exit, log.Fatal           nothing but that the process is gone
//	SIGKILL, SIGTERM, OOM killer nothing but that the process is gone
//
// For the last two the report's Exit tells more if the system does: only the parent
// of a process is told for sure, and on Linux others who look in time.
//
// The watching process is waited for in a goroutine. While that is so the runtime
// does not notice that all goroutines are asleep, as with net and cgo in a program
// anyway: it then hangs, and is not reported.
//
// A process has one crash output: StartCrashMonitor takes it, and returns an error
// if there is a monitor already, or if the watching process cannot be started. On
// Linux it is an error too if the process is number 1, as the first one of a
// container is: when that ends the kernel kills all others at once, and no report
// gets out (measured with unshare --pid --fork).
func StartCrashMonitor(config CrashConfig) (*CrashMonitor, error) {
	if config.Report == nil {
		return nil, errors.New("crash monitor: nobody to report to")
	}
	config.MaxOutput = cmp.Or(config.MaxOutput, 1<<20)
	if pid, err := strconv.Atoi(os.Getenv(crashEnv)); err == nil {
		os.Unsetenv(crashEnv)
		os.Exit(config.watch(pid))
	}
	if runtime.GOOS == "linux" && os.Getpid() == 1 {
		return nil, errors.New("crash monitor: process 1 takes its children with it (run it under an init, as docker run --init does)")
	}
	if !crashRunning.CompareAndSwap(false, true) {
		return nil, errors.New("crash monitor: there is one already")
	}
	m, err := startWatcher()
	if err != nil {
		crashRunning.Store(false)
		return nil, fmt.Errorf("crash monitor: %w", err)
	}
	return m, nil
}

// startWatcher starts the watching process, with the reading end of a pipe as its
// standard input, and makes the writing end the crash output.
func startWatcher() (*CrashMonitor, error) {
	executable, err := ownExecutable()
	if err != nil {
		return nil, err
	}
	input, output, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer input.Close()
	watcher := exec.Command(executable, os.Args[1:]...)
	watcher.Args[0] = os.Args[0]
	watcher.Env = append(os.Environ(), crashEnv+"="+strconv.Itoa(os.Getpid()))
	watcher.Stdin, watcher.Stdout, watcher.Stderr = input, os.Stdout, os.Stderr
	detach(watcher)
	if err := watcher.Start(); err != nil {
		return nil, errors.Join(err, output.Close())
	}
	m := &CrashMonitor{pipe: output, done: make(chan struct{})}
	go func() {
		defer close(m.done)
		m.err = watcher.Wait()
	}()
	if err := debug.SetCrashOutput(output, debug.CrashOptions{}); err != nil {
		return nil, errors.Join(err, m.Stop())
	}
	return m, nil
}

// ownExecutable is the running program. On Linux that is right even if the file
// was replaced or removed meanwhile, as deployments do.
func ownExecutable() (string, error) {
	if runtime.GOOS == "linux" {
		return "/proc/self/exe", nil
	}
	return os.Executable()
}

// Done is closed when the watching process is gone, which it should not be before
// Stop: then nobody hears of a crash. That of a nil CrashMonitor never is.
func (m *CrashMonitor) Done() <-chan struct{} {
	if m == nil {
		return nil
	}
	return m.done
}

// Stop tells the watching process that the end to come is intended, and waits until
// it is gone. It returns an error if that did not work.
//
// While the calling goroutine panics Stop does nothing, so that a deferred Stop
// does not hide the crash it is part of. On a nil CrashMonitor it does nothing either.
func (m *CrashMonitor) Stop() error {
	if m == nil || panicking() || !m.stopped.CompareAndSwap(false, true) {
		return nil
	}
	defer crashRunning.Store(false)
	err := debug.SetCrashOutput(nil, debug.CrashOptions{})
	_, failed := m.pipe.WriteString(crashStopped)
	err = errors.Join(err, failed, m.pipe.Close())
	<-m.done
	return errors.Join(err, m.err)
}

// panicking reports whether the calling goroutine runs deferred functions because
// of a panic.
func panicking() bool {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for {
		frame, more := frames.Next()
		if frame.Function == "runtime.gopanic" {
			return true
		}
		if !more {
			return false
		}
	}
}
