// Package lengths indexes what it has been given by functions that say, in what
// they return, how long it is.
package lengths

import (
	"context"
	"regexp"
	"strconv"
	"strings"

	"example.com/nakedgo/lengths/zone"
)

// One record comes, or an error. The rule knew nothing of what functions return.
func transfer(name string, ch chan string) error {
	soa, err := zone.SOA(name)
	if err != nil {
		return err
	}
	go func() {
		ch <- soa[0]
	}()
	go func() {
		pair := pairOf(name)
		ch <- pair[1]
	}()
	return nil
}

func pairOf(name string) []string { return append([]string{"name"}, name) }

// As many come as there are.
func all(ctx context.Context, name string, ch chan string) {
	go func() { // want `index out of range at lengths.go:\d+`
		recs, err := get(ctx, name)
		if err == nil {
			ch <- recs[0]
		}
	}()
}

func get(ctx context.Context, name string) ([]string, error) {
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return zone.Records(name)
}

// Something was written, for there is something.
func tags(numbers []int) string {
	if len(numbers) == 0 {
		return ""
	}
	var sb strings.Builder
	for _, n := range numbers {
		sb.WriteString(strconv.Itoa(n) + ",")
	}
	s := sb.String()
	return s[:len(s)-1]
}

func tag(numbers []int) {
	go func() { // want `slice bounds out of range at lengths.go:\d+, reached by tags`
		println(tags(numbers))
	}()
}

// Here nothing may be.
func labels(numbers []int) string {
	var sb strings.Builder
	for _, n := range numbers {
		sb.WriteString(strconv.Itoa(n) + ",")
	}
	s := sb.String()
	return s[:len(s)-1]
}

func label(numbers []int) {
	go func() { // want `slice bounds out of range at lengths.go:\d+, reached by labels`
		println(labels(numbers))
	}()
}

// Who made the keys knows their form.
func split(services map[string]int) {
	go func() { // want `slice bounds out of range at lengths.go:\d+`
		for key := range services {
			println(key[:strings.LastIndex(key, "/")])
		}
	}()
}

// A text of a request has none.
func cut(key string) {
	go func() { // want `slice bounds out of range at lengths.go:\d+`
		println(key[:strings.LastIndex(key, "/")])
	}()
}

// A RuleConfig is what operators write.
type RuleConfig struct{ Expr string }

// A Query is what users send.
type Query struct{ Expr string }

func compile(rules []RuleConfig) {
	go func() { // want `regexp.MustCompile panics`
		for _, rule := range rules {
			println(regexp.MustCompile(rule.Expr))
		}
	}()
}

func search(q *Query) {
	go func() { // want `regexp.MustCompile panics`
		println(regexp.MustCompile(q.Expr))
	}()
}
