// Package message reads JSON of queues and sockets.
package message

import (
	"context"
	"encoding/json"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
	gorilla "github.com/gorilla/websocket"
	"github.com/hibiken/asynq"
	"github.com/nats-io/nats.go"
	"github.com/segmentio/kafka-go"

	"example.com/jsonnull/message/events"
)

type frame struct{ N int } // want `frame takes null`

type read struct{ N int } // want `read takes null`

type coder struct{ N int } // want `coder takes null`

type natsEvent struct{ N int } // want `natsEvent takes null`

type encoded struct{ N int } // want `encoded takes null`

type kafkaEvent struct{ N int } // want `kafkaEvent takes null`

type task struct{ N int } // want `task takes null`

func sockets(ctx context.Context, g *gorilla.Conn, c *websocket.Conn) error {
	var f frame
	if err := g.ReadJSON(&f); err != nil {
		return err
	}
	_, p, err := g.ReadMessage()
	if err != nil {
		return err
	}
	var r read
	if err := json.Unmarshal(p, &r); err != nil {
		return err
	}
	var d coder
	return wsjson.Read(ctx, c, &d)
}

func queues(ctx context.Context, nc *nats.Conn, ec *nats.EncodedConn, k *kafka.Reader) error {
	nc.Subscribe("events", func(msg *nats.Msg) {
		var e natsEvent
		json.Unmarshal(msg.Data, &e)
	})
	ec.Subscribe("events", func(subject string, e *encoded) {})
	m, err := k.ReadMessage(ctx)
	if err != nil {
		return err
	}
	var e kafkaEvent
	return json.Unmarshal(m.Value, &e)
}

func work(ctx context.Context, t *asynq.Task) error {
	var p task
	return json.Unmarshal(t.Payload(), &p)
}

// Where the state is another one, nothing is done. The rule took null for a
// state of its own.
type playing struct {
	State string
	Key   int // read, and compared with zero
}

func follow(c *gorilla.Conn) {
	var p playing
	if err := c.ReadJSON(&p); err != nil || p.Key == 0 {
		return
	}
	if p.State == "playing" {
		println(p.Key)
	}
}

// Here it is.
type paused struct { // want `^paused takes null or no key for a value in State \(it stays zero; see gen-safe\)$`
	State string
}

func track(c *gorilla.Conn) {
	var p paused
	if err := c.ReadJSON(&p); err != nil {
		return
	}
	if p.State == "playing" {
		println("on")
	} else {
		println("off")
	}
}

// What the package queues itself comes back as it went.
type mail struct{ User int }

func later(c *asynq.Client, user int) error {
	data, err := json.Marshal(mail{user})
	if err != nil {
		return err
	}
	_, err = c.Enqueue(asynq.NewTask("mail", data))
	return err
}

func send(ctx context.Context, t *asynq.Task) error {
	var m mail
	if err := json.Unmarshal(t.Payload(), &m); err != nil {
		return err
	}
	println(m.User * 2)
	return nil
}

// What goes to a browser and comes from it need not.
type chat struct{ User int } // want `^chat takes null or no key for a value in User \(it stays zero; see gen-safe\)$`

func talk(g *gorilla.Conn) error {
	var c chat
	if err := g.ReadJSON(&c); err != nil {
		return err
	}
	return g.WriteJSON(chat{c.User * 2})
}

// A package that declares messages does so for both ends of a queue, but not for a
// browser.
func shared(ctx context.Context, k *kafka.Reader, g *gorilla.Conn) error {
	m, err := k.ReadMessage(ctx)
	if err != nil {
		return err
	}
	var o events.Order
	if err := json.Unmarshal(m.Value, &o); err != nil { // want `^events.Order takes null or no key for a value in Cents \(it stays zero; see gen-safe\)$`
		return err
	}
	var f events.Frame
	err = g.ReadJSON(&f) // want `^events.Frame takes null or no key for a value in N \(it stays zero; see gen-safe\)$`
	println(o.Cents*2, f.N*2)
	return err
}
