// Package tool holds the commands of a tool: who waits for one interrupts it.
package tool

import (
	"net/http"

	"github.com/spf13/cobra"
)

var Status = &cobra.Command{}

// A note. The rule advised a context that nobody would end.
func Request(url string) error {
	_, err := http.Get(url) // want `http.Get cannot be cancelled: use http.NewRequestWithContext, and add RequestWithContext`
	return err
}
