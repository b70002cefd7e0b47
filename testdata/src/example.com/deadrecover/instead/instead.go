// Package instead has guards that take what was recovered, and recover only where they are
// given nothing.
package instead

import (
	"errors"

	"example.com/deadrecover/instead/hub"
)

func work() { panic("work") }

// This is what their documentation asks for.
func handled(h *hub.Hub) {
	defer func() {
		if r := recover(); r != nil {
			h.Recover(r)
		}
	}()
	work()
}

func reported(h *hub.Hub) {
	h.Recover(errors.New("boom"))
	defer h.Recover(nil)
	work()
}

func lost(h *hub.Hub) {
	defer func() {
		h.Recover(nil) // want `^recover in Recover has no effect here: it works only when a defer statement runs Recover$`
	}()
	work()
}
