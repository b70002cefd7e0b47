package nats

type (
	EncodedConn  struct{}
	Subscription struct{}
	MsgHandler   func(msg *Msg)
	Handler      any
)

func (nc *Conn) Subscribe(subj string, cb MsgHandler) (*Subscription, error)       { return nil, nil }
func (c *EncodedConn) Subscribe(subject string, cb Handler) (*Subscription, error) { return nil, nil }
