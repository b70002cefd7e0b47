// Package amounts takes periods and ranges out of fields.
package amounts

import (
	"cmp"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"math/rand"
	"time"
)

// Session keeps to the timeout that the server says.
type Session struct {
	conn    io.Reader
	receive time.Duration
	ping    time.Duration
}

// Connect starts a session: less than a millisecond is nothing, and so is a zero of the server.
func Connect(conn io.Reader, timeout time.Duration) *Session {
	s := &Session{conn: conn}
	s.setTimeouts(int32(timeout / time.Millisecond))
	go s.loop() // want `time.NewTicker panics on a period that is not positive at amounts.go:\d+, reached by Session.loop`
	return s
}

func (s *Session) setTimeouts(ms int32) {
	s.receive = time.Duration(ms) * time.Millisecond * 2 / 3
	s.ping = s.receive / 2
}

func (s *Session) loop() {
	var header [4]byte
	if _, err := io.ReadFull(s.conn, header[:]); err != nil {
		return
	}
	s.setTimeouts(int32(binary.BigEndian.Uint32(header[:])))
	for range time.NewTicker(s.ping).C {
		fmt.Println("ping")
	}
}

// Options is set by users.
type Options struct {
	KeepAlive int64
	Interval  time.Duration
	Jitter    int
	Poll      time.Duration
	Sweep     time.Duration
	Retry     time.Duration
	Flush     time.Duration
	Sync      time.Duration // must be positive
	Beat      time.Duration `default:"10s"`
	Half      int
	Burst     int
}

// SetKeepAlive takes a second at least.
func (o *Options) SetKeepAlive(d time.Duration) { o.KeepAlive = int64(d / time.Second) }

// Client works by its options.
type Client struct {
	options Options
	every   time.Duration
	workers int
}

// New makes a client.
func New(o *Options, every time.Duration, workers int) *Client {
	c := &Client{options: *o, every: every, workers: workers}
	if c.options.Poll <= 0 {
		c.options.Poll = time.Minute
	}
	c.options.Flush = cmp.Or(o.Flush, time.Second)
	return c
}

// Start starts everything.
func (c *Client) Start() {
	if c.options.KeepAlive != 0 {
		go c.keepAlive() // want `time.NewTicker panics on a period that is not positive at amounts.go:\d+, reached by Client.keepAlive`
	}
	go c.watch()   // want `time.NewTicker panics on a period that is not positive at amounts.go:\d+, reached by Client.watch`
	go c.jitter()  // want `rand.Intn panics on a range that is empty at amounts.go:\d+, reached by Client.jitter`
	go c.spread()  // want `rand.Intn panics on a range that is empty at amounts.go:\d+, reached by Client.spread`
	go c.collect() // want `time.NewTicker panics on a period that is not positive at amounts.go:\d+, reached by Client.collect`
	go c.poll()
	go c.sweep()
	go c.retry()
	go c.flush()
	go c.sync()
	go c.beat()
	go c.half()
	go c.burst()
}

// One of 1 or less is no half.
func (c *Client) keepAlive() {
	var seconds int64
	if c.options.KeepAlive > 10 {
		seconds = 5
	} else {
		seconds = c.options.KeepAlive / 2
	}
	for range time.NewTicker(time.Duration(seconds * int64(time.Second))).C {
		fmt.Println("ping")
	}
}

func (c *Client) watch() {
	for range time.NewTicker(c.options.Interval).C {
		fmt.Println("watch")
	}
}

func (c *Client) jitter() { fmt.Println(rand.Intn(c.options.Jitter)) }

func (c *Client) spread() { fmt.Println(rand.Intn(c.workers)) }

// Who calls New writes a constant: no more than a note.
func (c *Client) collect() { <-time.NewTicker(c.every).C }

// New gives a default.
func (c *Client) poll() { <-time.NewTicker(c.options.Poll).C }

// This function gives one.
func (c *Client) sweep() {
	every := c.options.Sweep
	if every == 0 {
		every = time.Second
	}
	<-time.NewTicker(every).C
}

// Validate is for users.
func (o *Options) Validate() error {
	if o.Retry.Seconds() < 1 {
		return fmt.Errorf("retry: %v", o.Retry)
	}
	if o.Half < 2 {
		return fmt.Errorf("half: %d", o.Half)
	}
	return inRange("burst", o.Burst)
}

func inRange(name string, n int) error {
	if n < 1 {
		return fmt.Errorf("%s: %d", name, n)
	}
	return nil
}

func (c *Client) retry() { <-time.NewTicker(c.options.Retry / 2).C }
func (c *Client) flush() { <-time.NewTicker(c.options.Flush).C }
func (c *Client) sync()  { <-time.NewTicker(c.options.Sync).C }
func (c *Client) beat()  { <-time.NewTicker(c.options.Beat).C }
func (c *Client) half()  { fmt.Println(rand.Intn(c.options.Half / 2)) }
func (c *Client) burst() { fmt.Println(rand.Intn(c.options.Burst)) }

// Watch halves what it is given.
func Watch(n int) {
	go func() { // want `time.NewTicker panics on a period that is not positive at amounts.go:\d+`
		<-time.NewTicker(time.Duration(n/2) * time.Second).C
	}()
}

// WatchMany asks first.
func WatchMany(n int) {
	go func() {
		if n >= 2 {
			<-time.NewTicker(time.Duration(n/2) * time.Second).C
		}
	}()
}

// WatchHalf asks about the half.
func WatchHalf(n int) {
	go func() {
		if half := n / 2; half > 0 {
			<-time.NewTicker(time.Duration(half) * time.Second).C
		}
	}()
}

// Server has its periods from the command line.
type Server struct{ Every time.Duration }

// Flags gives defaults.
func (s *Server) Flags(flags *flag.FlagSet) {
	flags.DurationVar(&s.Every, "every", time.Minute, "how often")
}

// Run runs it.
func (s *Server) Run() {
	go func() { <-time.NewTicker(s.Every).C }()
}

// Cache has a default of its own.
type Cache struct{ Clean, Save time.Duration }

var standard = Cache{Clean: time.Minute}

// NewCache copies the standard.
func NewCache() *Cache {
	c := standard
	return &c
}

// NewSaving saves.
func NewSaving() *Cache { return &Cache{Save: time.Minute} }

// Run runs it.
func (c *Cache) Run() {
	go func() { <-time.NewTicker(c.Clean).C }()
	go func() { <-time.NewTicker(c.Save).C }()
}

// A poller is made by this package alone, which knows what it passes.
type poller struct{ every time.Duration }

func newPoller(every time.Duration) *poller { return &poller{every} }

func (p *poller) run() { <-time.NewTicker(p.every).C }

func pollers() {
	go newPoller(time.Second).run()
	go newPoller(2 * time.Second).run()
}

// What is left of a period may be nothing.
func rests(period time.Duration) {
	go func() { // want `time.NewTicker panics on a period that is not positive`
		start := time.Now()
		<-time.After(time.Second)
		t := time.NewTicker(period - time.Since(start))
		defer t.Stop()
		<-t.C
	}()
	go func() {
		start := time.Now()
		<-time.After(time.Second)
		rest := period - time.Since(start)
		if rest <= 0 {
			return
		}
		t := time.NewTicker(rest)
		defer t.Stop()
		<-t.C
	}()
	go func() {
		start := time.Now()
		<-time.After(time.Second)
		t := time.NewTicker(max(period-time.Since(start), time.Second))
		defer t.Stop()
		<-t.C
	}()
}

// Jitter is an option of some, who pass a constant, and here what is left of a period.
func Jitter(d time.Duration) time.Duration {
	jitter := rand.Intn(int(d) / 5)
	return time.Duration(int(d) + jitter - jitter/2)
}

func confirmations(poll time.Duration) {
	go func() { // want `rand.Intn panics on a range that is empty at amounts.go:\d+, reached by Jitter`
		start := time.Now()
		<-time.After(time.Second)
		<-time.After(Jitter(poll - time.Since(start)))
	}()
	go func() { // want `rand.Int63n panics on a range that is empty at amounts.go:\d+, reached by tenth`
		start := time.Now()
		<-time.After(time.Second)
		sleep := poll - time.Since(start)
		sleep += tenth(sleep)
		time.Sleep(sleep)
	}()
}

func tenth(t time.Duration) time.Duration {
	i := int64(float64(t) / 10.)
	return time.Duration(rand.Int63n(2*i) - i)
}

// A quotient is zero where its divisor is the larger one.
type stepper struct{ step, interval time.Duration }

func (s *stepper) poll(ticks int64) {
	go func() { // want `division by a quotient that may be zero`
		for range time.Tick(s.step) {
			ticks++
			if ticks > 0 && ticks%int64(s.interval.Seconds()/s.step.Seconds()) == 0 {
				println(ticks)
			}
		}
	}()
	go func() {
		for range time.Tick(s.step) {
			if every := int64(s.interval / s.step); every > 0 && ticks%every == 0 {
				println(ticks)
			}
		}
	}()
	go func() {
		if s.interval < s.step {
			return
		}
		println(ticks % int64(s.interval/s.step))
	}()
}

func pages(fetch func() int, size int) {
	go func() { // want `division by a quotient that may be zero`
		total := fetch()
		count := total / size
		if total%count != 0 {
			count++
		}
		println(count)
	}()
	go func() {
		println(time.Hour / (time.Minute / time.Second))
	}()
}
