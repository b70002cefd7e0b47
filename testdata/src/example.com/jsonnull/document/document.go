// Package document decodes a tree whose nodes have many types.
package document

import (
	"encoding/json"
	"fmt"
)

type Node interface{ Line() int }

type Call struct { // want `Call takes null or no key for a value in At`
	Name string `json:"name"`
	At   int    `json:"at"`
}

func (c *Call) Line() int { return c.At }

type typed struct {
	Type string          `json:"type"`
	Node json.RawMessage `json:"node"`
}

var nodes = map[string]func() Node{"call": func() Node { return &Call{} }}

type Tree struct{ Nodes []Node }

func (t *Tree) UnmarshalJSON(data []byte) error {
	var all []typed
	if err := json.Unmarshal(data, &all); err != nil {
		return err
	}
	for _, one := range all {
		node, err := one.unmarshal()
		if err != nil {
			return err
		}
		t.Nodes = append(t.Nodes, node)
	}
	return nil
}

func (t typed) unmarshal() (Node, error) {
	make, ok := nodes[t.Type]
	if !ok {
		return nil, fmt.Errorf("no node %q", t.Type)
	}
	node := make()
	return node, json.Unmarshal(t.Node, &node)
}
