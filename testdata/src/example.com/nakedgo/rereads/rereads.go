// Package rereads goes on to read websockets that have failed.
package rereads

import (
	"encoding/json"
	"errors"
	"log"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

type message struct{ text string }

type client struct {
	conn   *websocket.Conn
	url    string
	closed atomic.Bool
}

func (c *client) read(out chan<- message) {
	go func() { // want `websocket.Conn.ReadJSON panics when it is called again after an error at rereads.go:\d+`
		for {
			var m message
			if err := c.conn.ReadJSON(&m); err != nil {
				if websocket.IsUnexpectedCloseError(err, websocket.CloseGoingAway) {
					return
				}
				time.Sleep(time.Second)
				continue
			}
			out <- m
		}
	}()
}

func leaves(conn *websocket.Conn, out chan<- []byte) {
	go func() {
		for {
			_, data, err := conn.ReadMessage()
			if err != nil {
				log.Println("read:", err)
				return
			}
			out <- data
		}
	}()
	go func() {
		for {
			var m message
			if err := conn.ReadJSON(&m); err != nil {
				var syntax *json.SyntaxError
				if errors.As(err, &syntax) {
					continue
				}
				break
			}
			out <- []byte(m.text)
		}
	}()
	go func() {
		for {
			_, data, err := conn.ReadMessage()
			if err == nil {
				out <- data
				continue
			}
			log.Println("read:", err)
			break
		}
	}()
}

func (c *client) dial() error {
	conn, _, err := websocket.DefaultDialer.Dial(c.url, nil)
	c.conn = conn
	return err
}

func (c *client) dialsAgain(out chan<- []byte) {
	go func() {
		for {
			_, data, err := c.conn.ReadMessage()
			if err != nil {
				if err := c.dial(); err != nil {
					return
				}
				continue
			}
			out <- data
		}
	}()
}

func (c *client) isClosed() bool { return c.closed.Load() }

func (c *client) untilClosed(out chan<- []byte) {
	go func() { // want `websocket.Conn.ReadMessage panics when it is called again after an error at rereads.go:\d+`
		for !c.isClosed() {
			_, data, err := c.conn.ReadMessage()
			if err != nil {
				log.Println("read:", err)
				time.Sleep(time.Second)
				continue
			}
			out <- data
		}
	}()
}
