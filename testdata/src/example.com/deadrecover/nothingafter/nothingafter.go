// Package nothingafter installs a guard where nothing is left to panic.
package nothingafter

import "log"

func Last(parts []string) (n int) {
	n = len(parts[0])
	defer func() {
		recover() // want `^recover has no effect: nothing can panic between its defer statement and the end of the function$`
	}()
	return n
}

// setup means to guard its caller.
func setup() {
	defer func() {
		if r := recover(); r != nil { // want `nothing can panic between its defer statement`
			log.Println(r)
		}
	}()
}

func Setup(parts []string) string {
	setup()
	return parts[0]
}

func Deferred(parts []string) string {
	defer within()
	return parts[0]
}

func within() {
	defer func() {
		recover() // want `nothing can panic between its defer statement`
	}()
}

// The argument says that the recover is not reached.
func Argument(parts []string) string {
	defer unwind(1)
	return parts[0]
}

func unwind(n int) {
	if n == 0 {
		recover() // want `^recover has no effect: unwind does not get to it with the arguments of its defer statement$`
		return
	}
	unwind(n - 1)
}
