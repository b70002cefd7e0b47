// Package own has decoders that the user names, and reads files.
package own

import (
	"encoding/json"
	"os"

	"example.com/jsonnull_flags/queue"
)

type message struct{ N int } // want `message takes null`

type bound struct{ N int } // want `bound takes null`

type got struct{ N int } // want `got takes null`

type key struct{ N int }

type file struct{ N int } // want `file takes null`

func decode(c *queue.Conn) error {
	var m message
	queue.Next(&m)
	var b bound
	c.Bind("b", &b)
	queue.Get[key, got](key{})

	data, err := os.ReadFile("f.json")
	if err != nil {
		return err
	}
	var f file
	return json.Unmarshal(data, &f)
}
