package twice

// A session is connected as often as the connection breaks.
type state int

const (
	connecting state = iota
	connected
	finished
)

type sessionEvent struct {
	state state
	err   error
}

func monitor(events <-chan sessionEvent, up chan struct{}) {
	for e := range events {
		switch e.state {
		case connecting:
			println("connecting")
		case connected:
			close(up)
		}
	}
}

func monitorOnce(events <-chan sessionEvent, up chan struct{}) {
	open := false
	for e := range events {
		if e.state == connected && !open {
			open = true
			close(up)
		}
	}
}

func monitorFirst(events <-chan sessionEvent, up chan struct{}) {
	for e := range events {
		if e.state == connected {
			close(up)
			return
		}
	}
}

func monitorLast(events <-chan sessionEvent, over chan struct{}) {
	for e := range events {
		if e.state == finished {
			close(over)
		}
	}
}

func sessions(events <-chan sessionEvent) {
	up := make(chan struct{})
	go monitor(events, up) // want `close of a closed channel \(a message may come again\) at foreach.go:23`
	<-up
	go monitorOnce(events, make(chan struct{}))
	go monitorFirst(events, make(chan struct{}))
	go monitorLast(events, make(chan struct{}))
}
