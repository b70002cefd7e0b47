// Package replies asks others by a message system.
package replies

import (
	"context"
	"encoding/json"
	"time"

	"github.com/nats-io/nats.go"
)

// A reply used to be taken for the message of a queue, with all of its fields.
type info struct {
	Name     string
	Messages int
	Paused   bool
}

func (c *client) info(subject string) (i info, err error) {
	reply, err := c.nc.Request(subject, nil, time.Second)
	if err != nil {
		return i, err
	}
	return i, json.Unmarshal(reply.Data, &i)
}

func use(c *client) (string, int, bool) {
	i, _ := c.info("info")
	return i.Name, i.Messages, i.Paused
}

type client struct{ nc *nats.Conn }

// It is one like that of a server: where zero does harm, it is reported.
type page struct { // want `page takes null .* in Size \(`
	Total int
	Size  int
}

func (c *client) ask(ctx context.Context, v any) error {
	m, err := c.request(ctx)
	if err != nil {
		return err
	}
	return json.Unmarshal(m.data(), v)
}

func (c *client) request(ctx context.Context) (*message, error) {
	reply, err := c.nc.RequestWithContext(ctx, "page", nil)
	if err != nil {
		reply, err = c.nc.RequestWithContext(ctx, "page", nil)
	}
	if err != nil {
		return nil, err
	}
	return &message{reply}, nil
}

type message struct{ msg *nats.Msg }

func (m *message) data() []byte { return m.msg.Data }

func pages(ctx context.Context, c *client) (int, error) {
	var p page
	if err := c.ask(ctx, &p); err != nil {
		return 0, err
	}
	return p.Total / p.Size, nil
}

// What others send of their own accord is a message, by the same wrapper too.
type order struct { // want `order takes null .* in Cents \(`
	Cents int
}

func (c *client) listen(bill func(int)) error {
	_, err := c.nc.Subscribe("orders", func(msg *nats.Msg) {
		m := &message{msg}
		var o order
		if json.Unmarshal(m.data(), &o) == nil {
			bill(o.Cents)
		}
	})
	return err
}
