// Package asked starts functions that panic for some arguments: each call is
// asked whether it passes one of these.
package asked

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

func second(parts []string) string { return parts[1] }

func pick(parts []string, i int) string { return parts[i] }

// What a call cuts from text has any length.
func Cut(line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at asked.go:12, reached by second\)$`
		println(second(strings.Split(line, ":")))
	}()
}

// Two calls further down it is the same.
func through(parts []string) string { return second(parts) }

func CutFurther(line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at asked.go:12, reached by through → second\)$`
		println(through(strings.Split(line, ":")))
	}()
}

// The function that is started is asked too.
func show(parts []string) { println(parts[1]) }

func Started(line string) {
	go show(strings.Fields(line)) // want `^goroutine has no panic guard \(index out of range at asked.go:33, reached by show\)$`
}

func StartedWithEnough() {
	go show([]string{"a", "b"})
}

func Enough(line string) {
	go func() {
		println(second([]string{"a", line}))
		if parts := strings.Split(line, ":"); len(parts) == 2 {
			println(second(parts))
			println(through(parts))
		}
	}()
}

// An index is judged with what it is an index of.
func Pick(line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at asked.go:14, reached by pick\)$`
		println(pick(strings.Fields(line), 2))
	}()
}

func PickKnown(line string) {
	go func() {
		println(pick([]string{"a", line}, 1))
	}()
}

// A separator that was looked for is there.
func Looked(line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at asked.go:70\)$`
		if strings.Contains(line, ":") {
			println(strings.SplitN(line, ":", 2)[1])
		}
	}()
}

func share(total, n int) int { return total / n }

func Share(total int, parts []string) {
	go func() {
		println(share(total, 4))
		if n := len(parts); n > 0 {
			println(share(total, n))
		}
	}()
}

func ShareFields(total int, line string) {
	go func() { // want `^goroutine has no panic guard \(division by a value that may be zero at asked.go:75, reached by share\)$`
		println(share(total, len(strings.Fields(line))))
	}()
}

// A precondition is for callers to keep, and they write out what they pass.
func wait(d time.Duration) {
	if d <= 0 {
		panic("wait: not a positive duration")
	}
	time.Sleep(d)
}

func Wait(d time.Duration) {
	go func() {
		wait(time.Second)
		if d > 0 {
			wait(d)
		}
	}()
}

func WaitAnything(d time.Duration) {
	go func() { // want `^goroutine has no panic guard \(explicit panic\("wait: not a positive duration"\) at asked.go:95, reached by wait\)$`
		wait(d)
	}()
}

func failure(args ...any) error {
	if len(args) == 0 {
		panic("failure: no arguments")
	}
	return errors.New("failed")
}

func Fails(op string) {
	go func() {
		println(failure(op, 404).Error())
	}()
}

// An error is no precondition: it comes from what was read.
func must(n int, err error) int {
	if err != nil {
		panic(err)
	}
	return n
}

func Must(line string) {
	go func() { // want `^goroutine has no panic guard \(explicit panic\(err\) at asked.go:\d+, reached by must\)$`
		println(must(strconv.Atoi(line)))
	}()
}

func kind(v any) int { return v.(int) }

func Kind(line string) {
	go func() { // want `^goroutine has no panic guard \(type assertion v\.\(int\) without ok at asked.go:\d+, reached by kind\)$`
		println(kind(line))
	}()
}

func KindOfNumber(line string) {
	go func() {
		println(kind(len(line)))
	}()
}
