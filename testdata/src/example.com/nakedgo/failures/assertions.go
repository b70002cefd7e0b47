package failures

import (
	"errors"
	"log"
)

type consumer interface{ consume() }

type pull struct{ n int }

func (p *pull) consume() { p.n++ }

type push struct{ n int }

func (p *push) consume() { p.n++ }

func subscribe(name string) (consumer, error) {
	switch name {
	case "":
		return nil, errClosed
	case "push":
		return &push{}, nil
	}
	return &pull{}, nil
}

func assertedAnyway(name string) {
	go func() { // want `type assertion c.\(\*pull\) of nil \(result used although there is an error\) at assertions.go:\d+`
		c, err := subscribe(name)
		if err != nil {
			log.Print(err)
		}
		log.Print(c.(*pull).n)
	}()
}

func assertedReset(name string) {
	go func() { // want `type assertion c.\(\*pull\) of nil \(result used although there is an error\) at assertions.go:\d+`
		var c consumer
		var err error
		for {
			c, err = subscribe(name)
			if err == nil {
				break
			}
			if errors.Is(err, errClosed) {
				break
			}
		}
		log.Print(c.(*pull).n)
	}()
}

func assertedReturns(name string) {
	go func() { // want `type assertion c.\(\*pull\) without ok`
		c, err := subscribe(name)
		if err != nil {
			return
		}
		log.Print(c.(*pull).n)
	}()
}

type queue struct{ items []any }

func (q *queue) put(v any) { q.items = append(q.items, v) }

func (q *queue) size() int { return len(q.items) }

func (q *queue) last() any {
	if len(q.items) == 0 {
		return nil
	}
	return q.items[len(q.items)-1]
}

func (q *queue) first() any {
	if len(q.items) == 0 {
		return nil
	}
	return q.items[0]
}

func flush(q *queue) {
	q.put(&pull{})
	go func() { // want `type assertion q.last\(\).\(\*pull\) of nil \(the function may find nothing\) at assertions.go:\d+`
		log.Print(q.last().(*pull).n)
	}()
}

func drain(q *queue, ready chan struct{}) {
	go func() { // want `type assertion q.first\(\).\(\*pull\) without ok`
		for q.size() > 0 {
			log.Print(q.first().(*pull).n)
		}
		if v := q.first(); v != nil {
			log.Print(v.(*pull).n)
		}
		for range ready {
			log.Print(q.first().(*pull).n)
		}
	}()
}
