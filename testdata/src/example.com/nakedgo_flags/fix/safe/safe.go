// Package safe has the guard itself.
package safe

import (
	"log"
	"strings"
)

// Recover is to be deferred.
func Recover() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// Show shows the second part, some day.
func Show(line string) {
	go func() { // want `goroutine has no panic guard`
		println(strings.Split(line, ",")[1])
	}()
}
