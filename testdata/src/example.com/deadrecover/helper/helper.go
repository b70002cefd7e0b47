// Package helper recovers one call too deep.
package helper

import "log"

func report() {
	if r := recover(); r != nil { // want `^recover has no effect: report is called by a deferred function, it is not the deferred function$`
		log.Println(r)
	}
}

func Named(parts []string) string {
	defer cleanup()
	return parts[0]
}

func cleanup() {
	log.Println("done")
	report()
}

// The message stands at the recover, or at the call where the helper is right
// elsewhere.
func catch() {
	if r := recover(); r != nil {
		log.Println(r)
	}
}

func Right(parts []string) string {
	defer catch()
	return parts[0]
}

func Wrong(parts []string) string {
	defer func() {
		log.Println("done")
		catch() // want `^recover in catch has no effect here: it works only when a defer statement runs catch$`
	}()
	return parts[0]
}

func Alone(parts []string) string {
	defer func() { catch() }() // want `^recover in catch has no effect here`
	return parts[0]
}

func Outside(parts []string) string {
	catch() // want `^catch recovers only when it is deferred: this call has no effect on a panic$`
	return parts[0]
}

// Three calls deep.
func Deep(parts []string) string {
	defer one()
	return parts[0]
}

func one() { two() }
func two() { three() }

func three() {
	recover() // want `three is called, no defer statement runs it`
}
