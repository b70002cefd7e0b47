// Package shapes decodes into types of many shapes.
package shapes

import (
	"encoding/json"
	"io"
)

type tree struct { // want `tree takes null .* in Depth `
	Depth    int
	Children []tree
	Parent   *tree
	ByName   map[string]tree
}

type inMap struct{ N int } // want `inMap takes null or no key for a value in N \(it stays zero; see gen-safe\)`

type inSlice struct{ N int } // want `inSlice takes null .*it stays zero`

type inArray struct{ N int } // want `inArray takes null`

type named []inNamed

type inNamed struct{ N int } // want `inNamed takes null`

type doublePointer struct{ N int } // want `doublePointer takes null`

type inInterface struct{ N int } // want `inInterface takes null`

type asField struct{ N int } // want `asField takes null`

type holder struct {
	X     int
	Inner asField
}

type byPointerField struct{ N int } // want `byPointerField takes null`

type keeper struct{ last *byPointerField }

type asserted struct{ N int } // want `asserted takes null`

type fromChannel struct{ N int } // want `fromChannel takes null`

type chosenA struct{ N int } // want `chosenA takes null`

type chosenB struct{ N int } // want `chosenB takes null`

type alias = struct { // want `struct takes null .* in N `
	N int
}

func decode(r io.Reader, h *holder, k *keeper, x any, ch chan *fromChannel) {
	dec := json.NewDecoder(r)

	var a tree
	dec.Decode(&a)
	var b map[string]inMap
	dec.Decode(&b)
	var c []inSlice
	dec.Decode(&c)
	var d [2]inArray
	dec.Decode(&d)
	var e named
	dec.Decode(&e)
	f := new(doublePointer)
	dec.Decode(&f)
	var g any = &inInterface{}
	dec.Decode(&g)
	dec.Decode(&h.Inner)
	dec.Decode(k.last)
	dec.Decode(x.(*asserted))
	dec.Decode(<-ch)

	var either any = &chosenA{}
	if h.X > 3 {
		either = &chosenB{}
	}
	dec.Decode(either)

	var l alias
	dec.Decode(&l)

	var itself any
	itself = &itself
	dec.Decode(&itself)

	var nothing any
	dec.Decode(&nothing)
	var m map[string]any
	dec.Decode(&m)
	dec.Decode(nil)

	type local struct{ N int } // want `local takes null`
	var n local
	dec.Decode(&n)

	var o struct { // want `struct takes null .* in Page, Items\[\].ID, Items\[\].Owner.Name \(`
		Page  int
		Items []struct {
			ID    int
			Owner struct{ Name string }
		}
	}
	dec.Decode(&o)

	var empty struct{}
	dec.Decode(&empty)

	// A struct that is no pointer is a mistake that vet reports.
	dec.Decode(holder{})
}

// Decoded in a loop, the variable keeps what an earlier message said.
type stale struct{ N int }

func loop(r io.Reader, each func(stale)) {
	dec := json.NewDecoder(r)
	var s stale
	for dec.Decode(&s) == nil { // want `^stale keeps the last record's N where`
		each(s)
	}
}

// Two places decode it; it is reported once.
type twice struct{ N int } // want `twice takes null`

func both(data []byte, r io.Reader) (a, b twice) {
	json.Unmarshal(data, &a)
	json.NewDecoder(r).Decode(&b)
	return a, b
}
