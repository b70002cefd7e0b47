//go:build unix

package safe_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

const (
	deathEnv  = "SAFE_TEST_DEATH"  // how the child process of a test is to end
	reportEnv = "SAFE_TEST_REPORT" // where its report goes to
)

func TestMain(m *testing.M) {
	if death := os.Getenv(deathEnv); death != "" {
		os.Exit(die(death))
	}
	os.Exit(m.Run())
}

// die is the main function of a process that ends as death says, watched.
func die(death string) int {
	if death == "unwatched" && os.Getenv("SAFE_CRASH_MONITOR") != "" {
		return 0 // Have: the watching process
	}
	monitor, err := safe.StartCrashMonitor(safe.CrashConfig{Report: saveReport, MaxOutput: 1 << 16})
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer func() { recover() }() // which stops none of these
	deaths[death](monitor)
	return 0
}

func saveReport(report safe.CrashReport) error {
	data, err := json.Marshal(report)
	return errors.Join(err, os.WriteFile(os.Getenv(reportEnv), data, 0o600))
}

var deaths = map[string]func(*safe.CrashMonitor){
	"stack overflow":  func(*safe.CrashMonitor) { debug.SetMaxStack(1 << 20); overflow(1) },
	"map writes":      func(*safe.CrashMonitor) { writeMapConcurrently() },
	"goroutine panic": func(*safe.CrashMonitor) { go failInGoroutine(); select {} },
	"re-panic":        func(*safe.CrashMonitor) { go failGuarded(); select {} },
	"lock":            func(*safe.CrashMonitor) { unlockTwice() },
	"fault":           func(*safe.CrashMonitor) { fault() },
	"os.Exit":         func(*safe.CrashMonitor) { os.Exit(3) },
	"SIGKILL":         func(*safe.CrashMonitor) { kill(os.Kill) },
	"SIGQUIT":         func(*safe.CrashMonitor) { kill(syscall.SIGQUIT) },
	"main returns":    func(*safe.CrashMonitor) {},
	"stop":            func(m *safe.CrashMonitor) { stop(m) },
	"deferred stop":   func(m *safe.CrashMonitor) { go func() { defer m.Stop(); failInGoroutine() }(); select {} },
	"unwatched":       func(m *safe.CrashMonitor) { <-m.Done(); go failInGoroutine(); select {} },
	"false stack":     func(*safe.CrashMonitor) { go failWithStack(); select {} },
	"much output":     func(*safe.CrashMonitor) { go panic(strings.Repeat("much ", 100_000)); select {} },
	"second monitor":  func(m *safe.CrashMonitor) { startSecond(); stop(m) },
}

func overflow(n int) int { return overflow(n+1) + 1 }

func failInGoroutine() { panic("nobody guards this") }

func failWithStack() { panic(errors.New("bad input\ngoroutine 1 [running]:\nmain.innocent()")) }

func failGuarded() {
	defer safe.Recover(nil, "background")
	panic("nobody to tell")
}

// writeMapConcurrently ends the process sooner or later.
func writeMapConcurrently() {
	m := map[int]int{}
	for range 4 {
		go func() {
			for {
				for i := range 1000 {
					m[i]++
				}
			}
		}()
	}
	time.Sleep(time.Minute)
}

func unlockTwice() {
	var lock sync.Locker = new(sync.Mutex)
	lock.Lock()
	lock.Unlock()
	lock.Unlock()
}

func kill(signal os.Signal) {
	process, _ := os.FindProcess(os.Getpid())
	_ = process.Signal(signal)
	select {}
}

func stop(m *safe.CrashMonitor) {
	if err := m.Stop(); err != nil {
		fmt.Println(err)
	}
	if err := m.Stop(); err != nil {
		fmt.Println("second time:", err)
	}
}

func startSecond() {
	_, err := safe.StartCrashMonitor(safe.CrashConfig{Report: saveReport})
	fmt.Println(err)
}

// A verdict is what a test learns of a child that died.
type verdict struct {
	report   *safe.CrashReport // nil: none
	status   string            // as the parent sees it
	out, err string
}

func watchDeath(t *testing.T, death string) verdict {
	t.Helper()
	file := filepath.Join(t.TempDir(), "report")
	executable, err := os.Executable()
	if err != nil {
		t.Skip("no child processes here:", err)
	}
	child := exec.CommandContext(t.Context(), executable)
	child.Env = append(os.Environ(), deathEnv+"="+death, reportEnv+"="+file, "GOTRACEBACK=single")
	var out, stderr bytes.Buffer
	child.Stdout, child.Stderr = &out, &stderr // open until the watching process is gone too
	_ = child.Run()
	v := verdict{status: child.ProcessState.String(), out: out.String(), err: stderr.String()}
	if data, err := os.ReadFile(file); err == nil {
		v.report = new(safe.CrashReport)
		if err := json.Unmarshal(data, v.report); err != nil {
			t.Fatal(err)
		}
	}
	return v
}

// For each death: what was reported. Where Message is empty nothing could be.
func TestCrashMonitor(t *testing.T) {
	tests := map[string]struct {
		kind     safe.CrashKind
		message  string
		function string // the first of the program's own
		exit     string
	}{
		"stack overflow":  {safe.CrashFatal, "stack overflow", "overflow", "exit status 2"},
		"map writes":      {safe.CrashFatal, "concurrent map access", "writeMapConcurrently.func1", "exit status 2"},
		"goroutine panic": {safe.CrashPanic, "nobody guards this", "failInGoroutine", "exit status 2"},
		"re-panic":        {safe.CrashPanic, "nobody to tell [recovered, repanicked]", "failGuarded", "exit status 2"},
		"deferred stop":   {safe.CrashPanic, "nobody guards this", "failInGoroutine", "exit status 2"},
		"false stack":     {safe.CrashPanic, "bad input", "failWithStack", "exit status 2"},
		"lock":            {safe.CrashFatal, "misuse of a lock", "unlockTwice", "exit status 2"},
		"fault":           {safe.CrashFatal, "SIGSEGV: segmentation violation", "fault", "exit status 2"},
		"SIGQUIT":         {safe.CrashSignal, "SIGQUIT: quit", "", "exit status 2"},
		"os.Exit":         {safe.CrashGone, "", "", "exit status 3"},
		"main returns":    {safe.CrashGone, "", "", "exit status 0"},
		"SIGKILL":         {safe.CrashGone, "", "", "signal: killed"},
	}
	for death, want := range tests {
		t.Run(death, func(t *testing.T) {
			v := watchDeath(t, death)
			if v.status != want.exit {
				t.Fatalf("it did not die of this: %s\n%s", v.status, v.err)
			}
			if v.report == nil {
				t.Fatalf("no report\n%s%s", v.out, v.err)
			}
			t.Logf("%v, %d bytes of output", v.report, len(v.report.Output))
			checkReport(t, v.report, want.kind, want.message, want.function)
			if v.report.Exit != "" && v.report.Exit != want.exit { // unknown if the parent was faster
				t.Errorf("exit is %q, want %q", v.report.Exit, want.exit)
			}
			if want.kind != safe.CrashGone && !strings.Contains(v.err, string(v.report.Output)) {
				t.Error("standard error and the report differ")
			}
		})
	}
}

func checkReport(t *testing.T, r *safe.CrashReport, kind safe.CrashKind, message, function string) {
	t.Helper()
	if r.Kind != kind || r.Message != message || r.PID == 0 || r.Time.IsZero() {
		t.Errorf("%v %q of process %d at %v", r.Kind, r.Message, r.PID, r.Time)
	}
	if kind == safe.CrashGone && len(r.Output) > 0 {
		t.Errorf("output %q", r.Output)
	}
	if function == "" {
		return
	}
	for _, name := range r.Functions {
		if strings.Contains(name, "/safe_test.") {
			if !strings.HasSuffix(name, "/safe_test."+function) {
				t.Errorf("died in %s, want %s", name, function)
			}
			return
		}
	}
	t.Errorf("no function of the program in %q\n%s", r.Functions, r.Output)
}

func TestCrashMonitorStop(t *testing.T) {
	v := watchDeath(t, "stop")
	if v.report != nil || v.status != "exit status 0" || v.out+v.err != "" {
		t.Errorf("report %v, %s, %s%s", v.report, v.status, v.out, v.err)
	}
}

// Without the watching process a crash is no different from one that never was watched.
func TestCrashMonitorUnwatched(t *testing.T) {
	v := watchDeath(t, "unwatched")
	if v.report != nil || v.status != "exit status 2" || !strings.HasPrefix(v.err, "panic: nobody guards this\n") {
		t.Errorf("report %v, %s, %s%s", v.report, v.status, v.out, v.err)
	}
}

func TestCrashMonitorTwice(t *testing.T) {
	v := watchDeath(t, "second monitor")
	if v.out != "crash monitor: there is one already\n" || v.report != nil {
		t.Errorf("%s%s, report %v", v.out, v.err, v.report)
	}
}

func TestCrashMonitorNobody(t *testing.T) {
	if _, err := safe.StartCrashMonitor(safe.CrashConfig{}); err == nil {
		t.Error("a monitor that reports to nobody")
	}
}

// The report is bounded, says what is missing, and the dying process never waits.
func TestCrashMonitorMuchOutput(t *testing.T) {
	v := watchDeath(t, "much output")
	if v.report == nil || v.status != "exit status 2" {
		t.Fatalf("%s\n%.1000s", v.status, v.err)
	}
	if len(v.report.Output) != 1<<16 || v.report.Cut < 400_000 {
		t.Errorf("%d bytes, %d cut", len(v.report.Output), v.report.Cut)
	}
}

// A SIGSEGV in C is reported with the Go stack that called C, and nothing of C's.
func TestCrashMonitorC(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program with cgo")
	}
	program := filepath.Join(t.TempDir(), "cdeath")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", program, "./testdata/cdeath")
	build.Env = append(os.Environ(), "CGO_ENABLED=1")
	if out, err := build.CombinedOutput(); err != nil {
		t.Skipf("no cgo here: %v\n%s", err, out)
	}
	for death, want := range map[string]string{
		"fault": "signal: SIGSEGV: segmentation violation",
		"abort": "signal: SIGABRT: abort",
	} {
		t.Run(death, func(t *testing.T) {
			out, err := exec.CommandContext(t.Context(), program, death).Output()
			if err == nil || !strings.Contains(string(out), want) || !strings.Contains(string(out), "main.main") {
				t.Errorf("%v\n%s", err, out)
			}
			t.Logf("%s", out)
		})
	}
}

func TestCrashReportSave(t *testing.T) {
	dir := t.TempDir()
	report := safe.CrashReport{PID: 7, Time: time.Now(), Kind: safe.CrashFatal, Message: "stack overflow", Output: []byte("all of it")}
	name, err := report.Save(dir)
	if err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(name)
	if text := string(data); !strings.HasPrefix(text, "process 7: fatal error: stack overflow\n") || !strings.HasSuffix(text, "\n\nall of it") {
		t.Error(text)
	}
	if _, err := report.Save(filepath.Join(dir, "missing")); err == nil {
		t.Error("no error")
	}
	if left := boxes(t, dir); len(left) != 1 {
		t.Error(left)
	}
}

func TestCrashReportLogValue(t *testing.T) {
	report := safe.CrashReport{PID: 7, Kind: safe.CrashSignal, Message: "SIGQUIT: quit", Functions: []string{"main.main"}, Exit: "exit status 2", Output: []byte("all of it")}
	var out bytes.Buffer
	slog.New(slog.NewTextHandler(&out, nil)).Error("crash", "crash", report)
	want := `crash.msg="SIGQUIT: quit" crash.pid=7 crash.kind=signal crash.exit="exit status 2" crash.fingerprint=` +
		report.Fingerprint().String() + " crash.functions=[main.main] crash.cut=0\n"
	if !strings.HasSuffix(out.String(), want) {
		t.Errorf("logged %s", out.String())
	}
}

// Whatever the runtime wrote, or half of it, is read without a panic, and its
// fingerprint is the same for other goroutines, addresses and lines.
func FuzzCrashReport(f *testing.F) {
	for _, seed := range []string{
		"",
		"panic: boom\n\ngoroutine 18 [running]:\nmain.f(0x1)\n\t/src/main.go:1 +0x1c\ncreated by main.main in goroutine 1\n",
		"runtime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\nruntime stack:\nruntime.throw({0x1, 0xe})\n\ngoroutine 1 gp=0x1 m=0 mp=0x2 [running]:\nmain.f(0x1)\n\t/src/main.go:1 +0x1c\n...9 frames elided...\n",
		"SIGSEGV: segmentation violation\nPC=0x1 m=0 sigcode=1 addr=0x8\nsignal arrived during cgo execution\n\ngoroutine 1 gp=0x1 m=0 mp=0x2 [syscall]:\nruntime.cgocall(0x1)\n",
		"goroutine 1 [running]:\n", "panic: \n(\ngoroutine ]:\n(((\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, output []byte) {
		report := safe.ParseCrash(output)
		if report.Kind == safe.CrashGone && (report.Message != "" || len(report.Functions) > 0) {
			t.Errorf("%+v", report)
		}
		moved := bytes.ReplaceAll(output, []byte(".go:1"), []byte(".go:22"))
		if a, b := report.Fingerprint(), safe.ParseCrash(moved).Fingerprint(); a != b && report.Kind == safe.CrashPanic && !bytes.Contains(output, []byte(".go:1(")) {
			t.Errorf("%v and %v", a, b)
		}
	})
}
