package safetest_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
	"github.com/recoverlint/recoverlint/safe/safetest"
)

func broken(w http.ResponseWriter, r *http.Request) {
	if err := safe.Inject(r.Context(), "users.HTTP"); err != nil {
		w.WriteHeader(safe.ErrorStatus(w.Header(), err))
		return
	}
	panic("broken")
}

// guarded guards broken as gen-safe does.
func guarded(p safetest.Policy) http.Handler {
	handler := safe.RequestContext(
		safe.Handler(http.HandlerFunc(broken), safe.HandlerOptions{Breaker: p.Breaker}),
		safe.RequestOptions{MaxDeadline: p.Deadline})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		handler.ServeHTTP(w, r.WithContext(safe.WithHook(r.Context(), p.Hook)))
	})
}

func TestAnswers(t *testing.T) {
	safetest.Answers(t, "users.HTTP", guarded)
}

func ExampleCheckAnswers() {
	for _, handler := range []http.HandlerFunc{
		broken,
		func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "fine") },
	} {
		problems := safetest.CheckAnswers("users.HTTP", func(safetest.Policy) http.Handler { return handler })
		fmt.Println(problems[0])
	}
	// Output:
	// users.HTTP, the handler panics: the panic got through: broken
	// users.HTTP, the handler panics: the client sees status 200
}
