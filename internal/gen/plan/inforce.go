package plan

import (
	"fmt"
	"go/token"
	"path/filepath"
	"strings"
	"time"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// An inForce is the policy of one method: its own settings, and those of its type.
type inForce struct {
	typ    policy.Directive
	method *policy.Directive // nil if it has none of its own
}

// get returns the setting of key, and whether the method has it for itself.
func (f inForce) get(key string) (s policy.Setting, own, ok bool) {
	if f.method != nil {
		if s, ok := f.method.Get(key); ok {
			return s, true, true
		}
	}
	s, ok = f.typ.Get(key)
	return s, false, ok
}

func (f inForce) isRead() bool { return f.method != nil && f.method.Has("read") }

// place is a position as messages about a policy show it: the base name and the line.
func place(at token.Position) string {
	return fmt.Sprintf("%s:%d", filepath.Base(at.Filename), at.Line)
}

// parts lists the policy for gen-safe explain.
func (f inForce) parts() []Part {
	parts := []Part{{Key: "panic", Text: "error", From: "default"}}
	for _, key := range []string{"deadline", "adaptive", "breaker", "fallback", "hook", "read", "stream"} {
		s, _, ok := f.get(key)
		if !ok {
			continue
		}
		text := s.Value
		if text == "" {
			text = "yes"
		}
		parts = append(parts, Part{Key: key, Text: text, From: s.At.String()})
	}
	return parts
}

// conflict says what is wrong with the settings of a method among themselves.
func (f inForce) conflict() string {
	if f.method == nil {
		return ""
	}
	if f.method.Has("read") && f.method.Has("write") {
		return "read and write exclude each other"
	}
	if s, ok := f.method.Get("fallback"); ok && len(s.List()) > 0 && !f.method.Has("read") {
		return "a fallback is for reads only: a write that failed may have happened; add read if it is one"
	}
	deadline, hasDeadline := f.method.Get("deadline")
	if hasDeadline && deadline.Duration() == 0 && f.method.Has("adaptive") {
		return "deadline=0 and adaptive exclude each other"
	}
	if low, high, ok := f.adaptive(); ok && hasDeadline && deadline.Duration() > 0 && (deadline.Duration() < low || deadline.Duration() > high) {
		return "the deadline, which holds until there is enough to adapt to, is outside of adaptive's range"
	}
	return ""
}

func (f inForce) adaptive() (low, high time.Duration, ok bool) {
	s, _, ok := f.get("adaptive")
	if !ok || s.Value == "" {
		return 0, 0, false
	}
	low, high = s.Range()
	return low, high, true
}

// sum is the policy as the digest sees it: without places.
func (f inForce) sum() string {
	var b strings.Builder
	for _, p := range f.parts() {
		fmt.Fprintf(&b, "%s=%s ", p.Key, p.Text)
	}
	return b.String()
}
