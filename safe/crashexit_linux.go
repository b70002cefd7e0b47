package safe

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"
)

// An exitWatch finds out how a process that is not a child ended. Its parent
// learns that from wait; others may read it in /proc/PID/stat (proc_pid_stat(5),
// the last field) from the moment the process begins to end until its parent has
// waited for it. Which of the two is first is a matter of luck.
type exitWatch struct{ stat *os.File }

// openExit opens the file in time: once the process is gone, its number may be another's.
func openExit(pid int) exitWatch {
	stat, _ := os.Open(fmt.Sprintf("/proc/%d/stat", pid))
	return exitWatch{stat}
}

// wait returns "exit status 3" or "signal: killed", or "" if that is not known. It
// waits a fifth of a second at most.
func (e exitWatch) wait() string {
	if e.stat == nil {
		return ""
	}
	defer e.stat.Close()
	for range 200 {
		var buf [1024]byte
		n, err := e.stat.ReadAt(buf[:], 0)
		if n == 0 && err != nil {
			return "" // the parent was faster
		}
		if exit := exitIn(buf[:n]); exit != "" {
			return exit
		}
		time.Sleep(time.Millisecond)
	}
	return ""
}

// exitIn is the exit in the contents of a stat file. A status of 0 means something
// only if the process is a zombie.
func exitIn(stat []byte) string {
	_, after, _ := bytes.Cut(stat[bytes.LastIndexByte(stat, ')')+1:], []byte(" "))
	fields := bytes.Fields(after)
	if len(fields) < 50 {
		return ""
	}
	code, err := strconv.Atoi(string(fields[49]))
	switch status := syscall.WaitStatus(code); {
	case err != nil, code == 0 && string(fields[0]) != "Z":
		return ""
	case status.Signaled():
		return "signal: " + status.Signal().String()
	default:
		return "exit status " + strconv.Itoa(status.ExitStatus())
	}
}
