// Package closures recovers in function literals that the deferred function
// runs.
package closures

import (
	"log"
	"slices"
	"sync"
)

func Immediately(parts []string) string {
	defer func() {
		func() {
			recover() // want `^recover has no effect: the function literal is called by a deferred function, it is not the deferred function$`
		}()
	}()
	return parts[0]
}

func Variable(parts []string) string {
	defer func() {
		handle := func() { log.Println(recover()) } // want `the function literal is called by a deferred function`
		handle()
	}()
	return parts[0]
}

func Sorting(parts []string) string {
	defer func() {
		slices.SortFunc(parts, func(a, b string) int {
			recover() // want `the function literal is called by a deferred function`
			return 0
		})
	}()
	return parts[0]
}

func Once(parts []string) string {
	var once sync.Once
	defer once.Do(func() {
		recover() // want `the function literal is called by a deferred function`
	})
	return parts[0]
}

func run(f func()) { f() }

func Handed(parts []string) string {
	defer run(func() {
		recover() // want `the function literal is called by a deferred function`
	})
	return parts[0]
}

func runAll(fs ...func()) {
	for i := range fs {
		fs[len(fs)-1-i]()
	}
}

// A stack of cleanups is run by one deferred function.
func Stack(parts []string) string {
	defer runAll(
		func() { log.Println("done") },
		func() { recover() }, // want `the function literal is called by a deferred function`
	)
	return parts[0]
}

func runBackward(fs ...func()) {
	for _, f := range slices.Backward(fs) {
		f()
	}
}

// The loop is one of std's iterators.
func Backward(parts []string) string {
	defer runBackward(
		func() { log.Println("done") },
		func() { recover() }, // want `the function literal is called by a deferred function`
	)
	return parts[0]
}

// The inner defer sees no panic: nothing panics after it.
func Twice(parts []string) string {
	defer func() {
		defer func() {
			recover() // want `^recover has no effect: nothing can panic between its defer statement and the end of the function$`
		}()
	}()
	return parts[0]
}

func Result(parts []string) (err any) {
	defer func() {
		if r := func() any { return recover() }(); r != nil { // want `the function literal is called by a deferred function`
			err = r
		}
	}()
	return parts[0]
}
