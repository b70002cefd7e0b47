// Package runtime is a stub of what apimachinery does about panics.
package runtime

var ReallyCrash = true

func HandleCrash(handlers ...func(any)) {}
