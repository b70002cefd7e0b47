package decoded

import "encoding/json"

func walk(key string, v any) any { return v.(map[string]any)[key] }

func asserted(body []byte) {
	go func() { // want `type assertion v.\(map\[string\]any\) without ok`
		var v any
		if err := json.Unmarshal(body, &v); err != nil {
			return
		}
		println(v.(map[string]any)["name"])
	}()
	go func() { // want `type assertion v.\(map\[string\]any\) without ok`
		var v any
		if err := json.Unmarshal(body, &v); err != nil {
			return
		}
		println(walk("name", v))
	}()
	go func() {
		var v any
		if err := json.Unmarshal(body, &v); err != nil {
			return
		}
		if _, ok := v.(map[string]any); ok {
			println(walk("name", v))
		}
	}()
}
