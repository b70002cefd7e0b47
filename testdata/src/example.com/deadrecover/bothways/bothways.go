// Package bothways defers a function in one place and calls it in another, for
// the other work that it does.
package bothways

import (
	"log"

	"example.com/deadrecover/bothways/lib"
)

type conn struct {
	open bool
	err  any
}

// shut closes; deferred, it recovers as well.
func (c *conn) shut() {
	c.err = recover()
	c.open = false
}

func (c *conn) serve(parts []string) string {
	defer c.shut()
	return parts[0]
}

func (c *conn) reset() { c.shut() }

func Serve(parts []string) string {
	c := new(conn)
	c.reset()
	return c.serve(parts)
}

// stop closes first, and then looks whether there is a panic.
func (c *conn) stop() {
	c.open = false
	if r := recover(); r != nil {
		c.err = r
	}
}

func (c *conn) run(parts []string) string {
	defer c.stop()
	return parts[0]
}

func Run(parts []string) string {
	c := new(conn)
	c.stop()
	return c.run(parts)
}

func finish(name string) {
	log.Println("finished", name)
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func Work(parts []string) string {
	defer finish("work")
	return parts[0]
}

func Idle() { finish("idle") }

// Close of another package recovers and closes.
func Closed(parts []string, r *lib.Resource) string {
	r.Close()
	return parts[0]
}
