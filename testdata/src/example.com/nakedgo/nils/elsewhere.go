package nils

import "example.com/nakedgo/nils/lib"

// What functions of another package give beside an error, and methods do with nil, it says.
func elsewhere(name string) {
	go func() { // want `nil dereference \(result used without a look at its error\) at elsewhere.go:\d+, reached by lib.Conn.Send`
		c, _ := lib.Dial(name)
		c.Send()
	}()
	go func() {
		c, _ := lib.Dial(name)
		c.Close()
	}()
	go func() {
		c, _ := lib.Guess(name)
		c.Send()
	}()
}
