// Package websocket stands in for github.com/gorilla/websocket.
package websocket

import (
	"errors"
	"net/http"
)

type Dialer struct{}

func (d *Dialer) Dial(url string, header http.Header) (*Conn, *http.Response, error) {
	if url == "" {
		return nil, nil, errors.New("no url")
	}
	return &Conn{}, nil, nil
}

var DefaultDialer = &Dialer{}

type Conn struct{}

func (c *Conn) Close() error                                        { return nil }
func (c *Conn) ReadJSON(v any) error                                { return nil }
func (c *Conn) ReadMessage() (messageType int, p []byte, err error) { return 0, nil, nil }

func (c *Conn) WriteJSON(v any) error { return nil }

const CloseGoingAway = 1001

func IsUnexpectedCloseError(err error, expected ...int) bool { return err != nil }
