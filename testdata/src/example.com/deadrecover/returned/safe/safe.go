// Package safe makes guards for other packages.
package safe

import "log"

// Guard gives a function to defer.
func Guard(name string) func() {
	return func() {
		if r := recover(); r != nil {
			log.Println(name, r)
		}
	}
}

// Handler gives a function to defer with what is to be logged.
func Handler() func(string) {
	return func(name string) {
		if r := recover(); r != nil {
			log.Println(name, r)
		}
	}
}
