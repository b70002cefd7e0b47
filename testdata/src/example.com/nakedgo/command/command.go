// Command command starts goroutines in main, init and package variables.
package main

import (
	"os"
	"strings"
)

var commands = map[string]func(string){
	"show": func(line string) {
		go func() { // want `^goroutine has no panic guard \(index out of range at command.go:12\)$`
			println(strings.Fields(line)[1])
		}()
	},
}

var ready = func() chan bool {
	ch := make(chan bool)
	go func() { // want `index out of range at command.go:20`
		println(os.Args[1])
		ch <- true
	}()
	return ch
}()

func init() {
	go func() { // want `index out of range at command.go:28`
		println(os.Args[2])
	}()
}

// Exported by name only: nobody can import it, so all callers are seen.
func Show(line string, done func()) {
	go func() { // want `index out of range at command.go:35`
		println(strings.Fields(line)[1])
		done()
	}()
}

func main() {
	go serve(os.Args[1:]) // want `index out of range at command.go:49, reached by serve`
	commands["show"]("a")
	Show("a", func() {})
	<-ready
}

func serve(args []string) {
	for range args {
		println(os.Args[3])
	}
}
