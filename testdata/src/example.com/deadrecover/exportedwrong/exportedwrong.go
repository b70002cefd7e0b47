// Package exportedwrong calls its own exported guards where they must be
// deferred.
package exportedwrong

import "log"

// Catch is to be deferred, by others too.
func Catch() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func Work(parts []string) string {
	defer func() { Catch() }() // want `^recover in Catch has no effect here: it works only when a defer statement runs Catch$`
	return parts[0]
}

// Guard is to be embedded.
type Guard struct{ Name string }

// Catch is to be deferred.
func (g *Guard) Catch() {
	if r := recover(); r != nil {
		log.Println(g.Name, r)
	}
}

// Server has a guard.
type Server struct{ Guard }

func (s *Server) Serve(parts []string) string {
	defer func() { s.Catch() }() // want `^recover in Catch has no effect here`
	return parts[0]
}

// The receiver is set after the defer statement, so there is no fix.
func Late(parts []string) string {
	var g *Guard
	defer func() { g.Catch() }() // want `^recover in Catch has no effect here`
	g = &Guard{Name: parts[0]}
	return parts[1]
}

// Nor here: a copy of the receiver would be made too early.
func Copied(parts []string) string {
	var n named
	defer func() { n.catch() }() // want `^recover in catch has no effect here`
	n.name = parts[0]
	return parts[1]
}

type named struct{ name string }

func (n named) catch() {
	if r := recover(); r != nil {
		log.Println(n.name, r)
	}
}

func Right(parts []string) string {
	n := named{"a"}
	defer n.catch()
	return parts[0]
}

// Nor here: the author defers more than one call.
func Two(parts []string) string {
	defer func() {
		Catch() // want `^recover in Catch has no effect here`
		log.Println("done")
	}()
	return parts[0]
}

func Constant(parts []string) string {
	const name = "constant"
	defer func() { catchNamed(name, true, nil) }() // want `^recover in catchNamed has no effect here`
	return parts[0]
}

func catchNamed(name string, loud bool, more []string) {
	if r := recover(); r != nil && loud {
		log.Println(name, more, r)
	}
}

func Named(parts []string) string {
	defer catchNamed("a", true, nil)
	return parts[0]
}
