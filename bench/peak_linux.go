package main

import (
	"os"
	"syscall"
)

// peakOf gives the most that a process had resident, in bytes.
func peakOf(state *os.ProcessState) int64 {
	return state.SysUsage().(*syscall.Rusage).Maxrss * 1024 // Linux counts in KiB
}
