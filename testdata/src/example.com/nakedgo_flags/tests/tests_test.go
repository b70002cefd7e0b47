package tests

import (
	"strings"
	"testing"
)

func TestSecond(t *testing.T) {
	go func() { // want `^goroutine has no panic guard \(index out of range at tests_test.go:10\)$`
		println(strings.Fields("a")[1])
	}()
}
