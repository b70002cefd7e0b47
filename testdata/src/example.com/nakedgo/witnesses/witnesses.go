// Package witnesses starts goroutines with each kind of instruction that can
// panic.
package witnesses

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"text/template"
)

func Explicit() {
	go func() { // want `^goroutine has no panic guard \(explicit panic\("boom"\) at witnesses.go:15\)$`
		panic("boom")
	}()
}

func Assertion(v any) {
	go func() { // want `\(type assertion v\.\(string\) without ok at witnesses.go:21\)`
		println(v.(string))
	}()
}

func InterfaceAssertion(v any) {
	go func() { // want `\(type assertion v\.\(error\) without ok at witnesses.go:27\)`
		println(v.(error).Error())
	}()
}

func Index(line string) {
	go func() { // want `\(index out of range at witnesses.go:34\)`
		parts := strings.Fields(line)
		println(parts[2])
	}()
}

func Argument() {
	go func() { // want `\(index out of range at witnesses.go:40\)`
		println(os.Args[1])
	}()
}

func Last(line string) {
	go func() { // want `\(index out of range at witnesses.go:47\)`
		parts := strings.Fields(line)
		println(parts[len(parts)-1])
	}()
}

func Slice(line string) {
	go func() { // want `\(slice bounds out of range at witnesses.go:54\)`
		parts := strings.Fields(line)
		println(len(parts[1:]))
	}()
}

func Found(line string) {
	go func() { // want `\(slice bounds out of range at witnesses.go:60\)`
		println(line[:strings.Index(line, ":")])
	}()
}

func NilMap() {
	go func() { // want `\(write to a nil map at witnesses.go:67\)`
		var counts map[string]int
		counts["a"]++
	}()
}

func Divide(parts []string) {
	go func() { // want `\(division by a value that may be zero at witnesses.go:73\)`
		println(100 / len(parts))
	}()
}

func Remainder(parts []string) {
	go func() { // want `\(division by a value that may be zero at witnesses.go:79\)`
		println(100 % len(parts))
	}()
}

func Sent() {
	go func() { // want `\(send on a closed channel at witnesses.go:87\)`
		ch := make(chan int, 1)
		close(ch)
		ch <- 1
	}()
}

func Closed() {
	go func() { // want `\(close of a closed channel at witnesses.go:95\)`
		ch := make(chan int)
		close(ch)
		close(ch)
	}()
}

func Array(b []byte) {
	go func() { // want `\(conversion of a slice to an array at witnesses.go:101\)`
		key := [4]byte(b)
		println(key[0])
	}()
}

func ArrayPointer(line string) {
	go func() { // want `\(conversion of a slice to an array at witnesses.go:108\)`
		key := (*[4]byte)([]byte(line))
		println(key[0])
	}()
}

// The callback is a function that callers give, and may be nil.
func Callback(done func()) {
	go func() { // want `\(call of the callback done at witnesses.go:116\)`
		done()
	}()
}

type config struct{ name string }

var errMissing = errors.New("missing")

func load(name string) (*config, error) {
	if name == "" {
		return nil, errMissing
	}
	return &config{name}, nil
}

func Unchecked(name string) {
	go func() { // want `\(nil dereference \(result used without a look at its error\) at witnesses.go:134\)`
		c, _ := load(name)
		println(c.name)
	}()
}

var current *config

func NeverSet() {
	go func() { // want `\(nil dereference \(nothing sets it\) at witnesses.go:142\)`
		println(current.name)
	}()
}

func Must(expr string) {
	go func() { // want `\(regexp.MustCompile panics if the expression does not parse at witnesses.go:148\)`
		println(regexp.MustCompile(expr).MatchString("a"))
	}()
}

func MustTemplate(text string) {
	go func() { // want `\(template.Must panics if the error is not nil at witnesses.go:154\)`
		template.Must(template.New("").Parse(text)).Execute(os.Stdout, nil)
	}()
}

// A panic statement for the goroutine itself.
func Builtin(v any) {
	go panic(v) // want `^goroutine has no panic guard \(explicit panic\(v\) at witnesses.go:160\)$`
}
