// Package fields stores functions and values in fields that std uses on
// goroutines of its own.
package fields

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"strings"
)

var errShort = errors.New("short")

type scanner struct{ lines []string }

func (s *scanner) Write(p []byte) (int, error) {
	s.lines = append(s.lines, strings.Fields(string(p))[1])
	return len(p), nil
}

func Stdout() error {
	cmd := exec.Command("ls")
	cmd.Stdout = &scanner{} // want `^Cmd.Stdout runs on a goroutine of its own and has no panic guard \(index out of range at fields.go:19\)$`
	cmd.Stderr = os.Stderr
	return cmd.Run()
}

func Literal() *exec.Cmd {
	return &exec.Cmd{
		Path:   "/bin/ls",
		Stderr: &scanner{}, // want `^Cmd.Stderr runs on a goroutine of its own and has no panic guard`
		Stdin:  strings.NewReader("a"),
	}
}

func Shared() *exec.Cmd {
	s := &scanner{}
	return &exec.Cmd{Path: "/bin/ls", Stdout: s} // want `^Cmd.Stdout runs on a goroutine of its own`
}

type source struct{ n int }

func (s *source) Read(p []byte) (int, error) {
	if s.n > 3 {
		panic(errShort)
	}
	s.n++
	return copy(p, "a"), nil
}

func Stdin(cmd *exec.Cmd) {
	cmd.Stdin = &source{} // want `^Cmd.Stdin runs on a goroutine of its own and has no panic guard \(explicit panic\(errShort\) at fields.go:47\)$`
}

func Cancel(cmd *exec.Cmd, args string) {
	cmd.Cancel = func() error { // want `^Cmd.Cancel runs on a goroutine of its own and has no panic guard`
		println(strings.Fields(args)[1])
		return cmd.Process.Kill()
	}
}

type careful struct{ scanner }

func (c *careful) Write(p []byte) (n int, err error) {
	defer func() {
		if recover() != nil {
			err = errShort
		}
	}()
	return c.scanner.Write(p)
}

func Guarded(cmd *exec.Cmd) {
	cmd.Stdout = &careful{}
	cmd.Stderr = new(bytes.Buffer)
	cmd.Stdin = io.LimitReader(os.Stdin, 9)
}

// A type of the user's own with a field of that name.
type command struct{ Stdout io.Writer }

func Own(c *command) { c.Stdout = &scanner{} }
