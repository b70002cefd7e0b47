package shop

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/recoverlint/recoverlint/safe" // the results depend on it too
)

// patience is how long the test waits for what must come. Nothing in it takes
// this long, and no test passes because it was waited for.
const patience = time.Minute

var binaries string

func TestMain(m *testing.M) { os.Exit(buildAndRun(m)) }

func buildAndRun(m *testing.M) int {
	var err error
	if binaries, err = os.MkdirTemp("", "shop"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(binaries)
	if out, err := build(binaries); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		return 1
	}
	return m.Run()
}

// build makes a binary of each version. It reads their sources too, for go test
// to see that its result depends on them.
func build(dir string) ([]byte, error) {
	for _, version := range versions {
		err := filepath.WalkDir(version, func(path string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				_, err = os.ReadFile(path)
			}
			return err
		})
		if err != nil {
			return nil, err
		}
		cmd := exec.Command("go", "build", "-buildvcs=false", "-o", filepath.Join(dir, version+".exe"), "./"+version)
		if out, err := cmd.CombinedOutput(); err != nil {
			return out, err
		}
	}
	return nil, nil
}

// A world is what a service depends on.
type world struct {
	prices   *priceServer
	database string // file
	report   string // when it is printed
	deadline string // of a price; before has none
}

func newWorld(t *testing.T) world {
	return world{prices: startPrices(t), database: filepath.Join(t.TempDir(), "shop.db"), report: "@yearly", deadline: patience.String()}
}

// A service is one version of the shop, in a process of its own.
type service struct {
	address string
	log     record
	exit    error // of the process, when log has ended
}

// start starts a version of the shop and waits until it listens.
func (w world) start(t *testing.T, version string) *service {
	t.Helper()
	cmd := exec.Command(filepath.Join(binaries, version+".exe"))
	cmd.Env = append(os.Environ(), "ADDRESS=127.0.0.1:0", "DATABASE="+w.database, "REPORT="+w.report,
		"PRICES="+w.prices.URL, "PRICE_DEADLINE="+w.deadline)
	stderr, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	s := &service{log: record{changed: make(chan struct{})}}
	go func() {
		s.log.read(stderr)
		s.exit = cmd.Wait()
		s.log.end()
	}()
	t.Cleanup(func() {
		cmd.Process.Kill()
		s.log.wait(t, nil)
		if t.Failed() {
			t.Logf("the log of %s:\n%s", version, s.log.text())
		}
	})
	s.address = s.log.wait(t, regexp.MustCompile(`listening on ([0-9.:]+)`))[1]
	return s
}

// A record is what a process has written so far.
type record struct {
	mu      sync.Mutex
	lines   []string
	ended   bool
	changed chan struct{} // closed, and replaced, at each change
}

func (r *record) read(from io.Reader) {
	for lines := bufio.NewScanner(from); lines.Scan(); {
		r.change(func() { r.lines = append(r.lines, lines.Text()) })
	}
}

func (r *record) end() { r.change(func() { r.ended = true }) }

func (r *record) change(do func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	do()
	close(r.changed)
	r.changed = make(chan struct{})
}

func (r *record) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return strings.Join(r.lines, "\n")
}

// wait gives the first match of a pattern in the record, as soon as there is one;
// without a pattern it waits for the end.
func (r *record) wait(t *testing.T, pattern *regexp.Regexp) []string {
	t.Helper()
	timeout := time.After(patience)
	for {
		match, ended, changed := r.look(pattern)
		switch {
		case match != nil, ended && pattern == nil:
			return match
		case ended:
			t.Fatalf("the process ended without %q:\n%s", pattern, r.text())
		}
		select {
		case <-changed:
		case <-timeout:
			t.Fatalf("no %q in the record:\n%s", pattern, r.text())
		}
	}
}

func (r *record) look(pattern *regexp.Regexp) (match []string, ended bool, changed <-chan struct{}) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if pattern != nil {
		match = pattern.FindStringSubmatch(strings.Join(r.lines, "\n"))
	}
	return match, r.ended, r.changed
}

// diesOf waits until the process has died of a panic, with the last words that are
// given.
func (s *service) diesOf(t *testing.T, words ...string) {
	t.Helper()
	s.log.wait(t, nil)
	var exit *exec.ExitError
	if !errors.As(s.exit, &exit) || exit.ExitCode() != 2 {
		t.Errorf("the process ended with %v, and not as after a panic", s.exit)
	}
	for _, word := range words {
		if !strings.Contains(s.log.text(), word) {
			t.Errorf("the process did not say %q", word)
		}
	}
}

// An answer is what a client got for one request.
type answer struct {
	status int
	body   string
	err    error // when there is none
}

func (a answer) String() string {
	if a.err != nil {
		return a.err.Error()
	}
	return fmt.Sprintf("%d %s", a.status, strings.TrimSpace(a.body))
}

// client keeps no connections: each request finds out whether somebody listens.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true}, Timeout: patience}

func (s *service) request(ctx context.Context, method, path, body string) answer {
	request, err := http.NewRequestWithContext(ctx, method, "http://"+s.address+path, strings.NewReader(body))
	if err != nil {
		return answer{err: err}
	}
	response, err := client.Do(request)
	if err != nil {
		return answer{err: err}
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return answer{response.StatusCode, string(text), err}
}

// load sends orders from some clients at once, and gives the answers.
func (s *service) load(ctx context.Context, clients int, orders []string) []answer {
	answers := make([]answer, len(orders))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range clients {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(orders)); i = next.Add(1) - 1 {
				answers[i] = s.request(ctx, "POST", "/orders", orders[i])
			}
		})
	}
	wg.Wait()
	return answers
}
