package policy

import (
	"go/token"
	"strings"
)

// A Library is a package of another module that generated code imports: the first of
// these paths that the module requires. They are the major versions, newest first.
type Library []string

// Needs are the libraries that the code of a directive imports.
func (d Directive) Needs() []Library { return libraries[d.Verb] }

var libraries = map[Verb][]Library{
	Gin:  {{"github.com/gin-gonic/gin"}},
	Echo: {{"github.com/labstack/echo/v5", "github.com/labstack/echo/v4"}},
	GRPC: {
		{"google.golang.org/grpc"}, {"google.golang.org/grpc/codes"}, {"google.golang.org/grpc/status"},
		{"google.golang.org/genproto/googleapis/rpc/errdetails"}, {"google.golang.org/protobuf/types/known/durationpb"},
	},
	Redis: {{"github.com/redis/go-redis/v9"}},
}

// NeedsOf are the libraries that the directives in a file's content need. The file is
// read as text: types are known only once the libraries are loaded.
func NeedsOf(content string) []Library {
	var all []Library
	for line := range strings.Lines(content) {
		if i := strings.Index(line, Prefix); i >= 0 {
			if d, err := Parse(strings.TrimSpace(line[i:]), token.Position{}); err == nil {
				all = append(all, d.Needs()...)
			}
		}
	}
	return all
}
