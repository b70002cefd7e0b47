package safetest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

// Answers reports to t what [CheckAnswers] finds.
func Answers(t *testing.T, op string, build func(Policy) http.Handler) {
	t.Helper()
	for _, err := range CheckAnswers(op, build) {
		t.Error(err)
	}
}

// CheckAnswers injects faults into the operation op of a guarded handler, and
// returns what the client should not have seen: it gets status 500 for a panic and an
// error, 503 when the deadline has passed or the breaker is open, and never their
// text. build guards a handler that panics with "broken" at "/".
func CheckAnswers(op string, build func(Policy) http.Handler) []error {
	var problems []error
	for _, e := range exchanges {
		if err := e.try(op, build); err != nil {
			problems = append(problems, fmt.Errorf("%s, %s: %w", op, e.name, err))
		}
	}
	return problems
}

// An exchange is one way for a handler to go wrong, and what the client must see.
type exchange struct {
	name     string
	fault    *safe.Fault
	requests int // of which the last one is looked at
	status   int
	heard    int // panics that the hook must hear of
}

var exchanges = []exchange{
	{"the handler panics", nil, 1, http.StatusInternalServerError, 1},
	{"an injected panic", &safe.Fault{Kind: safe.FaultPanic, Err: errFault}, 1, http.StatusInternalServerError, 1},
	{"an injected error", &safe.Fault{Kind: safe.FaultError, Err: errFault}, 1, http.StatusInternalServerError, 0},
	{"an injected hang", &safe.Fault{Kind: safe.FaultHang}, 1, http.StatusServiceUnavailable, 0},
	{"a breaker that opened", nil, 2, http.StatusServiceUnavailable, 1},
}

func (e *exchange) try(op string, build func(Policy) http.Handler) (err error) {
	deadline := long
	if e.fault != nil {
		defer safe.SetFault(op, *e.fault)()
		if e.fault.Kind == safe.FaultHang {
			deadline = short
		}
	}
	trial := newTrial(deadline)
	handler := build(trial.policy)
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("the panic got through: %v", value)
		}
	}()
	ctx, cancel := context.WithTimeout(context.Background(), hopeless)
	defer cancel()
	var w *httptest.ResponseRecorder
	for range e.requests {
		w = httptest.NewRecorder()
		handler.ServeHTTP(w, httptest.NewRequestWithContext(ctx, http.MethodGet, "/", nil))
	}
	if ctx.Err() != nil {
		return errors.New("the deadline did not end it")
	}
	return e.judge(trial, w)
}

func (e *exchange) judge(trial *trial, w *httptest.ResponseRecorder) error {
	switch {
	case w.Code != e.status:
		return fmt.Errorf("the client sees status %d", w.Code)
	case strings.Contains(w.Body.String(), "broken") || strings.Contains(w.Body.String(), errFault.Error()):
		return fmt.Errorf("the client sees %q", w.Body)
	case e.requests > 1 && w.Header().Get("Retry-After") == "":
		return errors.New("the client is not told when to come again")
	case trial.hook.panics != e.heard:
		return fmt.Errorf("the hook heard of %d panics", trial.hook.panics)
	}
	return nil
}
