// Package level has findings of both levels, and reports those of error.
package level

import (
	"context"
	"errors"
	"strings"

	"google.golang.org/grpc"
)

var errEmpty = errors.New("empty")

type Store interface {
	Save(ctx context.Context, line string) error
}

func Opaque(ctx context.Context, s Store, line string) {
	go func() { s.Save(ctx, line) }()
}

func Given(parts []string) {
	go func() { println(parts[1]) }()
}

func Server() *grpc.Server { return grpc.NewServer() }

func check(lines []string) int {
	for _, line := range lines {
		if line == "" {
			panic(errEmpty)
		}
	}
	return len(lines)
}

func Argument(lines []string) {
	go work(check(lines))
}

func work(n int) {
	defer func() { recover() }()
	println(n)
}

func Inner(line string) {
	go func() {
		defer func() { recover() }()
		go func() { // want `^goroutine has no panic guard`
			println(strings.Fields(line)[1])
		}()
	}()
}

func Concrete(line string) {
	go func() { // want `^goroutine has no panic guard`
		println(strings.Fields(line)[1])
	}()
}
