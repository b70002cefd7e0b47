package decoded

import (
	"log"

	"example.com/nakedgo/decoded/api"
)

// Another package decoded it.
func elsewhere(url string) {
	go func() { // want `index out of range at elsewhere.go:\d+`
		p, err := api.Get(url)
		if err == nil {
			log.Print(p.Items[0])
		}
	}()
	go func() { // want `index out of range at elsewhere.go:\d+`
		p, err := api.First(url)
		if err == nil {
			log.Print(p.Items[0])
		}
	}()
}
