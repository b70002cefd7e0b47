// Package hub reports errors and panics.
package hub

type Hub struct{ events []any }

// Recover reports err, or the panic that it recovers.
func (h *Hub) Recover(err any) *string {
	if err == nil {
		err = recover()
	}
	if err == nil {
		return nil
	}
	h.events = append(h.events, err)
	id := "1"
	return &id
}
