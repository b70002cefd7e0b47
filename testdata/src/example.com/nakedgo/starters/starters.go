// Package starters gives functions to those that run them on goroutines of
// their own.
package starters

import (
	"context"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/IBM/sarama"
	"github.com/nats-io/nats.go"
	"github.com/robfig/cron/v3"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"
)

func second(line string) string { return strings.Split(line, ",")[1] }

func ErrGroup(line string) error {
	var g errgroup.Group
	g.Go(func() error { // want `^function started by Group.Go has no panic guard \(index out of range at starters.go:19, reached by second\)$`
		println(second(line))
		return nil
	})
	g.TryGo(func() error { // want `^function started by Group.TryGo has no panic guard`
		println(second(line))
		return nil
	})
	return g.Wait()
}

func ErrGroupMethod(ctx context.Context, s *server) error {
	g, _ := errgroup.WithContext(ctx)
	g.Go(s.run) // want `^function started by Group.Go has no panic guard \(index out of range at starters.go:19, reached by server.run → second\)$`
	return g.Wait()
}

type server struct{ line string }

func (s *server) run() error {
	println(second(s.line))
	return nil
}

func WaitGroup(line string) {
	var wg sync.WaitGroup
	wg.Go(func() { println(second(line)) }) // want `^function started by WaitGroup.Go has no panic guard`
	wg.Wait()
}

func Timer(line string) {
	time.AfterFunc(time.Second, func() { println(second(line)) }) // want `^function started by time.AfterFunc has no panic guard`
}

func After(ctx context.Context, line string) {
	context.AfterFunc(ctx, func() { println(second(line)) }) // want `^function started by context.AfterFunc has no panic guard`
}

func Finalizer(s *server) {
	runtime.SetFinalizer(s, func(s *server) { println(second(s.line)) }) // want `^function started by runtime.SetFinalizer has no panic guard`
}

func Cleanup(s *server, line string) {
	runtime.AddCleanup(s, func(line string) { println(second(line)) }, line) // want `^function started by runtime.AddCleanup has no panic guard`
}

func Cron(c *cron.Cron, line string) {
	c.AddFunc("@daily", func() { println(second(line)) }) // want `^function started by Cron.AddFunc has no panic guard`
	c.AddJob("@daily", job{line})                         // want `^function started by Cron.AddJob has no panic guard`
	c.AddJob("@daily", quiet{line})
}

type job struct{ line string }

func (j job) Run() { println(second(j.line)) }

type quiet struct{ line string }

func (q quiet) Run() {
	defer func() { recover() }()
	println(second(q.line))
}

func Nats(nc *nats.Conn) {
	nc.Subscribe("orders", func(m *nats.Msg) { // want `^function started by Conn.Subscribe has no panic guard`
		println(second(string(m.Data)))
	})
	nc.Subscribe("orders", handle) // want `^function started by Conn.Subscribe has no panic guard \(index out of range at starters.go:19, reached by handle → second\)$`
	nc.Subscribe("orders", func(m *nats.Msg) {
		defer func() { recover() }()
		println(second(string(m.Data)))
	})
}

func Encoded(c *nats.EncodedConn) {
	c.Subscribe("orders", func(line string) { println(second(line)) }) // want `^function started by EncodedConn.Subscribe has no panic guard`
}

func handle(m *nats.Msg) { println(second(string(m.Data))) }

func Sarama(ctx context.Context, group sarama.ConsumerGroup) error {
	return group.Consume(ctx, []string{"orders"}, &consumer{}) // want `^function started by ConsumerGroup.Consume has no panic guard`
}

type consumer struct{}

func (*consumer) Setup(sarama.ConsumerGroupSession) error   { return nil }
func (*consumer) Cleanup(sarama.ConsumerGroupSession) error { return nil }

func (*consumer) ConsumeClaim(_ sarama.ConsumerGroupSession, claim sarama.ConsumerGroupClaim) error {
	for m := range claim.Messages() {
		println(second(string(m.Value)))
	}
	return nil
}

func DoChan(g *singleflight.Group, line string) {
	g.DoChan(line, func() (any, error) { // want `^function started by Group.DoChan has no panic guard`
		return second(line), nil
	})
}

// A deferred start is one as well.
func Deferred(line string) {
	var wg sync.WaitGroup
	defer wg.Go(func() { println(second(line)) }) // want `^function started by WaitGroup.Go has no panic guard`
}

// A method value of the starter.
func Bound(line string) {
	var g errgroup.Group
	start := g.Go
	start(func() error { // want `function started by Group.Go has no panic guard`
		println(second(line))
		return nil
	})
}

// By a function of this package that is given the group.
func Helper(line string) {
	var g errgroup.Group
	submit(&g, func() { println(second(line)) }) // want `^function started by submit has no panic guard`
}

func submit(g *errgroup.Group, f func()) {
	g.Go(func() error {
		f()
		return nil
	})
}
