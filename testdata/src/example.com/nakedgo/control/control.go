// Package control looks at instructions behind branches, loops, labels and
// selects.
package control

import (
	"strings"
	"sync"
)

func Select(lines chan string, done chan struct{}) {
	go func() { // want `index out of range at control.go:15`
		for {
			select {
			case line := <-lines:
				println(strings.Fields(line)[1])
			case <-done:
				return
			}
		}
	}()
}

func Labelled(lines [][]string) {
	go func() { // want `type assertion v\.\(string\) without ok at control.go:33`
		var v any = lines
	outer:
		for _, words := range lines {
			for _, word := range words {
				switch {
				case word == "":
					continue outer
				case len(word) > 9:
					println(v.(string))
					break outer
				}
			}
		}
	}()
}

func Goto(line string) {
	go func() { // want `index out of range at control.go:49`
		n := 0
	again:
		fields := strings.Fields(line)
		if n++; n < 2 {
			goto again
		}
		println(fields[1])
	}()
}

func RangeFunc(line string) {
	go func() { // want `index out of range at control.go:56`
		for part := range strings.SplitSeq(line, ",") {
			println(strings.Fields(part)[1])
		}
	}()
}

func NestedRangeFunc(line string) {
	go func() { // want `index out of range at control.go:65`
		for part := range strings.SplitSeq(line, ",") {
			for word := range strings.FieldsSeq(part) {
				println(strings.Split(word, "=")[1])
			}
		}
	}()
}

// A goroutine in the body of a range-over-func loop.
func Inside(line string) {
	for part := range strings.SplitSeq(line, ",") {
		go func() { // want `index out of range at control.go:75`
			println(strings.Fields(part)[1])
		}()
	}
}

func InDeferred(line string) {
	defer func() {
		go func() { // want `index out of range at control.go:83`
			println(strings.Fields(line)[1])
		}()
	}()
}

// A goroutine that starts a goroutine.
func Nested(line string) {
	go func() {
		go func() { // want `index out of range at control.go:92`
			println(strings.Fields(line)[1])
		}()
	}()
}

func Workers(lines chan string) {
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() { // want `index out of range at control.go:104`
			defer wg.Done()
			for line := range lines {
				println(strings.Fields(line)[1])
			}
		}()
	}
	wg.Wait()
}

func Method(line string) {
	var once sync.Once
	go once.Do(func() { println(strings.Fields(line)[1]) }) // want `index out of range at control.go:113`
}

// The deferred panic statement comes in any case.
func Deferred() {
	go func() { // want `explicit panic\("always"\) at control.go:119`
		defer panic("always")
	}()
}
