// Package amqp stands in for github.com/streadway/amqp.
package amqp

type Error struct{ Reason string }

type Connection struct{ closes []chan *Error }

func (c *Connection) NotifyClose(receiver chan *Error) chan *Error {
	c.closes = append(c.closes, receiver)
	return receiver
}

func (c *Connection) Close() error {
	for _, ch := range c.closes {
		close(ch)
	}
	return nil
}
