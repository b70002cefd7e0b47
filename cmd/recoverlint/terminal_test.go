package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"

	"github.com/creack/pty"
)

// onScreen is a command of scripts that runs another one with a terminal as
// its stdout, or with stderr as its stderr, and prints what the terminal got:
//
//	onscreen stdout 80 recoverlint ./...
func onScreen() {
	code, err := runOnScreen(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "onscreen:", err)
		os.Exit(99)
	}
	os.Exit(code)
}

func runOnScreen(stream, columns string, command []string) (int, error) {
	cols, err := strconv.ParseUint(columns, 10, 16)
	if err != nil {
		return 0, err
	}
	screen, tty, err := pty.Open()
	if err != nil {
		return 0, err
	}
	if err := pty.Setsize(screen, &pty.Winsize{Rows: 24, Cols: uint16(cols)}); err != nil {
		return 0, err
	}
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Stdout, cmd.Stderr = tty, os.Stderr
	if stream == "stderr" {
		cmd.Stdout, cmd.Stderr = os.Stdout, tty
	}
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	tty.Close()
	var seen bytes.Buffer
	io.Copy(&seen, screen) // ends with an error when nobody has the terminal any more
	os.Stdout.Write(bytes.ReplaceAll(seen.Bytes(), []byte("\r\n"), []byte("\n")))
	var exit *exec.ExitError
	if err := cmd.Wait(); err != nil && !errors.As(err, &exit) {
		return 0, err
	}
	return cmd.ProcessState.ExitCode(), nil
}
