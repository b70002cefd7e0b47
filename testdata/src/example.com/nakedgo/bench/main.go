// Command bench measures something, and stops where that fails.
package main

import (
	"fmt"
	"net/http"
)

func main() {
	done := make(chan bool)
	for range 100 {
		go func() { // want `explicit panic`
			resp, err := http.Get("http://localhost:8080")
			if err != nil {
				panic(fmt.Errorf("no answer: %w", err))
			}
			resp.Body.Close()
			done <- true
		}()
	}
	<-done
}
