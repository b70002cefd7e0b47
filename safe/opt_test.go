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

// A slice or map field that is null becomes nil; one that is missing stays.
func TestNullContainers(t *testing.T) {
	list, all := []int{1}, map[string]int{"a": 1}
	var fields safe.Fields
	safe.SliceField(&fields, nil, "list", &list, 0)
	safe.MapField(&fields, nil, "all", &all, 0)
	if len(list) != 1 || len(all) != 1 {
		t.Error("a missing field was changed")
	}
	safe.SliceField(&fields, json.RawMessage(`null`), "list", &list, 0)
	safe.MapField(&fields, json.RawMessage(`null`), "all", &all, 0)
	if list != nil || all != nil || fields.Err() != nil {
		t.Error(list, all, fields.Err())
	}
	safe.SliceField(&fields, json.RawMessage(`{}`), "list", &list, 0)
	safe.MapField(&fields, json.RawMessage(`[]`), "all", &all, 0)
	safe.Field(&fields, json.RawMessage(`"x"`), "n", new(int), 0)
	if err := fields.Err(); err == nil || len(err.Error()) < 50 {
		t.Error("wrong types pass:", err)
	}
	var top safe.Fields
	top.Object([]byte(`null`), &struct{}{}, false)
	top.Object([]byte(``), &struct{}{}, false)
	if err := top.Err(); err == nil || err.Error() != "document: null\nunexpected EOF" {
		t.Errorf("%q", err)
	}
}
