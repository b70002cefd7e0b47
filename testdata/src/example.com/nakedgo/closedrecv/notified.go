package closedrecv

import (
	"log"

	"github.com/streadway/amqp"
)

// The library closes the channels that it is given.
func notified(conn *amqp.Connection) {
	closed := make(chan *amqp.Error)
	conn.NotifyClose(closed)
	go func() { // want `goroutine has no panic guard \(nil dereference \(received from a channel that gets closed\)`
		log.Print((<-closed).Reason)
	}()
	again := conn.NotifyClose(make(chan *amqp.Error))
	go func() { // want `goroutine has no panic guard \(nil dereference \(received from a channel that gets closed\)`
		log.Print((<-again).Reason)
	}()
	other := make(chan *amqp.Error)
	conn.NotifyClose(other)
	go func() {
		if err := <-other; err != nil {
			log.Print(err.Reason)
		}
	}()
}
