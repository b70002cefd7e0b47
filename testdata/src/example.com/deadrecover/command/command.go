// Command command has exported names that nobody can import.
package main

import (
	"log"
	"os"
)

// Catch is deferred by nobody.
func Catch() {
	recover() // want `^recover has no effect: Catch is called, no defer statement runs it$`
}

// Guard is deferred by main.
func Guard() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

// Handler holds a function that nobody defers.
var Handler = func() {
	recover() // want `^recover has no effect: the function literal is called, no defer statement runs it$`
}

func main() {
	defer Guard()
	Catch()
	Handler()
	println(os.Args[1])
}
