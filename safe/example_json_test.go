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

type line struct{ Price float64 }

// UnmarshalJSON is what gen-safe writes for //safe:null reject.
func (l *line) UnmarshalJSON(data []byte) error {
	var fields safe.Fields
	var raw struct{ Price json.RawMessage }
	fields.Object(data, &raw, true)
	price := l.Price
	safe.Field(&fields, raw.Price, "Price", &price, safe.NotNull|safe.Required)
	if err := fields.Err(); err != nil {
		return err
	}
	l.Price = price
	return nil
}

func ExampleFields() {
	var l line
	err := json.Unmarshal([]byte(`{"Price": null}`), &l)
	var null *safe.NullError
	fmt.Println(err, errors.As(err, &null))
	fmt.Println(json.Unmarshal([]byte(`{"Prize": 1}`), &l))
	// Output:
	// Price: null true
	// json: unknown field "Prize"
	// Price: missing
}

func ExampleField() {
	var fields safe.Fields
	id, name := 7, "Ann"
	safe.Field(&fields, json.RawMessage(`8`), "id", &id, safe.NotNull|safe.Required)
	safe.Field(&fields, json.RawMessage(`null`), "name", &name, safe.NotNull)
	fmt.Println(id, name, fields.Err())
	// Output: 8 Ann name: null
}

func ExampleSliceField() {
	var fields safe.Fields
	var lines []line
	safe.SliceField(&fields, json.RawMessage(`[{"Price":1},null,{"Price":null}]`), "lines", &lines, safe.NotNull)
	fmt.Println(fields.Err())
	// Output:
	// lines[1]: null
	// lines[2].Price: null
}

func ExampleMapField() {
	var fields safe.Fields
	var lines map[string]line
	safe.MapField(&fields, json.RawMessage(`{"a":{"Price":1},"b":{}}`), "lines", &lines, safe.FieldRule(0))
	fmt.Println(fields.Err(), lines["a"].Price)
	// Output: lines["b"].Price: missing 1
}
