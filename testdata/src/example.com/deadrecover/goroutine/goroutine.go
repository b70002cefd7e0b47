// Package goroutine recovers on another goroutine than the panic's.
package goroutine

import (
	"context"
	"log"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

func Statement(parts []string) string {
	defer func() {
		go func() {
			recover() // want `^recover has no effect: the function literal runs on a goroutine of its own$`
		}()
	}()
	return parts[0]
}

func Builtin(parts []string) string {
	defer func() {
		go recover() // want `^recover has no effect: a go statement runs it on a goroutine of its own$`
	}()
	return parts[0]
}

func watch() {
	if r := recover(); r != nil { // want `^recover has no effect: watch runs on a goroutine of its own$`
		log.Println(r)
	}
}

func Named(parts []string) string {
	go watch()
	return parts[0]
}

type guard struct{}

func (guard) catch() {
	recover() // want `catch runs on a goroutine of its own`
}

func Method(parts []string) string {
	g := guard{}
	go g.catch()
	return parts[0]
}

func Group(parts []string) string {
	var g errgroup.Group
	g.Go(func() error {
		recover() // want `the function literal runs on a goroutine of its own`
		return nil
	})
	g.Wait()
	return parts[0]
}

func WaitGroup(parts []string) string {
	var wg sync.WaitGroup
	defer wg.Wait()
	defer wg.Go(func() {
		recover() // want `the function literal runs on a goroutine of its own`
	})
	return parts[0]
}

func Timer(parts []string) string {
	time.AfterFunc(time.Second, func() { recover() }) // want `the function literal runs on a goroutine of its own`
	return parts[0]
}

func After(ctx context.Context, parts []string) string {
	context.AfterFunc(ctx, func() { recover() }) // want `the function literal runs on a goroutine of its own`
	return parts[0]
}

// start is a starter of the user's own.
func start(f func()) { go f() }

func Own(parts []string) string {
	start(func() { recover() }) // want `the function literal runs on a goroutine of its own`
	return parts[0]
}
