// Package results uses what guards give that recover only when they are deferred.
package results

import (
	"errors"
	"log"

	"example.com/deadrecover/results/guard"
)

func Condition(f func()) (err error) {
	defer func() {
		if e := guard.AsError(); e != nil { // want `^recover in AsError has no effect here: it works only when a defer statement runs AsError$`
			err = e
		}
	}()
	f()
	return nil
}

func Joined(f func()) (err error) {
	defer func() {
		err = errors.Join(err, guard.AsError()) // want `^recover in AsError has no effect here`
	}()
	f()
	return nil
}

func Pointer(f func()) (err error) {
	defer func() {
		if guard.Into(&err) { // want `^recover in Into has no effect here`
			log.Println(err)
		}
	}()
	f()
	return nil
}

func Wrapped(f func()) (err error) {
	defer func() {
		if p := guard.Wrap(); p != nil { // want `^recover in Wrap has no effect here`
			err = p
		}
		if e := guard.Asserted(); e != nil { // want `^recover in Asserted has no effect here`
			err = e
		}
	}()
	f()
	return nil
}

// The author took the guard for a catch block.
func After(f func()) error {
	f()
	_ = guard.Value()      // want `^Value recovers only when it is deferred: this call has no effect on a panic$`
	return guard.AsError() // want `^AsError recovers only when it is deferred: this call has no effect on a panic$`
}

func Right(f func()) (err error) {
	defer guard.Into(&err)
	f()
	return nil
}

// It is given what was recovered, and gives an error that is wanted.
func Handed(f func()) (err error) {
	defer func() {
		if e := guard.Handle("x", recover()); e != nil {
			err = e
		}
	}()
	f()
	return nil
}

// Without a panic it gives back what it is given, which may be all that is wanted.
func Or(f func() error) (err error) {
	defer func() { log.Println(err) }()
	return guard.Or(f())
}

// Catch is to be deferred, and so is CatchWith.
func Catch(msg string) error {
	return CatchWith(msg, nil) // want `^CatchWith recovers only when it is deferred: this call has no effect on a panic$`
}

// CatchWith is to be deferred.
func CatchWith(msg string, l *log.Logger) error {
	if r := recover(); r != nil {
		if l != nil {
			l.Println(msg, r)
		}
		if e, ok := r.(error); ok {
			return e
		}
	}
	return nil
}

func Start(f func()) {
	go func() {
		defer Catch("start")
		f()
	}()
}
