// Package logger writes lines, and gives up where it cannot.
package logger

import (
	"fmt"
	"io"
	"os"
)

var out io.Writer = os.Stderr

// Printf writes a line.
func Printf(format string, args ...any) {
	if _, err := fmt.Fprintf(out, format, args...); err != nil {
		panic(err)
	}
}

// Fatalf writes a line and ends the process.
func Fatalf(format string, args ...any) {
	Printf(format, args...)
	os.Exit(1)
}
