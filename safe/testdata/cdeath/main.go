// Command cdeath dies in C, watched by a crash monitor: of SIGSEGV, or of abort.
// It prints the report.
package main

/*
#include <stdlib.h>
static void fault(void) { *(volatile int *)8 = 1; }
*/
import "C"

import (
	"fmt"
	"os"

	"github.com/recoverlint/recoverlint/safe"
)

func main() {
	_, err := safe.StartCrashMonitor(safe.CrashConfig{Report: func(r safe.CrashReport) error {
		fmt.Println(r)
		fmt.Println(r.Functions)
		return nil
	}})
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	defer func() { recover() }()
	switch os.Args[1] {
	case "fault":
		C.fault()
	case "abort":
		C.abort()
	}
}
