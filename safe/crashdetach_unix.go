//go:build unix

package safe

import (
	"os"
	"os/exec"
	"syscall"
)

// serviceStops are the signals that a service manager or a terminal stops programs with.
var serviceStops = []os.Signal{syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP}

// detach keeps signals to this process's group, Ctrl-C and Ctrl-\ among them, from
// the watching process: it has to live a little longer.
func detach(watcher *exec.Cmd) { watcher.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
