// Command hello shows how to serve.
package main

import (
	"net/http"
	"strings"
)

func main() {
	go func() { // want `explicit panic\(err\) at main.go:\d+`
		if err := http.ListenAndServe(":8080", nil); err != nil {
			panic(err)
		}
	}()
	go func(line string) { // want `index out of range at main.go:\d+`
		println(strings.Split(line, " ")[1])
	}("a")
	select {}
}
