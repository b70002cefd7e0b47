package policy

import (
	"go/token"
	"testing"
	"time"
)

var at = token.Position{Filename: "users.go", Line: 3, Column: 1}

func TestParse(t *testing.T) {
	d, err := Parse("//safe:wrap deadline=2s\tbreaker=users fallback=cache,empty adaptive=50ms..2s // why", at)
	if err != nil {
		t.Fatal(err)
	}
	deadline, _ := d.Get("deadline")
	fallback, _ := d.Get("fallback")
	adaptive, _ := d.Get("adaptive")
	low, high := adaptive.Range()
	if d.Verb != Wrap || deadline.Duration() != 2*time.Second || len(fallback.List()) != 2 || low != 50*time.Millisecond || high != 2*time.Second || len(d.Settings) != 4 {
		t.Errorf("%+v", d)
	}
	if d, err := Parse("//safe:skip see https://example.com/x", at); err != nil || d.Reason != "see https://example.com/x" {
		t.Error(d, err)
	}
}

func TestParseErrors(t *testing.T) {
	for comment, want := range map[string]string{
		"//safe:rap":                      "users.go:3:1: unknown directive //safe:rap (did you mean wrap?)",
		"//safe:wrap dedline=1s":          `users.go:3:1: unknown key "dedline" of //safe:wrap (did you mean deadline?)`,
		"//safe:method read=yes":          "users.go:3:1: read takes no value",
		"//safe:wrap deadline":            "users.go:3:1: deadline needs a value: a duration like 300ms or 2s, or 0 for none",
		"//safe:wrap deadline=-1s":        `users.go:3:1: deadline: bad value "-1s": want a duration like 300ms or 2s, or 0 for none`,
		"//safe:wrap adaptive=2s..1s":     `users.go:3:1: adaptive: bad value "2s..1s": want two durations like 50ms..2s`,
		"//safe:wrap name=slices":         `users.go:3:1: name: bad value "slices": want a Go name that the output has no use for itself`,
		"//safe:wrap name=1x":             `users.go:3:1: name: bad value "1x": want a Go name that the output has no use for itself`,
		"//safe:wrap hook=slog,statsd":    `users.go:3:1: hook: bad value "slog,statsd": want some of slog,trace,metrics, each once, or none`,
		"//safe:method stream=pipe":       `users.go:3:1: stream: bad value "pipe": want one of auto, body, chan, seq, value, open, none`,
		"//safe:export onpanic=x":         `users.go:3:1: onpanic: bad value "x": want a number, true or false`,
		"//safe:wrap proof=no":            `users.go:3:1: proof: bad value "no": want on or off`,
		"// safe:wrap deadline=2s":        "users.go:3:1: a directive has no space after the slashes: //safe:...",
		"//safe:wrap breaker=a breaker=b": "users.go:3:1: breaker is set twice",
	} {
		if _, err := Parse(comment, at); err == nil || err.Error() != want {
			t.Errorf("%s:\n got %v\nwant %s", comment, err, want)
		}
	}
}
