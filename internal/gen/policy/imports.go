package policy

import "path"

// Imports are the packages of std that outputs may import.
var Imports = []string{
	"bytes", "context", "encoding/json", "errors", "fmt", "io", "iter", "net", "net/http", "slices", "strings", "testing",
	"time", "unsafe",
}

// reserved are names that an output cannot declare: those of packages that it imports,
// and those that Go has a meaning for.
var reserved = func() map[string]bool {
	names := map[string]bool{"init": true, "main": true, "safe": true, "safetest": true}
	for _, imported := range Imports {
		names[path.Base(imported)] = true
	}
	return names
}()
