// Package topicmock stands in for a server in tests: its folder says so.
package topicmock

import "strings"

func Serve(lines chan string) {
	go func() {
		for line := range lines {
			println(strings.Split(line, ":")[1])
		}
	}()
}
