// Package bothways defers a function in one place and calls it in another, for
// the other work that it does.
package bothways

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
