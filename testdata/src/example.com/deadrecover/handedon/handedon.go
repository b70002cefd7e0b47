// Package handedon passes recovering functions to code that may defer them.
package handedon

import (
	"io"
	"reflect"
	"testing"

	"example.com/deadrecover/handedon/lib"
)

type closer struct{}

func (closer) Close() error {
	recover()
	return nil
}

// Whoever is given the closer may defer Close.
func Interface(use func(io.Closer)) { use(closer{}) }

func Foreign(parts []string) {
	lib.Protect(func() { recover() }, func() { _ = parts[0] })
}

// The function is kept, and run later.
func Kept() { lib.Keep(func() { recover() }) }

func Deferred(parts []string) string {
	defer lib.Later(func() { recover() })()
	return parts[0]
}

func Cleanup(t *testing.T) { t.Cleanup(func() { recover() }) }

// A function that reflection makes can be deferred as well.
func Reflected(parts []string) string {
	guard := reflect.MakeFunc(reflect.TypeFor[func()](), func([]reflect.Value) []reflect.Value {
		recover()
		return nil
	}).Interface().(func())
	defer guard()
	return parts[0]
}

type object struct{}

func (object) Catch() { recover() }

func ByName(parts []string) string {
	defer reflect.ValueOf(object{}).MethodByName("Catch").Interface().(func())()
	return parts[0]
}

type plugin interface{ Stop() }

type quiet struct{}

func (quiet) Stop() { recover() }

// Plugin gives something whose method the caller may defer.
func Plugin() plugin { return quiet{} }
