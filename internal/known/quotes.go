package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Quotes reports whether what fn returns, a text, has a form that what it is given does not
// change: regexp.QuoteMeta, url.PathEscape, hex.EncodeToString. (A text that is no valid
// UTF-8 stays one, which package regexp refuses.)
func Quotes(fn *types.Func) bool { return quotes[key(fn)] }

// The sources are the functions' documentation.
var quotes = map[match.Func]bool{
	fn("regexp", "QuoteMeta"):                               true,
	fn("net/url", "PathEscape"):                             true,
	fn("net/url", "QueryEscape"):                            true,
	method("net/url", "Values", "Encode"):                   true,
	fn("encoding/hex", "EncodeToString"):                    true,
	method("encoding/base64", "Encoding", "EncodeToString"): true,
	method("encoding/base32", "Encoding", "EncodeToString"): true,
	method("time", "Time", "Format"):                        true,
}
