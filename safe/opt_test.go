package safe_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

// What is no null decodes as it does without Opt, and encodes as it did.
func FuzzOpt(f *testing.F) {
	for _, seed := range []string{`null`, ` null `, `[1,null]`, `{"a":null}`, `"null"`, `1e9`, `tru`, ``} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var plain any
		var opt safe.Opt[any]
		plainErr, optErr := json.Unmarshal([]byte(text), &plain), json.Unmarshal([]byte(text), &opt)
		if (plainErr == nil) != (optErr == nil) {
			t.Fatalf("plain: %v, Opt: %v", plainErr, optErr)
		}
		if plainErr != nil {
			if !opt.IsZero() {
				t.Fatal("an error left something behind")
			}
			return
		}
		value, ok := opt.Get()
		if ok != (plain != nil) || opt.IsNull() != (plain == nil) || !reflect.DeepEqual(value, plain) {
			t.Fatalf("plain: %v, Opt: %v %v", plain, value, ok)
		}
		want, _ := json.Marshal(plain)
		got, err := json.Marshal(opt)
		if err != nil || string(got) != string(want) {
			t.Fatalf("encoded: %s, %v; want %s", got, err, want)
		}
	})
}
