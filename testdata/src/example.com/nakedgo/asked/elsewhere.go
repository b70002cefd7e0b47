package asked

import (
	"strings"

	"example.com/nakedgo/asked/lib"
)

// What callers in another package pass is looked at as what they pass here is.
func Elsewhere(line string, names []string) {
	go func() {
		println(lib.Second([]string{"a", "b"}), lib.Share(100, 4), lib.MustCode("EUR"))
	}()
	go func() {
		if parts := strings.Split(line, ":"); len(parts) > 1 {
			println(lib.Second(parts))
		}
	}()
	go func() { // want `index out of range at .*lib.go:7, reached by lib.Second`
		println(lib.Second(strings.Split(line, ":")))
	}()
	go func() { // want `explicit panic\(err\) at .*lib.go:16, reached by lib.MustCode`
		for _, name := range names {
			println(lib.MustCode(name))
		}
	}()
	go func() { // want `division by a value that may be zero at .*lib.go:10, reached by lib.Share`
		println(lib.Share(100, len(names)))
	}()
}
