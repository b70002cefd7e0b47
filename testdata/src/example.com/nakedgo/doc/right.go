package doc

import (
	"log"
	"runtime/debug"
	"strings"
)

func right(line string) {
	parts := strings.Split(line, ",")
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Printf("panic: %v\n%s", r, debug.Stack())
			}
		}()
		handle(parts[1])
	}()
}

var _ = []any{wrong, right}
