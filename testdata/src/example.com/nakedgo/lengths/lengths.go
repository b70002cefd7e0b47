// Package lengths indexes what it has been given by functions that say, in what
// they return, how long it is.
package lengths

import (
	"bytes"
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

type Addr interface{ As16() [16]byte }

// The bounds of arrays, and how long that makes a slice, are known.
func Embedded(a Addr) {
	go func() {
		whole := a.As16()
		four := [4]byte(whole[12:])
		two := (*[2]byte)(whole[2:4])
		println(four[0], two[1])
	}()
}

// Of what a loop moves along, its author knows how long it is.
func Moved(n int) {
	go func() {
		src := make([]byte, n)
		for len(src) >= 8 {
			p := (*[8]byte)(src)
			println(p[0])
			src = src[8:]
		}
	}()
}

func TooShort() {
	go func() { // want `\(conversion of a slice to an array at lengths.go:\d+\)`
		line := make([]byte, 2)
		four := [4]byte(line)
		println(four[0])
	}()
}

type set struct{ items map[any]struct{} }

func (s *set) Add(v any) { s.items[v] = struct{}{} }

func (s *set) Values() (all []any) {
	for v := range s.items {
		all = append(all, v)
	}
	return all
}

// What a set holds, its user put there.
func Contents(s *set) {
	go func() {
		for _, v := range s.Values() {
			println(v.(string))
		}
	}()
}

// Who wrote a header knows that it is there.
func frame(payload []byte) []byte {
	var buf bytes.Buffer
	buf.WriteByte(1)
	buf.Write(make([]byte, 4))
	header := buf.Bytes()[:5]
	header[1] = byte(len(payload))
	buf.Write(payload)
	return buf.Bytes()
}

func sealed(dst *bytes.Buffer) []byte { return dst.Bytes()[4:8] }

func frames(payload []byte) {
	go func() { println(len(frame(payload))) }() // want `slice bounds out of range at lengths.go:\d+, reached by frame`
	go func() {                                  // want `slice bounds out of range at lengths.go:\d+, reached by sealed`
		println(len(sealed(bytes.NewBuffer(payload))))
	}()
}
