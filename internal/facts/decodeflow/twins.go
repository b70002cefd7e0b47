package decodeflow

import (
	"go/types"
	"slices"
	"strings"
)

// noteTwins notes the structs of which the package writes another with the same keys,
// of the same types: who writes one often has a struct without a name for it, and a
// second one to read it back. Structs of one key are too much alike.
func (r *Result) noteTwins() {
	written := map[string]bool{}
	for _, s := range r.structs {
		if s.Encoded {
			written[keysOf(s.Type)] = true
		}
	}
	for _, s := range r.structs {
		s.written = s.written || len(Fields(s.Type)) > 1 && written[keysOf(s.Type)]
	}
}

// keysOf writes the keys of a struct, and the types of their fields, as text.
func keysOf(t types.Type) string {
	var keys []string
	for _, f := range Fields(t) {
		keys = append(keys, f.Key+" "+types.TypeString(f.Var.Type(), nil))
	}
	slices.Sort(keys)
	return strings.Join(keys, "\n")
}
