// Package voiced decodes errors.
package voiced

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gorilla/websocket"
)

// One without a code used to be reported. It is an error all the same.
type failure struct {
	Code int
	Text string
}

func (f failure) Error() string { return fmt.Sprintf("code %d: %s", f.Code, f.Text) }

func next(conn *websocket.Conn) error {
	var f failure
	if err := conn.ReadJSON(&f); err != nil {
		return err
	}
	if f.Code == -1 && f.Text == "slow down" {
		return nil
	} else {
		return f
	}
}

// Here the code decides, and this is no error.
type closing struct { // want `closing takes null .* in Code \(`
	Code int
}

func (c *closing) Error() string { return fmt.Sprint(c.Code) }

type order struct { // want `order takes null .* in Cents \(`
	Cents int
}

func (o order) String() string { return fmt.Sprint(o.Cents) }

func serve(conn *websocket.Conn, wait func(int), pay func(order)) error {
	var c closing
	if err := conn.ReadJSON(&c); err != nil {
		return err
	}
	wait(c.Code)
	return &c
}

func buy(r *http.Request, pay func(order)) error {
	var o order
	err := json.NewDecoder(r.Body).Decode(&o)
	pay(o)
	return err
}
