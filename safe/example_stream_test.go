package safe_test

import (
	"context"
	"database/sql"
	"fmt"
	"io"
	"iter"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleKeepResponse() {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "contents of a.txt")
	}))
	defer server.Close()

	fetch := func(ctx context.Context, url string) (*http.Response, error) {
		ctx, cancel := safe.Deadline(ctx, "files.Fetch", time.Minute)
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			cancel()
			return nil, err
		}
		response, err := server.Client().Do(request)
		err = safe.ExplainDeadline(ctx, "files.Fetch", time.Minute, err)
		return safe.KeepResponse(ctx, cancel, response), err // no response: cancels at once
	}
	response, err := fetch(context.Background(), server.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer response.Body.Close() // ends the context
	io.Copy(os.Stdout, response.Body)
	// Output: contents of a.txt
}

func ExampleKeepSeq2() {
	scores := func(ctx context.Context) iter.Seq2[string, int] {
		ctx, cancel := safe.Deadline(ctx, "scores.All", time.Minute)
		stored := maps.All(map[string]int{"ada": 3})
		return safe.KeepSeq2(cancel, func(yield func(string, int) bool) {
			if ctx.Err() == nil { // it is, until the loop is over
				stored(yield)
			}
		})
	}
	for name, score := range scores(context.Background()) {
		fmt.Println(name, score)
	}
	// Output: ada 3
}

func ExampleKeepValue() {
	list := func(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
		ctx, cancel := safe.Deadline(ctx, "users.List", time.Minute)
		rows, err := db.QueryContext(ctx, "SELECT id FROM users")
		return safe.KeepValue(cancel, rows), err // canceled now, the rows would end early
	}
	db := sql.OpenDB(threeRows{})
	defer db.Close()
	rows, err := list(context.Background(), db)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n++
	}
	fmt.Println(n, rows.Err())
	// Output: 3 <nil>
}
