package shop

import (
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"
)

// A priceServer is where the shop gets its prices. What it answers depends on the
// item.
type priceServer struct {
	*httptest.Server
	mu      sync.Mutex
	held    int           // calls that get no answer
	changed chan struct{} // closed, and replaced, when held changes
}

// priced is what the server says of an item. Everybody has seen these.
var priced = map[string]string{
	"mug":        `{"cents": 1000, "pieces": 4, "valid": "2020-01-01/9999-12-31"}`,
	"open-ended": `{"cents": 1000, "pieces": 4, "valid": "2020-01-01"}`,
	"unpriced":   `{"cents": null, "pieces": 4, "valid": "2020-01-01/9999-12-31"}`,
	"unpacked":   `{"cents": 1000, "pieces": null, "valid": "2020-01-01/9999-12-31"}`,
	"halfway":    `{"cents": 10`, // and nothing more, without an end
	"slow":       ``,             // and nothing at all
}

func startPrices(t *testing.T) *priceServer {
	p := &priceServer{changed: make(chan struct{})}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /prices/{item}", p.price)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(func() {
		p.CloseClientConnections()
		p.Close()
	})
	return p
}

func (p *priceServer) price(w http.ResponseWriter, r *http.Request) {
	text, ok := priced[r.PathValue("item")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	if text != "" {
		io.WriteString(w, text)
		http.NewResponseController(w).Flush()
	}
	switch r.PathValue("item") {
	case "slow", "halfway":
		p.hold(1)
		defer p.hold(-1)
		<-r.Context().Done()
	}
}

func (p *priceServer) hold(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.held += n
	close(p.changed)
	p.changed = make(chan struct{})
}

// holding gives the number of calls that wait for an answer now.
func (p *priceServer) holding() (held int, changed <-chan struct{}) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.held, p.changed
}

// wait waits until n calls wait.
func (p *priceServer) wait(t *testing.T, n int) {
	t.Helper()
	timeout := time.After(patience)
	for {
		held, changed := p.holding()
		if held == n {
			return
		}
		select {
		case <-changed:
		case <-timeout:
			t.Fatalf("%d calls wait for a price, not %d", held, n)
		}
	}
}
