package far

import (
	"regexp"

	"example.com/nakedgo/far/server"
)

func listKeys(pattern string) { matching(pattern) }

func scanKeys(pattern string) { matching(pattern) }

func matching(pattern string) { glob(pattern) }

func glob(pattern string) bool { return regexp.MustCompile(pattern).MatchString("key") }

// Both lead to glob: one guard there, or in the server, is enough.
func newServer() *server.Server {
	s := new(server.Server)
	s.Register("KEYS", listKeys) // want `regexp.MustCompile panics`
	s.Register("SCAN", scanKeys)
	return s
}
