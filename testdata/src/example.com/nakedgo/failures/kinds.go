package failures

import (
	"errors"
	"log"
	"net/http"
	"os/exec"
)

// An error of another kind leads on, too.
func kinds(client *http.Client, url string) {
	go func() { // want `nil dereference \(result used although there is an error\)`
		resp, err := client.Get(url)
		if err != nil {
			if exit, ok := err.(*exec.ExitError); ok {
				log.Print(exit.ExitCode())
				return
			}
		}
		log.Print(resp.StatusCode)
	}()
	go func() { // want `nil dereference \(result used although there is an error\)`
		resp, err := client.Get(url)
		if err != nil {
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				log.Print(exit.ExitCode())
				return
			}
		}
		log.Print(resp.StatusCode)
	}()
	go func() {
		resp, err := client.Get(url)
		if err != nil {
			var exit *exec.ExitError
			if !errors.As(err, &exit) {
				return
			}
			log.Print(exit.ExitCode())
			return
		}
		log.Print(resp.StatusCode)
	}()
}
