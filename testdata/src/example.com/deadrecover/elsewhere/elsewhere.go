// Package elsewhere calls the guards of another package where they must be
// deferred.
package elsewhere

import (
	"log"

	"example.com/deadrecover/elsewhere/safe"
)

func Right(parts []string) string {
	defer safe.Recover()
	return parts[0]
}

func Wrong(parts []string) string {
	defer func() { safe.Recover() }() // want `^recover in Recover has no effect here: it works only when a defer statement runs Recover$`
	return parts[0]
}

func Also(parts []string) string {
	defer func() {
		log.Println("done")
		safe.Recover() // want `^recover in Recover has no effect here`
	}()
	return parts[0]
}

func Plain(parts []string) string {
	safe.Recover() // want `^Recover recovers only when it is deferred: this call has no effect on a panic$`
	return parts[0]
}

// The argument is the same when the function ends.
func Pointer(parts []string) (err error) {
	defer func() { safe.To(&err) }() // want `^recover in To has no effect here`
	_ = parts[0]
	return nil
}

// The argument is not: deferring the call would log the empty name.
func Later(parts []string) {
	name := ""
	defer func() { safe.Named(name) }() // want `^recover in Named has no effect here`
	name = parts[0]
}

type handler struct{ safe.Guard }

func (h *handler) promoted(parts []string) string {
	defer h.Catch()
	return parts[0]
}

func (h *handler) delegated(parts []string) string {
	defer func() { h.Catch() }() // want `^recover in Catch has no effect here`
	return parts[0]
}

func Generic(parts []string) string {
	defer safe.Typed[string]()
	return parts[0]
}

func GenericWrong(parts []string) string {
	defer func() { safe.Typed[int]() }() // want `^recover in Typed has no effect here`
	return parts[0]
}

// Wrapped passes the guard on to a function that defers it.
func Wrapped(parts []string) {
	safe.Run(func() { _ = parts[0] }, safe.Recover)
}

var _ = []any{(*handler).promoted, (*handler).delegated}

// Finish has other work to do.
func Finished(c *safe.Controller, parts []string) string {
	c.Finish()
	return parts[0]
}

func Reported(parts []string) string {
	safe.Report() // want `^Report recovers only when it is deferred: this call has no effect on a panic$`
	return parts[0]
}
