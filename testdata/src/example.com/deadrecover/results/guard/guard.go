// Package guard holds guards that say what they recovered.
package guard

import "fmt"

// AsError is to be deferred, which nobody can do who wants its result.
func AsError() error {
	if r := recover(); r != nil {
		return fmt.Errorf("panic: %v", r)
	}
	return nil
}

// Into is to be deferred. It says whether there was a panic.
func Into(err *error) (ok bool) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("panic: %v", r)
		return true
	}
	return false
}

// Value gives what was recovered.
func Value() any { return recover() }

// A Panic is an error.
type Panic struct{ Value any }

func (p *Panic) Error() string { return fmt.Sprint(p.Value) }

// Wrap keeps what is a Panic already.
func Wrap() *Panic {
	v := recover()
	if v == nil {
		return nil
	} else if p, ok := v.(*Panic); ok {
		return p
	}
	return &Panic{v}
}

// Asserted gives an error that was panicked with.
func Asserted() error {
	if err, ok := recover().(error); ok {
		return err
	}
	return nil
}

// Handle is to be deferred, or called with what was recovered.
func Handle(msg string, r ...any) error {
	var p any
	if len(r) > 0 {
		p = r[0]
	} else {
		p = recover()
	}
	if p != nil {
		return fmt.Errorf("%s: %v", msg, p)
	}
	return nil
}

// Or gives err where nothing panicked: callers may want just that.
func Or(err error) error {
	if r := recover(); r != nil {
		return fmt.Errorf("panic: %v", r)
	}
	return err
}
