// Package late installs the guard after the instruction that can panic.
package late

import (
	"log"
	"slices"
	"strings"
)

func second(line string) string { return strings.Split(line, ",")[1] }

func catch() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func After(line string) {
	go func() { // want `^goroutine installs its panic guard too late \(index out of range at late.go:10, reached by second\)$`
		part := second(line)
		defer catch()
		println(part)
	}()
}

func Own(line string) {
	go func() { // want `^goroutine installs its panic guard too late \(index out of range at late.go:29\)$`
		fields := strings.Fields(line)
		name := fields[1]
		defer func() { recover() }()
		println(name)
	}()
}

func work(line string) {
	println(second(line))
	defer catch()
	println(line)
}

func Named(line string) {
	go work(line) // want `^goroutine installs its panic guard too late \(index out of range at late.go:10, reached by work → second\)$`
}

func Argument(line string) {
	go func() { // want `goroutine installs its panic guard too late`
		defer catchNamed(second(line))
		println(line)
	}()
}

func catchNamed(name string) {
	if r := recover(); r != nil {
		log.Println(name, r)
	}
}

func Started(line string) {
	start(func() { // want `^function started by start installs its panic guard too late`
		println(second(line))
		defer catch()
		println(line)
	})
}

func start(f func()) { go f() }

// The first round panics before its end.
func Loop(lines []string) {
	go func() { // want `goroutine installs its panic guard too late`
		for _, line := range lines {
			println(second(line))
			defer catch()
		}
	}()
}

func InRangeFunc(lines []string) {
	go func() { // want `goroutine installs its panic guard too late`
		for line := range slices.Values(lines) {
			println(second(line))
			defer catch()
		}
	}()
}

func RangeFunc(lines []string) {
	go func() { // want `goroutine installs its panic guard too late`
		println(second(lines[0]))
		for line := range slices.Values(lines) {
			defer catch()
			println(line)
		}
	}()
}

// What is deferred earlier runs later.
func Earlier(line string) {
	go func() { // want `goroutine installs its panic guard too late`
		defer func() { println(second(line)) }()
		defer catch()
		log.Println(line)
	}()
}
