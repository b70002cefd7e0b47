// Package guards defers guards that users name.
package guards

import (
	"strings"

	"example.com/nakedgo_flags/guards/crash"
)

func second(line string) string { return strings.Split(line, ",")[1] }

func Function(line string) {
	go func() {
		defer crash.Report()
		println(second(line))
	}()
}

func Method(c *crash.Client, line string) {
	go func() {
		defer c.Flush()
		println(second(line))
	}()
}

func Late(line string) {
	go func() { // want `^goroutine installs its panic guard too late`
		println(second(line))
		defer crash.Report()
	}()
}

func Other(line string) {
	go func() { // want `^goroutine has no panic guard \(index out of range at guards.go:10, reached by second\)$`
		defer crash.Other()
		println(second(line))
	}()
}

// Guards of the package itself were asked whether they recover, and not looked up.
func Own(line string) {
	go func() {
		defer report()
		println(second(line))
	}()
}

var reports = make(chan string, 1)

func report() { reports <- "ended" }
