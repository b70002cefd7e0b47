// Package noguard starts functions with guards that are none.
package noguard

import (
	"log"
	"strings"

	"example.com/nakedgo/noguard/safe"
)

func second(line string) string { return strings.Split(line, ",")[1] }

func Builtin(line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at noguard.go:11, reached by second\)$`
		defer recover()
		println(second(line))
	}()
}

func TooDeep(line string) {
	go func() { // want `goroutine has no panic guard`
		defer func() { catch() }()
		println(second(line))
	}()
}

func catch() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func TooDeepElsewhere(line string) {
	go func() { // want `goroutine has no panic guard`
		defer safe.Broken()
		println(second(line))
	}()
}

func NotCalled(line string) {
	go func() { // want `goroutine has no panic guard`
		defer safe.Guard()
		println(second(line))
	}()
}

// It always panics again.
func Again(line string) {
	go func() { // want `goroutine has no panic guard`
		defer func() {
			if r := recover(); r != nil {
				log.Println(r)
				panic(r)
			}
		}()
		println(second(line))
	}()
}

func repanic() {
	r := recover()
	if r == nil {
		return
	}
	log.Panicln("panic:", r)
}

func AgainByHelper(line string) {
	go func() { // want `goroutine has no panic guard`
		defer repanic()
		println(second(line))
	}()
}

func AgainElsewhere(line string) {
	go func() { // want `goroutine has no panic guard`
		defer safe.Repanic()
		println(second(line))
	}()
}

// The guard of the function that starts it does not reach it.
func Outside(line string) {
	defer catch()
	go func() { // want `goroutine has no panic guard`
		println(second(line))
	}()
}

// A name says nothing.
func recoverPanic() { log.Println("recovered") }

func ByName(line string) {
	go func() { // want `goroutine has no panic guard`
		defer recoverPanic()
		println(second(line))
	}()
}

// The deferred function mentions recover, for something else.
func Elsewhere(line string) {
	go func() { // want `goroutine has no panic guard`
		defer func() {
			done := func() { recover() }
			go done()
		}()
		println(second(line))
	}()
}

// The iterator's body is a function of its own.
func RangeFunc(line string) {
	go func() { // want `goroutine has no panic guard`
		defer func() {
			for range strings.SplitSeq(line, ",") {
				recover()
			}
		}()
		println(second(line))
	}()
}

func starter(f func()) {
	go func() {
		defer func() { catch() }()
		f()
	}()
}

func Started(line string) {
	starter(func() { // want `^function started by starter has no panic guard \(index out of range at noguard.go:11, reached by second\)$`
		println(second(line))
	})
}

func StartedElsewhere(line string) {
	safe.Go(func() { // want `^function started by safe.Go has no panic guard`
		println(second(line))
	})
}

// The guard is in the branch that does not panic.
func Branch(line string, careful bool) {
	go func() { // want `goroutine has no panic guard`
		if careful {
			defer catch()
			return
		}
		println(second(line))
	}()
}
