// Gen-safe writes the wrapped call sites that make a service safe: decorators that
// turn panics into errors and keep to deadlines, breakers and fallbacks. Say what to
// wrap with //safe: directives, and run it by go generate:
//
//	//go:generate go tool gen-safe
//
// gen-safe -help lists the subcommands and flags.
package main

import (
	"os"

	"github.com/recoverlint/recoverlint/internal/gen"
)

func main() { os.Exit(gen.Main(os.Args[1:], os.Stdout, os.Stderr)) }
