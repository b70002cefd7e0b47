package intests

import (
	"strings"
	"testing"
)

// The test is meant to end with the panic.
func TestSecond(t *testing.T) {
	go func() { println(Second(strings.Split("a", ","))) }()
	go func() { println(strings.Fields("a")[1]) }()
}
