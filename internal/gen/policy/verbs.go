package policy

import (
	"maps"
	"slices"
)

// A Verb is the word after "//safe:".
type Verb string

// The verbs.
const (
	Wrap   Verb = "wrap"   // a decorator for an interface, or for a struct
	Method Verb = "method" // the policy of one method of a wrapped interface or struct
	Skip   Verb = "skip"   // a method that is forwarded as it is, and why
	Guard  Verb = "guard"  // a function FSafe beside F
	HTTP   Verb = "http"   // middleware for net/http
	Gin    Verb = "gin"    // middleware for gin
	Echo   Verb = "echo"   // middleware for echo
	GRPC   Verb = "grpc"   // interceptors for grpc-go
	Redis  Verb = "redis"  // a hook for go-redis
	Null   Verb = "null"   // an UnmarshalJSON that sees nulls
	Export Verb = "export" // a cgo export with a guard
)

// A kind says what the value of a key looks like.
type kind int

const (
	flagKind     kind = iota // no value
	durationKind             // 2s, or 0
	rangeKind                // 50ms..2s
	identKind                // a Go identifier
	wordKind                 // anything without spaces
	answerKind               // a number, true or false
	listKind                 // words with commas between them
	onOffKind                // on or off
)

// adapterKeys are the keys of middleware, interceptors and hooks for libraries.
var adapterKeys = map[string]kind{
	"name": identKind, "deadline": durationKind, "breaker": wordKind, "hook": listKind, "proof": onOffKind,
}

// keys are the keys of each verb.
var keys = map[Verb]map[string]kind{
	Wrap: {
		"name": identKind, "interface": identKind, "op": wordKind, "deadline": durationKind, "adaptive": rangeKind,
		"breaker": wordKind, "fallback": listKind, "hook": listKind, "proof": onOffKind,
	},
	Method: {
		"deadline": durationKind, "adaptive": rangeKind, "breaker": wordKind, "fallback": listKind,
		"read": flagKind, "write": flagKind, "stream": wordKind,
	},
	Skip:   {},
	Guard:  {"name": identKind, "op": wordKind, "proof": onOffKind},
	HTTP:   adapterKeys,
	Gin:    adapterKeys,
	Echo:   adapterKeys,
	GRPC:   adapterKeys,
	Redis:  adapterKeys,
	Null:   {"reject": flagKind, "tristate": flagKind, "required": listKind, "optional": listKind, "nullable": listKind, "strict": flagKind, "tag": identKind, "proof": onOffKind},
	Export: {"name": identKind, "onpanic": answerKind, "proof": onOffKind},
}

// elements are the words that a list key takes; nil: any.
var elements = map[string][]string{
	"fallback": {"cache", "func", "empty"},
	"hook":     {"slog", "trace", "metrics"},
}

// words are the words that a word key takes; a key without an entry takes any.
var words = map[string][]string{
	"stream": {"auto", "body", "chan", "seq", "value", "open", "none"},
}

func verbs() []string {
	var all []string
	for _, v := range slices.Sorted(maps.Keys(keys)) {
		all = append(all, string(v))
	}
	return all
}
