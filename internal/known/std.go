package known

import (
	_ "embed"
	"strings"
)

//go:generate sh -c "go list std > std.txt"

// stdList is what go list std prints (Go 1.26).
//
//go:embed std.txt
var stdList string

var std = func() map[string]bool {
	set := map[string]bool{"C": true, "unsafe": true}
	for path := range strings.FieldsSeq(stdList) {
		set[path] = true
	}
	return set
}()

// IsStd reports whether path is a package of the standard library or of the
// go command itself.
func IsStd(path string) bool {
	return std[path] || strings.HasPrefix(path, "vendor/") || strings.HasPrefix(path, "cmd/")
}
