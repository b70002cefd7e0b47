// Package doc holds the examples of the rule's text.
package doc

import "strings"

func wrong(line string) {
	parts := strings.Split(line, ",")
	go func() { // want `^goroutine has no panic guard \(index out of range at wrong.go:9\)$`
		handle(parts[1]) // index out of range ends the process
	}()
}

func handle(part string) { println(part) }
