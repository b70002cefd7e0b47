// Package reflected starts functions by way of package reflect.
package reflected

import "reflect"

func start(m map[string]any) {
	go reflect.ValueOf(func() { // want `^goroutine has no panic guard \(type assertion m\["k"\]\.\(string\) without ok at reflected.go:8\)$`
		println(m["k"].(string))
	}).Call(nil)
}

func start2(m map[string]any) {
	go reflect.ValueOf(func() {
		defer func() { recover() }()
		println(m["k"].(string))
	}).Call(nil)
}

func guard() { recover() }

// A guard that reflect calls guards nothing.
func start3(m map[string]any) {
	go func() { // want `^goroutine has no panic guard \(type assertion m\["k"\]\.\(string\) without ok at reflected.go:25\)$`
		defer reflect.ValueOf(guard).Call(nil)
		println(m["k"].(string))
	}()
}

// Nothing in it can panic.
func start4() {
	go reflect.ValueOf(func() { println("x") }).Call(nil)
}
