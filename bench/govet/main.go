// Govet is what go vet runs when it is told of no other tool. The go command
// knows its own by its version, so that it could not be made to forget what
// it printed last; this one it knows by its bytes.
package main

import (
	"golang.org/x/tools/go/analysis/suite/vet"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() { unitchecker.Main(vet.Suite...) }
