package counts

import (
	"log"
	"runtime"
	"sync/atomic"
	"time"
)

// A syncing table tells how far it is, of what the broker says there is.
type syncing struct {
	done, end int64
	cores     int64
}

func newSyncing(end int64) *syncing { return &syncing{end: end, cores: int64(runtime.NumCPU())} }

func (t *syncing) start() {
	go func() { // want `division by a total that may be zero at percent.go:\d+`
		for range time.Tick(time.Second) {
			log.Printf("%d%% done", atomic.LoadInt64(&t.done)*100/t.end)
		}
	}()
	go func() {
		for range time.Tick(time.Second) {
			log.Printf("%d%% busy", atomic.LoadInt64(&t.done)*100/t.cores)
		}
	}()
}

// A cache that nobody has asked has no rate.
type rate struct{ hits, misses atomic.Int64 }

func (r *rate) report() {
	go func() { // want `division by a total that may be zero at percent.go:\d+`
		println(100 * r.hits.Load() / (r.hits.Load() + r.misses.Load()))
	}()
	go func() {
		if all := r.hits.Load() + r.misses.Load(); all > 0 {
			println(100 * r.hits.Load() / all)
		}
	}()
}

// Somebody looks at this one.
type progress struct{ done, total int }

func (p *progress) percent() int { return p.done * 100 / p.total }

func (p *progress) show() {
	go func() {
		for p.total == 0 {
			time.Sleep(time.Second)
		}
		println(p.percent())
	}()
}
