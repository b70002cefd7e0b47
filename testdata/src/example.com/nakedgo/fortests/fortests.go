// Package fortests helps tests: this file imports testing.
package fortests

import (
	"strings"
	"testing"
)

func Run(t *testing.T, line string) {
	go func() {
		println(strings.Split(line, ":")[1])
	}()
	t.Log(line)
}
