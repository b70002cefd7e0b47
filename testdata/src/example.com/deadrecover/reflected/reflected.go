// Package reflected calls functions by way of package reflect, which puts a frame
// between the defer statement and the function.
package reflected

import "reflect"

func handler() {
	recover() // want `^recover has no effect: handler is called by a deferred function, it is not the deferred function$`
}

func deferred() {
	defer reflect.ValueOf(handler).Call(nil)
	panic("x")
}

func inside() {
	defer func() {
		reflect.ValueOf(func() {
			recover() // want `^recover has no effect`
		}).Call(nil)
	}()
	panic("x")
}

func variable() {
	f := func() {
		recover() // want `^recover has no effect`
	}
	v := reflect.ValueOf(f)
	defer v.Call(nil)
	panic("x")
}

// A defer statement in it works as ever.
func guarded() {
	defer reflect.ValueOf(func() {
		defer func() { recover() }()
		panic("y")
	}).Call(nil)
}

// What else is done with the value is not seen.
func kept() any {
	v := reflect.ValueOf(func() { recover() })
	v.Call(nil)
	return v.Interface()
}

// A function that is deferred elsewhere works there.
func both() { recover() }

func twice() {
	defer both()
	defer reflect.ValueOf(both).Call(nil)
	panic("x")
}
