// Package picky has guards that stop panics of one type.
package picky

import (
	"errors"
	"fmt"
	"log"
	"strings"
)

func work(s string) string { return strings.Split(s, "=")[1] }

func one(s string) {
	go func() {
		var err error
		defer func() {
			if r := recover(); r != nil {
				err = r.(error)
				log.Print(err)
			}
		}()
		log.Print(work(s))
	}()
	go func() { // want `^goroutine has a panic guard that panics on a runtime error \(index out of range at picky.go:\d+, reached by work\)$`
		defer func() {
			r := recover()
			log.Print(r.(string))
		}()
		log.Print(work(s))
	}()
	go func() { // want `panic guard that panics on a runtime error`
		defer func() {
			if r := recover(); r != nil {
				log.Print(errors.New(r.(string)))
			}
		}()
		log.Print(work(s))
	}()
	go func() {
		defer func() {
			if r := recover(); r != nil {
				switch v := r.(type) {
				case error:
					log.Print(v)
				default:
					log.Print(fmt.Sprint(v))
				}
			}
		}()
		log.Print(work(s))
	}()
	go guarded(func() { log.Print(work(s)) }) // want `index out of range`
}

func guarded(f func()) {
	defer func() {
		if r := recover(); r != nil {
			msg := r.(string)
			log.Print(msg)
		}
	}()
	f()
}

type parseError struct{ line int }

func parse(line int) {
	if line > 3 {
		panic(parseError{line})
	}
}

// What a function panics with itself, its guard knows.
func parsed(line int) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r.(parseError).line)
			}
		}()
		parse(line)
	}()
}
