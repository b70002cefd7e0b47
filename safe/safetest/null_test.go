package safetest_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
	"github.com/recoverlint/recoverlint/safe/safetest"
)

type plain struct{ ID int }

func (p *plain) UnmarshalJSON(data []byte) error {
	type same plain
	return json.Unmarshal(data, (*same)(p))
}

type seeing struct{ ID int }

func (s *seeing) UnmarshalJSON(data []byte) error {
	var fields safe.Fields
	var raw struct{ ID json.RawMessage }
	fields.Object(data, s, &raw)
	id := safe.Field(&fields, raw.ID, "ID", &s.ID, safe.Required)
	if err := fields.Err(); err != nil {
		return err
	}
	id.Store()
	return fields.Err()
}

func TestSeesNull(t *testing.T) {
	safetest.SeesNull(t, new(seeing), []string{"ID"}, []string{"ID"})
}

func ExampleCheckNull() {
	for _, err := range safetest.CheckNull(new(plain), []string{"ID"}, []string{"ID"}) {
		fmt.Println(err)
	}
	// Output:
	// {"ID":null} passes
	// ID may be missing
}

type patch struct {
	ID   safe.Opt[int]    `json:"id,omitzero"`
	Name safe.Opt[string] `json:"name"`
}

type goodPatch struct {
	ID safe.Opt[int] `json:"id,omitzero"`
}

func TestTellsNull(t *testing.T) {
	safetest.TellsNull[goodPatch](t, []string{"id"})
}

func ExampleCheckTells() {
	for _, err := range safetest.CheckTells[patch]([]string{"id", "name"}) {
		fmt.Println(err)
	}
	// Output:
	// {} becomes {"name":null}
	// {"id":null} becomes {"id":null,"name":null}
}
