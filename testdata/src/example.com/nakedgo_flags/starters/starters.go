// Package starters hands functions to starters that users name.
package starters

import (
	"strings"

	"example.com/nakedgo_flags/starters/queue"
)

func second(line string) string { return strings.Split(line, ",")[1] }

func Function(line string) {
	queue.Enqueue(func() { println(second(line)) }) // want `^function started by queue.Enqueue has no panic guard \(index out of range at starters.go:10, reached by second\)$`
}

func Method(q *queue.Queue, line string) {
	q.Push("a", func() { println(second(line)) }) // want `^function started by Queue.Push has no panic guard`
	q.Push("a", func() {
		defer func() { recover() }()
		println(second(line))
	})
	q.Later("a", func() { println(second(line)) })
}

func Interface(r queue.Runner, line string) {
	r.Run(func() { println(second(line)) }) // want `^function started by Runner.Run has no panic guard`
}
