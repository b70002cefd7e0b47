//go:build unix

package safe

import (
	"os/exec"
	"syscall"
)

// detach keeps signals to this process's group, Ctrl-C and Ctrl-\ among them, from
// the watching process: it has to live a little longer.
func detach(watcher *exec.Cmd) { watcher.SysProcAttr = &syscall.SysProcAttr{Setsid: true} }
