// Package fix defers a function that users name.
package fix

import "strings"

func second(line string) string { return strings.Split(line, ",")[1] }

func Import(line string) {
	go func() { println(second(line)) }() // want `goroutine has no panic guard`
}

func Again(line string) {
	go func() { // want `goroutine has no panic guard`
		println(second(line))
	}()
}
