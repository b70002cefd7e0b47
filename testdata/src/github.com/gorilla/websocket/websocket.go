// Package websocket stands in for github.com/gorilla/websocket.
package websocket

type Conn struct{}

func (c *Conn) ReadJSON(v any) error                                { return nil }
func (c *Conn) ReadMessage() (messageType int, p []byte, err error) { return 0, nil, nil }

func (c *Conn) WriteJSON(v any) error { return nil }
