// Package tool holds the commands of a tool: who waits for one interrupts it.
package tool

import (
	"net/http"

	"github.com/spf13/cobra"

	"example.com/ctxsibling/none/inner"
)

var Status = &cobra.Command{}

// A note. The rule advised a context that nobody would end.
func Request(url string) error {
	_, err := http.Get(url) // want `http.Get cannot be cancelled: use http.NewRequestWithContext, and add RequestWithContext`
	return err
}

// cobra's context is Background, unless main gives it another: a note.
func run(cmd *cobra.Command, c *inner.Client) error {
	if _, err := http.Get("https://example.com"); err != nil { // want `http.Get loses the context: use http.NewRequestWithContext with cmd.Context\(\)`
		return err
	}
	return c.Fetch("a") // want `c.Fetch leaves out the context: use FetchContext with cmd.Context\(\)`
}
