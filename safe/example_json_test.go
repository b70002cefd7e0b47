package safe_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/recoverlint/recoverlint/safe"
)

type namePatch struct {
	Name safe.Opt[string] `json:"name,omitzero"`
}

// Absent, null and set are three things.
func ExampleOpt() {
	for _, body := range []string{`{}`, `{"name":null}`, `{"name":"Ann"}`} {
		var patch namePatch
		if err := json.Unmarshal([]byte(body), &patch); err != nil {
			fmt.Println(err)
		}
		name, ok := patch.Name.Get()
		fmt.Printf("absent %v, null %v, set %v: %q %v %q\n",
			patch.Name.IsZero(), patch.Name.IsNull(), patch.Name.IsSet(), name, ok, patch.Name.Or("nobody"))
	}
	// Output:
	// absent true, null false, set false: "" false "nobody"
	// absent false, null true, set false: "" false "nobody"
	// absent false, null false, set true: "Ann" true "Ann"
}

func ExampleOpt_Apply() {
	name := "Ann"
	safe.Opt[string]{}.Apply(&name)
	fmt.Printf("%q ", name)
	safe.Some("Bob").Apply(&name)
	fmt.Printf("%q ", name)
	safe.Null[string]().Apply(&name)
	fmt.Printf("%q\n", name)
	// Output: "Ann" "Bob" ""
}

func ExampleOpt_MarshalJSON() {
	for _, patch := range []namePatch{{}, {safe.Null[string]()}, {safe.Some("Ann")}} {
		text, err := json.Marshal(patch)
		fmt.Println(string(text), err)
	}
	// Output:
	// {} <nil>
	// {"name":null} <nil>
	// {"name":"Ann"} <nil>
}

type line struct {
	Price float64
	Codes []int
}

// UnmarshalJSON is what gen-safe writes for //safe:null reject.
func (l *line) UnmarshalJSON(data []byte) error {
	var fields safe.Fields
	var raw struct{ Price, Codes json.RawMessage }
	fields.StrictObject(data, l, &raw)
	price := safe.Field(&fields, raw.Price, "Price", &l.Price, safe.Required)
	codes := safe.Field(&fields, raw.Codes, "Codes", &l.Codes, safe.Optional)
	if err := fields.Err(); err != nil {
		return err
	}
	price.Store()
	codes.Store()
	return fields.Err()
}

func ExampleFields() {
	l := line{Price: 7}
	err := json.Unmarshal([]byte(`{"Price": null, "Codes": [1, null]}`), &l)
	var null *safe.NullError
	fmt.Println(err)
	fmt.Println(l.Price, errors.As(err, &null))
	fmt.Println(json.Unmarshal([]byte(`{"Prize": 1}`), &l))
	fmt.Println(json.Unmarshal([]byte(`{"Codes": []}`), &l))
	// Output:
	// Price: null
	// Codes[1]: null
	// 7 true
	// json: unknown field "Prize"
	// Price: missing
}

// The path of a null goes through slices, maps and other types that see theirs.
func ExampleField() {
	var fields safe.Fields
	var lines []line
	byName := make(map[string]*line)
	safe.Field(&fields, json.RawMessage(`[{"Price":1},null,{"Price":null}]`), "lines", &lines, safe.Required)
	safe.Field(&fields, json.RawMessage(`{"a":{"Price":1},"b":{},"c":null}`), "names", &byName, safe.Required)
	fmt.Println(fields.Err())
	// Output:
	// lines[1]: null
	// lines[2].Price: null
	// names["b"].Price: missing
}

func ExampleDecoded_Store() {
	var fields safe.Fields
	id, count, note, limits := 7, 1, "old", map[string]int{"a": 1}
	var inText safe.FieldRule = safe.Required | safe.Quoted
	decodedID := safe.Field(&fields, json.RawMessage(`8`), "id", &id, safe.Required)
	decodedCount := safe.Field(&fields, json.RawMessage(`"2"`), "count", &count, inText)
	decodedNote := safe.Field(&fields, json.RawMessage(`null`), "note", &note, safe.Nullable)
	decodedLimits := safe.Field(&fields, json.RawMessage(`{"b":2}`), "limits", &limits, safe.Optional)
	fmt.Println(id, count, note, limits, fields.Err())
	decodedID.Store()
	decodedCount.Store()
	decodedNote.Store()
	decodedLimits.Store()
	fmt.Printf("%d %d %q %v\n", id, count, note, limits)
	// Output:
	// 7 1 old map[a:1] <nil>
	// 8 2 "" map[a:1 b:2]
}
