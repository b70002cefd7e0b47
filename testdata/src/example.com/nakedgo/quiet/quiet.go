// Package quiet starts functions in which nothing is seen to panic.
package quiet

import (
	"context"
	"fmt"
	"log"
	"os"
	"os/signal"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

func Wait(wg *sync.WaitGroup, done chan struct{}) {
	go func() {
		wg.Wait()
		close(done)
	}()
}

func Cancel(ctx context.Context, cancel context.CancelFunc) {
	go func() {
		<-ctx.Done()
		cancel()
	}()
}

func Timeout(ctx context.Context) context.Context {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	go func() {
		<-ctx.Done()
		cancel()
	}()
	return ctx
}

func Send(ch chan int) {
	go func() { ch <- 1 }()
}

func Results(work []int) int {
	results := make(chan int)
	for _, w := range work {
		go func() { results <- w * w }()
	}
	sum := 0
	for range work {
		sum += <-results
	}
	return sum
}

func Signals(stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt)
	go func() {
		log.Println(<-signals)
	}()
}

func Ticker(done chan struct{}, n *atomic.Int64) {
	go func() {
		t := time.NewTicker(time.Second)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				n.Add(1)
			case <-done:
				return
			}
		}
	}()
}

type counter struct {
	mu     sync.Mutex
	counts map[string]int
}

// Who wrote the type makes the map.
func (c *counter) add(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts[name]++
}

func (c *counter) Start(names chan string) {
	go func() {
		for name := range names {
			c.add(name)
		}
	}()
}

func Proved(lines []string, table [8]int, key []byte) {
	go func() {
		for i := range lines {
			println(lines[i])
		}
		for i := 0; i < len(lines); i++ {
			println(lines[i])
		}
		if len(lines) > 2 {
			println(lines[2], len(lines[1:2]))
		}
		if len(key) == 0 {
			return
		}
		println(table[3], table[int(key[0])&7], table[len(lines)%8])
	}()
}

func Split(line string) {
	go func() {
		println(strings.Split(line, ",")[0])
		name, value, found := strings.Cut(line, "=")
		fmt.Println(name, value, found)
		if i := strings.Index(line, ":"); i >= 0 {
			println(line[:i])
		}
		if fields := strings.Fields(line); len(fields) == 2 {
			println(fields[1])
		}
	}()
}

func Asserted(v any) {
	go func() {
		if s, ok := v.(string); ok {
			println(s)
		}
		switch v := v.(type) {
		case int:
			println(v)
		}
	}()
}

func Divided(n, total int) {
	go func() {
		println(total / 10)
		if n != 0 {
			println(total / n)
		}
		println(float64(total) / float64(n))
	}()
}

func Made() {
	go func() {
		counts := map[string]int{}
		counts["a"]++
		list := make([]int, 3)
		list[2] = 1
		pair := []string{"a", "b"}
		println(pair[1], list[0])
	}()
}

func Checked(name string) {
	go func() {
		f, err := os.Open(name)
		if err != nil {
			log.Println(err)
			return
		}
		defer f.Close()
		fmt.Println(f.Name())
	}()
}

// A plain dereference is no sign.
func Pointer(c *counter) {
	go func() {
		println(len(c.counts))
		c.mu.Lock()
	}()
}

// Each goroutine closes its own channel once.
func Close(work func() int) <-chan int {
	ch := make(chan int, 1)
	go func() {
		defer close(ch)
		ch <- 1
	}()
	return ch
}

// Ends of the process are no panics.
func Exit() {
	go func() {
		time.Sleep(time.Minute)
		log.Fatal("timeout")
	}()
	go func() {
		time.Sleep(time.Minute)
		os.Exit(1)
	}()
}

func Pool() {
	pool := sync.Pool{New: func() any { return new(counter) }}
	go func() {
		c := pool.Get().(*counter)
		defer pool.Put(c)
		c.counts = nil
	}()
}

type key struct{}

// A context value has one owner, and one type.
func Value(ctx context.Context) {
	go func() {
		println(ctx.Value(key{}).(string))
	}()
}
