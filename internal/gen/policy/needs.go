package policy

import (
	"go/token"
	"slices"
	"strings"
)

// A Library is a package of another module that generated code imports: the first of
// these paths that the module requires. They are the major versions, newest first.
type Library []string

// Needs are the libraries that the code of a directive imports.
func (d Directive) Needs() []Library {
	all := slices.Clone(libraries[d.Verb])
	for _, hook := range d.Hooks() {
		all = append(all, hookLibraries[hook]...)
	}
	return all
}

// Hooks are the hooks that d names.
func (d Directive) Hooks() []string {
	if s, ok := d.Get("hook"); ok {
		return s.List()
	}
	return nil
}

// hookLibraries are what the code of hooks, and of their tests, imports.
var hookLibraries = map[string][]Library{
	"trace": {
		{"go.opentelemetry.io/otel/trace"}, {"go.opentelemetry.io/otel/trace/noop"},
		{"go.opentelemetry.io/otel/attribute"}, {"go.opentelemetry.io/otel/codes"},
	},
	"metrics": {{"github.com/prometheus/client_golang/prometheus"}},
}

var libraries = map[Verb][]Library{
	Gin:  {{"github.com/gin-gonic/gin"}},
	Echo: {{"github.com/labstack/echo/v5", "github.com/labstack/echo/v4"}},
	GRPC: {
		{"google.golang.org/grpc"}, {"google.golang.org/grpc/codes"}, {"google.golang.org/grpc/status"},
		{"google.golang.org/genproto/googleapis/rpc/errdetails"}, {"google.golang.org/protobuf/types/known/durationpb"},
	},
	Redis: {{"github.com/redis/go-redis/v9"}},
}

// A Need is a library, and the directive whose code imports it.
type Need struct {
	Library Library
	At      token.Position
}

// NeedsOf are the libraries that the directives in a file need. The file is read as
// text: types are known only once the libraries are loaded.
func NeedsOf(file string, content []byte) []Need {
	var all []Need
	for _, d := range written(file, content) {
		for _, library := range d.Needs() {
			all = append(all, Need{library, d.At})
		}
	}
	return all
}

// NamesHooks reports whether a directive in a file's content names a hook that is
// generated, not one of the runtime's.
func NamesHooks(content []byte) bool {
	return slices.ContainsFunc(written("", content), func(d Directive) bool {
		return slices.ContainsFunc(d.Hooks(), func(hook string) bool { return hookLibraries[hook] != nil })
	})
}

// written finds what looks like a directive in a text.
func written(file string, content []byte) []Directive {
	var all []Directive
	number := 0
	for line := range strings.Lines(string(content)) {
		number++
		if i := strings.Index(line, Prefix); i >= 0 {
			at := token.Position{Filename: file, Line: number, Column: i + 1}
			if d, err := Parse(strings.TrimSpace(line[i:]), at); err == nil {
				all = append(all, d)
			}
		}
	}
	return all
}
