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
		http.Error(w, "injected", http.StatusInternalServerError)
		return
	}
	panic("broken")
}

func TestAnswers(t *testing.T) {
	safetest.Answers(t, safe.Handler(http.HandlerFunc(broken), safe.HandlerOptions{}), "users.HTTP")
}

func ExampleCheckAnswers() {
	for _, handler := range []http.HandlerFunc{
		broken,
		func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "fine") },
	} {
		fmt.Println(safetest.CheckAnswers(handler, "users.HTTP")[0])
	}
	// Output:
	// users.HTTP, the handler panics: the panic got through: broken
	// users.HTTP, the handler panics: the client sees status 200
}
