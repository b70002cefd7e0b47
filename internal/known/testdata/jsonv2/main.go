// Command jsonv2 prints what encoding/json/v2 leaves in a value that held
// something before.
package main

import (
	"encoding/json/v2"
	"fmt"
	"os"
	"time"
)

type value struct {
	Int    int
	Text   string
	Flag   bool
	Array  [2]int
	Nested struct{ N int }
	At     time.Time
}

func old() value {
	return value{1, "x", true, [2]int{1, 2}, struct{ N int }{7}, time.Unix(0, 0).UTC()}
}

func main() {
	v := old()
	decode(`{"Int":null,"Text":null,"Flag":null,"Array":null,"Nested":null,"At":null}`, &v)
	fmt.Println("null", v == value{})
	v = old()
	decode(`{}`, &v)
	fmt.Println("no key", v == old())
	v = old()
	decode(`null`, &v)
	fmt.Println("null itself", v == value{})
	list := []value{old()}
	decode(`[null]`, &list)
	fmt.Println("element", list[0] == value{})
	ints := []int{1, 2}
	decode(`[null,3]`, &ints)
	fmt.Println("number", ints)
}

func decode(data string, v any) {
	if err := json.Unmarshal([]byte(data), v); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
