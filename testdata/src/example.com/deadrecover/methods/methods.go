// Package methods calls a guard's method where it must be deferred.
package methods

import "log"

type guard struct{ name string }

func (g *guard) catch() {
	if r := recover(); r != nil { // want `^recover has no effect: catch is called by a deferred function, it is not the deferred function$`
		log.Println(g.name, r)
	}
}

// Delegating is a call, and one too deep.
type server struct{ g *guard }

func (s *server) catch() { s.g.catch() }

func (s *server) serve(parts []string) string {
	defer s.catch()
	return parts[0]
}

type base struct{}

func (base) halt() {
	recover() // want `halt is called by a deferred function`
}

type middle struct{ base }

type top struct{ middle }

// Promoted through two levels, but called.
func promoted(t top, parts []string) string {
	defer func() { t.halt() }()
	return parts[0]
}

type stopper interface{ stop() }

type quiet struct{}

func (quiet) stop() {
	recover() // want `stop is called by a deferred function`
}

func dynamic(parts []string) string {
	var s stopper = quiet{}
	defer func() { s.stop() }()
	return parts[0]
}

type ender struct{}

func (ender) end() {
	recover() // want `end is called by a deferred function`
}

// A bound method, called in the deferred function.
func bound(parts []string) string {
	var e ender
	end := e.end
	defer func() { end() }()
	return parts[0]
}

type leaver struct{}

func (*leaver) leave() {
	recover() // want `leave is called by a deferred function`
}

func expression(parts []string) string {
	leave := (*leaver).leave
	defer func() { leave(new(leaver)) }()
	return parts[0]
}

type box[T any] struct{ value T }

func (b box[T]) open() {
	if r := recover(); r != nil { // want `open is called by a deferred function`
		log.Println(b.value, r)
	}
}

// Two instances, one mistake.
func instances(parts []string) string {
	defer func() { box[int]{1}.open() }()
	defer func() { box[string]{"a"}.open() }()
	return parts[0]
}

func Serve(parts []string) []string {
	s := &server{&guard{"a"}}
	return []string{s.serve(parts), promoted(top{}, parts), dynamic(parts), bound(parts), expression(parts), instances(parts)}
}
