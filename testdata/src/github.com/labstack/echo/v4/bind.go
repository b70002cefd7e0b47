package echo

// A DefaultBinder binds what a request holds.
type DefaultBinder struct{}

func (*DefaultBinder) BindBody(c Context, i any) error { return nil }
