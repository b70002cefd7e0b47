package safe_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// takes is a sink that remembers what it took.
type takes struct {
	mu      sync.Mutex
	reports []safe.PanicReport
	batches int
	fail    func() // called first; may panic, or set err
	err     error
}

func (s *takes) ReportPanics(_ context.Context, reports []safe.PanicReport) error {
	s.mu.Lock()
	fail := s.fail
	s.mu.Unlock()
	if fail != nil {
		fail()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return s.err
	}
	s.batches++
	s.reports = append(s.reports, reports...)
	return nil
}

func (s *takes) taken() []safe.PanicReport {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.reports)
}

func (s *takes) count() (n uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, report := range s.reports {
		n += report.Count
	}
	return n
}

var (
	oneKind   = caught(func() { failWith("one") })
	otherKind = caught(func() { failWith(2) })
)

// kinds are n panics of different kinds.
func kinds(n int) (all []*safe.PanicError) {
	type leaf struct{ next any }
	fail := func(value any) { all = append(all, caught(func() { failWith(value) })) }
	values := []any{"", 1, int8(1), int16(1), int32(1), int64(1), uint(1), 1.5, true, leaf{}, &leaf{}, []int{}, map[int]int{}}
	for _, value := range values[:n] {
		fail(value)
	}
	return all
}

// add makes the reporter hear of err n times.
func add(r *safe.Reporter, n int, err *safe.PanicError) {
	for range n {
		r.Panic(context.Background(), err)
	}
}

func checkStats(t *testing.T, r *safe.Reporter, want safe.ReporterStats) {
	t.Helper()
	got := r.Stats()
	got.Err, got.Kinds = nil, 0
	if got != want {
		t.Errorf("stats are %+v, want %+v", got, want)
	}
	if got.Panics != got.Reported+got.Waiting+got.Dropped {
		t.Errorf("stats do not add up: %+v", got)
	}
}

func TestReporterFirstAtOnceRestInBatch(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first, rest := new(takes), new(takes)
		r := safe.NewReporter(safe.ReporterConfig{First: first, Rest: rest})
		begin := time.Now()
		add(r, 3, oneKind)
		time.Sleep(time.Second)
		add(r, 2, oneKind)
		add(r, 1, otherKind)
		if len(first.taken()) != 2 || !first.taken()[0].New || first.taken()[0].Err != oneKind {
			t.Fatalf("first ones: %+v", first.taken())
		}
		if len(rest.taken()) != 0 {
			t.Fatalf("too early: %+v", rest.taken())
		}
		time.Sleep(9 * time.Second) // Every, since the first that waits
		synctest.Wait()
		if len(rest.taken()) != 1 || rest.batches != 1 {
			t.Fatalf("batch: %+v", rest.taken())
		}
		report := rest.taken()[0]
		if report.Count != 4 || report.New || report.Last.Sub(report.First) != time.Second || !report.First.Equal(begin) {
			t.Errorf("batch: %+v", report)
		}
		if report.Fingerprint != oneKind.Fingerprint() {
			t.Errorf("fingerprint: %v", report.Fingerprint)
		}
		checkStats(t, r, safe.ReporterStats{Panics: 6, Reported: 6})
	})
}

// A reporter with nothing to report has no goroutine and no timer.
func TestReporterIdle(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		rest := new(takes)
		r := safe.NewReporter(safe.ReporterConfig{Rest: rest})
		time.Sleep(time.Hour)
		if rest.batches != 0 {
			t.Errorf("%d empty batches", rest.batches)
		}
		add(r, 1, oneKind)
		time.Sleep(time.Hour)
		synctest.Wait()
		if rest.batches != 1 || !rest.taken()[0].New {
			t.Errorf("%d batches, %+v", rest.batches, rest.taken())
		}
	}) // fails if a goroutine is left
}

func TestReporterKeepsWhatSinkRefused(t *testing.T) {
	failures := map[string]func(s *takes){
		"error":  func(s *takes) { s.err = errors.New("connection refused") },
		"panic":  func(s *takes) { s.fail = func() { panic("sink") } },
		"goexit": func(s *takes) { s.fail = runtime.Goexit },
	}
	for name, breakSink := range failures {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := new(takes)
				breakSink(s)
				r := safe.NewReporter(safe.ReporterConfig{First: s})
				done := make(chan struct{})
				go func() { // which Goexit may end
					defer close(done)
					add(r, 1, oneKind)
				}()
				<-done
				add(r, 4, oneKind)
				time.Sleep(65 * time.Second) // six batches fail
				checkStats(t, r, safe.ReporterStats{Panics: 5, Waiting: 5})
				if r.Stats().Err == nil {
					t.Error("no reason given")
				}
				s.mu.Lock()
				s.err, s.fail = nil, nil
				s.mu.Unlock()
				time.Sleep(10 * time.Second)
				synctest.Wait()
				checkStats(t, r, safe.ReporterStats{Panics: 5, Reported: 5})
				if len(s.taken()) != 1 || !s.taken()[0].New || s.taken()[0].Count != 5 {
					t.Errorf("reports: %+v", s.taken())
				}
				if r.Stats().Err != nil {
					t.Error(r.Stats().Err)
				}
			})
		})
	}
}

func TestReporterBoundsKinds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first, rest := new(takes), new(takes)
		r := safe.NewReporter(safe.ReporterConfig{First: first, Rest: rest, MaxKinds: 3})
		for range 2 {
			for _, err := range kinds(10) {
				add(r, 1, err)
			}
		}
		if got := r.Stats(); got.Kinds != 3 || got.Overflow != 14 {
			t.Errorf("%+v", got)
		}
		if err := r.Flush(t.Context()); err != nil {
			t.Error(err)
		}
		if len(first.taken()) != 3 || len(rest.taken()) != 4 {
			t.Errorf("%d first, %d rest", len(first.taken()), len(rest.taken()))
		}
		if got := first.count() + rest.count(); got != 20 {
			t.Errorf("%d reported", got)
		}
		checkStats(t, r, safe.ReporterStats{Panics: 20, Reported: 20, Overflow: 14})
	})
}

func TestReporterForgets(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		first := new(takes)
		r := safe.NewReporter(safe.ReporterConfig{First: first, Forget: time.Hour})
		add(r, 2, oneKind)
		time.Sleep(2 * time.Hour)
		add(r, 2, otherKind) // its batch forgets the other kind
		time.Sleep(time.Minute)
		add(r, 1, oneKind)
		if n := len(first.taken()); !first.taken()[n-1].New || first.taken()[n-1].Err != oneKind {
			t.Errorf("not new again: %+v", first.taken()[n-1])
		}
		r.Close(t.Context())
	})
}

func TestReporterClose(t *testing.T) {
	s := new(takes)
	r := safe.NewReporter(safe.ReporterConfig{Rest: s})
	add(r, 3, oneKind)
	if err := r.Close(t.Context()); err != nil {
		t.Error(err)
	}
	checkStats(t, r, safe.ReporterStats{Panics: 3, Reported: 3})
	add(r, 2, otherKind)
	if err := r.Close(t.Context()); err != nil {
		t.Error(err)
	}
	checkStats(t, r, safe.ReporterStats{Panics: 5, Reported: 3, Dropped: 2})
}

func TestReporterCloseSaysWhatIsLost(t *testing.T) {
	down := errors.New("connection refused")
	r := safe.NewReporter(safe.ReporterConfig{Rest: &takes{err: down}})
	add(r, 3, oneKind)
	err := r.Close(t.Context())
	if !errors.Is(err, down) || err.Error() != "3 panics dropped: report panics: connection refused" {
		t.Error(err)
	}
	checkStats(t, r, safe.ReporterStats{Panics: 3, Dropped: 3})
}

// A sink that hangs holds up one batch, not the panics and not the memory.
func TestReporterSinkHangs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		stuck := make(chan struct{})
		s := &takes{fail: func() { <-stuck }}
		r := safe.NewReporter(safe.ReporterConfig{Rest: s})
		goroutines := runtime.NumGoroutine()
		for range 100 {
			add(r, 10, oneKind)
			time.Sleep(10 * time.Second)
		}
		synctest.Wait()
		if n := runtime.NumGoroutine() - goroutines; n > 2 {
			t.Errorf("%d goroutines wait for the sink", n)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := r.Flush(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Error(err)
		}
		if got := r.Stats(); got.Waiting != 1000 {
			t.Errorf("%+v", got)
		}
		close(stuck)
		synctest.Wait()
		if err := r.Close(t.Context()); err != nil {
			t.Error(err)
		}
		checkStats(t, r, safe.ReporterStats{Panics: 1000, Reported: 1000})
	})
}

func TestReporterContext(t *testing.T) {
	type key struct{}
	ctx, cancel := context.WithCancel(context.WithValue(t.Context(), key{}, "request"))
	cancel() // the panic came after the client had left
	heard := false
	r := safe.NewReporter(safe.ReporterConfig{First: safe.PanicSinkFunc(func(ctx context.Context, _ []safe.PanicReport) error {
		_, limited := ctx.Deadline()
		heard = heard || ctx.Err() == nil && limited && ctx.Value(key{}) == "request"
		return nil
	})})
	r.Panic(ctx, oneKind)
	r.Panic(nil, otherKind) // a caller's mistake must not lose a panic
	if got := r.Stats(); got.Reported != 2 {
		t.Errorf("%+v", got)
	}
	if !heard {
		t.Error("the sink's context is over, without limit, or not that of the panic")
	}
}

// From many goroutines, with a sink that fails now and then, every panic is
// reported once or counted as dropped.
func TestReporterAccounts(t *testing.T) {
	var mu sync.Mutex
	var calls int
	s := new(takes)
	flaky := safe.PanicSinkFunc(func(ctx context.Context, reports []safe.PanicReport) error {
		mu.Lock()
		calls++
		n := calls
		mu.Unlock()
		switch n % 3 {
		case 0:
			return errors.New("refused")
		case 1:
			panic("refused")
		}
		return s.ReportPanics(ctx, reports)
	})
	r := safe.NewReporter(safe.ReporterConfig{First: flaky, MaxKinds: 4, Every: time.Microsecond, Forget: time.Microsecond})
	all := kinds(8)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for i := range 2000 {
				add(r, 1, all[i%len(all)])
			}
		})
	}
	wg.Wait()
	_ = r.Close(t.Context())
	got := r.Stats()
	if got.Panics != 8000 || got.Waiting != 0 || got.Reported+got.Dropped != 8000 || s.count() != got.Reported {
		t.Errorf("%+v, sink has %d", got, s.count())
	}
}

func TestReporterNext(t *testing.T) {
	var next fullRecorder
	r := safe.NewReporter(safe.ReporterConfig{Next: &next})
	r.Deadline(t.Context(), &safe.DeadlineError{})
	r.Breaker(t.Context(), safe.BreakerChange{})
	r.Fallback(t.Context(), safe.FallbackUse{})
	r.Error(t.Context(), "op", errors.New("failed"))
	if len(next.deadlines) != 1 || len(next.changes) != 1 || len(next.fallbacks) != 1 || next.errs != 1 {
		t.Errorf("%+v", &next)
	}
	unheard := safe.Unheard()
	safe.NewReporter(safe.ReporterConfig{}).Error(t.Context(), "op", errors.New("failed"))
	if safe.Unheard() != unheard+1 {
		t.Error("an error that nobody heard of is not counted")
	}
}

type fullRecorder struct {
	recorder
	errs int
}

func (r *fullRecorder) Error(context.Context, string, error) { r.errs++ }

func TestHooksTellsEach(t *testing.T) {
	var one, two fullRecorder
	hooks := safe.Hooks(&one, nil, panickingHook{}, &two).(safe.ErrorHook)
	unheard := safe.Unheard()
	hooks.Panic(t.Context(), oneKind)
	hooks.Deadline(t.Context(), &safe.DeadlineError{})
	hooks.Breaker(t.Context(), safe.BreakerChange{})
	hooks.Fallback(t.Context(), safe.FallbackUse{})
	hooks.Error(t.Context(), "op", errors.New("failed"))
	for _, h := range []*fullRecorder{&one, &two} {
		if len(h.panics) != 1 || len(h.deadlines) != 1 || len(h.changes) != 1 || len(h.fallbacks) != 1 || h.errs != 1 {
			t.Errorf("%+v", h)
		}
	}
	if got := safe.Unheard() - unheard; got != 1 {
		t.Errorf("%d unheard", got)
	}
	safe.Hooks(&one.recorder).(safe.ErrorHook).Error(t.Context(), "op", errors.New("failed"))
	if got := safe.Unheard() - unheard; got != 2 {
		t.Errorf("%d unheard", got)
	}
}

type panickingHook struct{ safe.NopHook }

func (panickingHook) Panic(context.Context, *safe.PanicError) { panic("hook") }

func TestSlogHook(t *testing.T) {
	var text strings.Builder
	log := safe.SlogHook{Logger: slog.New(slog.NewTextHandler(&text, &slog.HandlerOptions{AddSource: true}))}
	log.Panic(t.Context(), oneKind)
	log.Error(t.Context(), "sync", errors.New("refused"))
	log.Deadline(t.Context(), &safe.DeadlineError{Op: "users.Get", Budget: time.Second})
	log.Breaker(t.Context(), safe.BreakerChange{Name: "users", From: safe.Closed, To: safe.Open, Err: errors.New("refused")})
	log.Breaker(t.Context(), safe.BreakerChange{Name: "users", From: safe.Open, To: safe.HalfOpen})
	log.Fallback(t.Context(), safe.FallbackUse{Op: "users.Get", Source: safe.FromCache})
	log.Fallback(t.Context(), safe.FallbackUse{Op: "users.Get", Err: errors.New("refused")})
	lines := strings.Split(strings.TrimSpace(text.String()), "\n")
	wants := [][]string{
		{"level=ERROR", "fingerprint_test.go:", "msg=panic", "panic.op=test", "panic.stack="},
		{"level=ERROR", "op=sync", "err=refused"},
		{"level=WARN", "op=users.Get", "budget=1s"},
		{"level=WARN", "breaker=users", "to=open", "err=refused"},
		{"level=INFO", "breaker=users", "to=half-open"},
		{"level=WARN", "source=cache"},
		{"level=ERROR", "source=nowhere", "err=refused"},
	}
	if len(lines) != len(wants) {
		t.Fatalf("%d lines:\n%s", len(lines), text.String())
	}
	for i, want := range wants {
		for _, part := range want {
			if !strings.Contains(lines[i], part) {
				t.Errorf("no %s in %s", part, lines[i])
			}
		}
	}
}

// A handler's error reaches the reporter, which tries again.
func TestSlogHookError(t *testing.T) {
	log := safe.SlogHook{Logger: slog.New(slog.NewTextHandler(brokenWriter{}, nil))}
	r := safe.NewReporter(safe.ReporterConfig{First: log})
	add(r, 1, oneKind)
	checkStats(t, r, safe.ReporterStats{Panics: 1, Waiting: 1})
	if err := r.Close(t.Context()); !errors.Is(err, os.ErrClosed) {
		t.Error(err)
	}
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestPanicReportLogValue(t *testing.T) {
	var e *safe.PanicError
	errors.As(safe.Try("users.Get", func() error { panic("boom") }), &e)
	var out bytes.Buffer
	report := safe.PanicReport{Fingerprint: e.Fingerprint(), Err: e, Count: 3, New: true}
	slog.New(slog.NewTextHandler(&out, nil)).Error("again", "report", report)
	for _, want := range []string{"report.fingerprint=" + e.Fingerprint().String(), "report.count=3", "report.new=true", "report.panic.op=users.Get"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %s in %s", want, out.String())
		}
	}
}

func BenchmarkReporter(b *testing.B) {
	s := safe.PanicSinkFunc(func(context.Context, []safe.PanicReport) error { return nil })
	r := safe.NewReporter(safe.ReporterConfig{First: s})
	defer r.Close(context.Background())
	b.ReportAllocs()
	for b.Loop() {
		r.Panic(context.Background(), oneKind)
	}
}

func ExampleReporter() {
	plain := &slog.HandlerOptions{ReplaceAttr: func(_ []string, a slog.Attr) slog.Attr {
		switch a.Key {
		case "msg", "count":
			return a
		}
		return slog.Attr{} // times, fingerprint, stack and the like differ from run to run
	}}
	log := safe.SlogHook{Logger: slog.New(slog.NewTextHandler(os.Stdout, plain))}
	reporter := safe.NewReporter(safe.ReporterConfig{First: log, Next: log})
	previous := safe.SetHook(reporter)
	defer safe.SetHook(previous)

	for id := range 1000 {
		_ = safe.Try("users.Get", func() error { panic(fmt.Sprintf("user %d has no name", id)) })
	}
	if err := reporter.Close(context.Background()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// msg=panic count=1 panic.msg="users.Get: panic: user 0 has no name"
	// msg="panic again" count=999 panic.msg="users.Get: panic: user 1 has no name"
}
