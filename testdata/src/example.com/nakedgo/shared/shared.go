// Package shared gives functions to singleflight, which raises their panic
// again where no caller can recover it.
package shared

import (
	"errors"
	"strings"

	"golang.org/x/sync/singleflight"
)

var errEmpty = errors.New("empty")

func load(name string) (any, error) {
	if strings.TrimSpace(name) == "" {
		panic(errEmpty)
	}
	return name, nil
}

func Panics(g *singleflight.Group, name string) {
	g.Do(name, func() (any, error) { // want `^panic is raised again where no caller can recover it \(explicit panic\(errEmpty\) at shared.go:16, reached by load\)$`
		return load(name)
	})
}

func Own(g *singleflight.Group, name string) {
	g.Do(name, func() (any, error) {
		defer func() { recover() }()
		return load(name)
	})
}

func Around(g *singleflight.Group, name string) {
	defer func() { recover() }()
	g.Do(name, func() (any, error) { return load(name) })
}

func Quiet(g *singleflight.Group, name string) {
	g.Do(name, func() (any, error) { return strings.ToUpper(name), nil })
}
