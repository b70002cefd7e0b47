// want package:`traced`

// Package through learns from the summaries of another package.
package through

import (
	"example.com/panicflow/facts"
	"example.com/panicflow/params"
)

func Start(f func()) { params.Indirect(f) } // want Start:`^0 starts$`

func Safe(f func()) { // want Safe:`^0 starts guarded$`
	params.Start(func() {
		defer facts.Guard()
		f()
	})
}

func Call(f func()) { params.Call(f) } // want Call:`^0 calls$`

// params.Guarded stops the panic of what it calls.
func Guarded(f func()) { params.Guarded(f) } // want Guarded:`^0 calls guarded$`

func Third(parts []string) string { return facts.Second(parts) } // want Third:`^asks: index out of range at example.com/panicflow/facts/facts.go:35, reached by facts.Second$`

func Stopped(parts []string) string {
	defer facts.Guard()
	return facts.Second(parts)
}

// Guard calls the guard, which must be deferred: it is none.
func Guard() { facts.Guard() }

type Embedded struct{ params.Runner }

func Promoted(e Embedded, f func()) { e.Run(f) } // want Promoted:`^1 starts$`
