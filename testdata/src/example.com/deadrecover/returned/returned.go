// Package returned defers the function that makes the guard.
package returned

import (
	"log"

	"example.com/deadrecover/returned/safe"
)

func guard() func() {
	return func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}
}

func Wrong(parts []string) string {
	defer guard() // want `^defer runs guard, which only returns the function that recovers$`
	return parts[0]
}

func Right(parts []string) string {
	defer guard()()
	return parts[0]
}

func Elsewhere(parts []string) string {
	defer safe.Guard("part") // want `^defer runs Guard, which only returns the function that recovers$`
	return parts[0]
}

func ElsewhereRight(parts []string) string {
	defer safe.Guard("part")()
	return parts[0]
}

// Without a fix: the function wants an argument.
func Argument(parts []string) string {
	defer safe.Handler() // want `^defer runs Handler, which only returns the function that recovers$`
	return parts[0]
}

type logger struct{ prefix string }

func (l *logger) guard() func() {
	return func() {
		if r := recover(); r != nil {
			log.Println(l.prefix, r)
		}
	}
}

func Method(l *logger, parts []string) string {
	defer l.guard() // want `^defer runs guard`
	return parts[0]
}

func named() { recover() }

func pick() func() { return named }

func Named(parts []string) string {
	defer pick() // want `^defer runs pick`
	return parts[0]
}

// A function that recovers itself, and gives something to call besides.
func start() (stop func()) {
	if r := recover(); r != nil {
		log.Println(r)
	}
	return func() { recover() }
}

func Both(parts []string) string {
	defer start()
	return parts[0]
}

func Stop(parts []string) string {
	defer start()()
	return parts[0]
}
