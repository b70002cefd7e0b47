//go:build !unix

package safe

import (
	"os"
	"os/exec"
	"syscall"
)

// serviceStops are the signals that a service manager or a terminal stops programs
// with. (Not every system's package syscall has SIGHUP.)
var serviceStops = []os.Signal{os.Interrupt, syscall.SIGTERM}

// detach does nothing here: the watching process ignores Ctrl-C.
func detach(*exec.Cmd) {}
