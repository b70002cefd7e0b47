//go:build !unix

package safe

import "os/exec"

// detach does nothing here: the watching process ignores Ctrl-C.
func detach(*exec.Cmd) {}
