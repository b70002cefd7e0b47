// Command inmain recovers in functions that only the runtime calls.
package main

import "os"

func init() {
	recover() // want `^recover has no effect: init is not run by a defer statement$`
}

func main() {
	recover() // want `^recover has no effect: main is not run by a defer statement$`
	println(os.Args[1])
}
