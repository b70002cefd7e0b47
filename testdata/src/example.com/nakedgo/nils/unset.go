package nils

import "log"

// A pointer, or a list, that nothing sets is nil.
func unset() {
	var peer *struct{ n int }
	go func() { // want `nil dereference \(nothing sets it\)`
		peer.n++
	}()
	var names []string
	go func() { // want `index out of range`
		log.Print(names[0])
	}()
	var looked *struct{ n int }
	go func() {
		if looked != nil {
			looked.n++
		}
	}()
}

type conn struct {
	stats *struct{ sent int }
	seen  *struct{ n int }
	names []string
}

func (c *conn) count() { c.stats.sent++ }

func (c *conn) see() { c.seen.n++ }

func newConn() *conn {
	c := &conn{names: []string{"a"}}
	c.seen = &struct{ n int }{}
	go c.count() // want `nil dereference \(nothing sets it\)`
	go c.see()
	go log.Print(c.names[0])
	return c
}

// Somebody asks whether it is there: it is set, if at all, where we do not see it.
type traced struct{ tracer *struct{ n int } }

func (t *traced) trace() { t.tracer.n++ }

func (t *traced) start() {
	if t.tracer != nil {
		go t.trace()
	}
}
