// Package newpanic recovers panics that begin in a deferred function.
package newpanic

import "log"

// The cleanup may panic, and the deferred function around it is not meant to
// stop anything else.
func Cleanup(parts []string, clean func()) string {
	defer func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println("cleanup:", r)
			}
		}()
		clean()
	}()
	return parts[0]
}

func Loop(parts []string, clean []func()) string {
	defer func() {
		for _, f := range clean {
			func() {
				defer func() { recover() }()
				f()
			}()
		}
	}()
	return parts[0]
}

// It panics itself, for the deferred function.
func Explicit(parts []string) (err any) {
	defer func() {
		defer func() { err = recover() }()
		panic("again")
	}()
	return parts[0]
}
