package safe

import (
	"maps"
	"slices"
	"sync"
)

// breakers are the shared breakers, by name.
var breakers struct {
	sync.Mutex
	byName map[string]*Breaker
}

// SharedBreaker returns the process-wide breaker of the dependency name, and
// makes it, with the default configuration, when it is asked for the first time.
// All methods that use the dependency share it, whatever their result types.
// Change it with [Breaker.Configure].
//
// Names are written in code; one taken from a request grows the registry for ever.
func SharedBreaker(name string) *Breaker {
	breakers.Lock()
	defer breakers.Unlock()
	b := breakers.byName[name]
	if b != nil {
		return b
	}
	if breakers.byName == nil {
		breakers.byName = make(map[string]*Breaker)
	}
	b = NewBreaker(name, BreakerConfig{})
	breakers.byName[name] = b
	return b
}

// SharedBreakers returns the shared breakers in the order of their names.
func SharedBreakers() []*Breaker {
	breakers.Lock()
	defer breakers.Unlock()
	names := slices.Sorted(maps.Keys(breakers.byName))
	shared := make([]*Breaker, len(names))
	for i, name := range names {
		shared[i] = breakers.byName[name]
	}
	return shared
}
