package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Succeeds reports whether fn always returns a nil error.
func Succeeds(fn *types.Func) bool { return succeeds[key(fn)] }

// SucceedsOn is Succeeds for a method of an interface, called on a value of type t: that
// which embeds an io.Writer promises more for its Write than io.Writer does.
func SucceedsOn(t types.Type, method *types.Func) bool {
	return method.Name() == "Write" && (match.IsType(t, "hash", "Hash") || match.IsType(t, "hash", "Hash32") || match.IsType(t, "hash", "Hash64"))
}

// The sources are the functions' own documentation: "err is always nil", "always returns
// nil", and "It never returns an error" for hash.Hash.
var succeeds = map[match.Func]bool{
	{Pkg: "io", Recv: "PipeReader", Name: "Close"}:          true,
	{Pkg: "io", Recv: "PipeReader", Name: "CloseWithError"}: true,
	{Pkg: "io", Recv: "PipeWriter", Name: "Close"}:          true,
	{Pkg: "io", Recv: "PipeWriter", Name: "CloseWithError"}: true,
	{Pkg: "bytes", Recv: "Buffer", Name: "Write"}:           true,
	{Pkg: "bytes", Recv: "Buffer", Name: "WriteString"}:     true,
	{Pkg: "bytes", Recv: "Buffer", Name: "WriteByte"}:       true,
	{Pkg: "bytes", Recv: "Buffer", Name: "WriteRune"}:       true,
	{Pkg: "strings", Recv: "Builder", Name: "Write"}:        true,
	{Pkg: "strings", Recv: "Builder", Name: "WriteString"}:  true,
	{Pkg: "strings", Recv: "Builder", Name: "WriteByte"}:    true,
	{Pkg: "strings", Recv: "Builder", Name: "WriteRune"}:    true,
}
