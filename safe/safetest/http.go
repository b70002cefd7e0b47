package safetest

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

// Answers checks that handler, which guards one that panics with "broken" at "/",
// answers status 500 for that, without the panic's text, and for a panic and an error
// that are injected into op.
func Answers(t *testing.T, handler http.Handler, op string) {
	t.Helper()
	for _, err := range CheckAnswers(handler, op) {
		t.Error(err)
	}
}

// CheckAnswers is [Answers], and returns what the client should not have seen.
func CheckAnswers(handler http.Handler, op string) []error {
	var problems []error
	for _, fault := range []struct {
		name  string
		fault *safe.Fault
		heard int // panics that the hook must hear of
	}{
		{"the handler panics", nil, 1},
		{"an injected panic", &safe.Fault{Kind: safe.FaultPanic, Err: errFault}, 1},
		{"an injected error", &safe.Fault{Kind: safe.FaultError, Err: errFault}, 0},
	} {
		if err := answer(handler, op, fault.fault, fault.heard); err != nil {
			problems = append(problems, fmt.Errorf("%s, %s: %w", op, fault.name, err))
		}
	}
	return problems
}

func answer(handler http.Handler, op string, fault *safe.Fault, heard int) (err error) {
	h := new(hook)
	before := safe.SetHook(h)
	defer safe.SetHook(before)
	if fault != nil {
		defer safe.SetFault(op, *fault)()
	}
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("the panic got through: %v", value)
		}
	}()
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/", nil))
	switch {
	case w.Code != http.StatusInternalServerError:
		return fmt.Errorf("the client sees status %d", w.Code)
	case strings.Contains(w.Body.String(), "broken") || strings.Contains(w.Body.String(), errFault.Error()):
		return fmt.Errorf("the client sees %q", w.Body)
	case h.panics != heard:
		return errors.New("the hook heard of " + fmt.Sprint(h.panics) + " panics")
	}
	return nil
}
