// Package asserts panics where its authors say that nobody comes.
package asserts

import "fmt"

type kind int

func Unreachable(k kind) {
	go func() {
		switch k {
		case 0:
			println("zero")
		default:
			panic("unreachable")
		}
	}()
}

func Internal(k kind) {
	go func() {
		if k < 0 {
			panic(fmt.Sprintf("internal error: kind %d", k))
		}
		if k > 9 {
			panic("BUG: kind " + fmt.Sprint(k))
		}
		if k == 5 {
			panic(fmt.Errorf("this should never happen: %d", k))
		}
	}()
}

// Who asks for the kind of one element does not know those of the others.
func parseCall(list []any) (id, action string) {
	if len(list) < 3 {
		return "", ""
	}
	id, ok := list[1].(string)
	if !ok {
		return "", ""
	}
	return id, list[2].(string)
}

func parseKnown(list []any) string {
	if len(list) < 3 {
		return ""
	}
	return list[2].(string)
}

func Calls(lists chan []any) {
	go func() { // want `type assertion list\[2\].\(string\) without ok at asserts.go:\d+, reached by parseCall`
		for list := range lists {
			println(parseCall(list))
		}
	}()
	go func() { // want `type assertion list\[2\].\(string\) without ok at asserts.go:\d+, reached by parseKnown`
		for list := range lists {
			println(parseKnown(list))
		}
	}()
}
