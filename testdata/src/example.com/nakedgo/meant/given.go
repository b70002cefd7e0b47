package meant

import (
	"crypto/cipher"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"log"
)

// Options has a hook that may be left out.
type Options struct {
	OnDown func() bool
	OnUp   func()
}

func hooks(o *Options) {
	go func() { // want `call of a function value`
		if o.OnDown != nil && !o.OnDown() {
			return
		}
	}()
	go func() { // want `call of a function value`
		o.OnUp()
	}()
}

type kind int

const (
	ping kind = iota
	pong
)

type pingMessage struct{ n int }

type pongMessage struct{ n int }

type command struct {
	kind *kind
	ping *pingMessage
	pong *pongMessage
}

// commandOf is given a kind and what belongs to it.
func commandOf(k kind, m any) *command {
	c := &command{kind: &k}
	switch k {
	case ping:
		c.ping = m.(*pingMessage)
	case pong:
		c.pong = m.(*pongMessage)
	}
	return c
}

func commands() {
	go commandOf(pong, &pongMessage{1})
	go commandOf(ping, &pongMessage{1}) // want `type assertion m.\(\*pingMessage\) without ok`
}

// parseList gives a list where it gives anything.
func parseList(n int) (any, error) {
	if n < 0 {
		return nil, errors.New("negative")
	}
	list := make([]any, n)
	return list, nil
}

type parser func(n int) (any, error)

func read(n int, parse parser) (any, error) { return parse(n) }

func lists(n int) {
	go func() { // want `type assertion v.\(\[\]any\) without ok`
		v, err := read(n, parseList)
		if err != nil {
			return
		}
		fmt.Println(v.([]any))
	}()
}

func ranges(args []any) int { return args[2].(int) }

// retries comes through ranges before it starts anything.
func retries(args []any) {
	first := ranges(args)
	go func() { // want `index out of range|type assertion args\[2\]`
		fmt.Println(first, ranges(args))
	}()
}

func sized(block cipher.Block, seed []byte) {
	go func() {
		sum := sha256.Sum256(seed)
		fmt.Println(sum[:block.BlockSize()])
	}()
}

func queries(db *sql.DB) {
	go func() {
		rows, err := db.Query("SELECT 1")
		if err != nil && err != sql.ErrNoRows {
			return
		}
		defer rows.Close()
	}()
}

// known says what the program puts there.
func known(v any) {
	go func() { // want `explicit panic`
		n, ok := v.(int)
		if !ok {
			panic("v is not what was put there")
		}
		fmt.Println(n)
	}()
}

func closedOrPanic(err error) {
	if err != nil {
		panic(err)
	}
}

func closes(close func() error) {
	go func() { // want `explicit panic|callback`
		closedOrPanic(close())
	}()
}

type handlers struct{ byName map[string]func() }

func (h *handlers) put(names chan string, name string) {
	if _, ok := h.byName[name]; ok {
		names <- name
	}
}

func (h *handlers) run(names chan string) {
	go func() {
		for {
			select {
			case name := <-names:
				h.byName[name]()
			}
		}
	}()
}

// level tells what there is no way on from.
func level(k kind) {
	var p *pingMessage
	switch {
	case k == ping:
		p = &pingMessage{1}
	case k > pong:
		p = &pingMessage{2}
	default:
		log.Panicf("BUG: unknown kind %d", k)
	}
	p.n++
}

func levels(k kind) {
	go level(k) // want `panic`
}
