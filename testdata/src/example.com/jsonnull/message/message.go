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
