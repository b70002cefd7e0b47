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
