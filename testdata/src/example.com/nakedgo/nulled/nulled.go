// Package nulled writes to maps that a decoder has filled: null makes them nil.
package nulled

import "encoding/json"

type call struct {
	Name      string `json:"name"`
	Arguments string `json:"arguments"`
}

func run(calls chan call) {
	go func() { // want `write to a nil map \(what was decoded may not have it\) at nulled.go:\d+`
		for c := range calls {
			var args map[string]any
			if err := json.Unmarshal([]byte(c.Arguments), &args); err != nil {
				continue
			}
			args["name"] = c.Name
			println(len(args))
		}
	}()
	go func() { // want `write to a nil map \(what was decoded may not have it\) at nulled.go:\d+`
		for c := range calls {
			args := map[string]any{}
			if err := json.Unmarshal([]byte(c.Arguments), &args); err != nil {
				continue
			}
			args["name"] = c.Name
			println(len(args))
		}
	}()
}

func careful(calls chan call) {
	go func() {
		for c := range calls {
			var args map[string]any
			if err := json.Unmarshal([]byte(c.Arguments), &args); err != nil {
				continue
			}
			if args == nil {
				args = map[string]any{}
			}
			args["name"] = c.Name
			println(len(args))
		}
	}()
	go func() {
		for c := range calls {
			var args map[string]any
			if err := json.Unmarshal([]byte(c.Arguments), &args); err != nil || len(args) == 0 {
				continue
			}
			args["name"] = c.Name
			println(len(args))
		}
	}()
	go func() {
		for c := range calls {
			var args map[string]any
			if err := json.Unmarshal([]byte(c.Arguments), &args); err != nil {
				continue
			}
			if args["name"] == nil {
				println(len(args))
			}
			own := map[string]any{"args": args}
			own["name"] = c.Name
		}
	}()
}
