// Package commands runs commands.
package commands

import (
	"context"
	"os"
	"os/exec"
)

func run(ctx context.Context, args []string) error {
	cmd := exec.Command("git", args...) // want `exec.Command loses the context: use CommandContext with ctx`
	return cmd.Run()
}

func output(ctx context.Context) ([]byte, error) {
	return exec.Command("git", "status").Output() // want `exec.Command loses the context: use CommandContext with ctx`
}

func waited(ctx context.Context) error {
	cmd := exec.Command("git") // want `exec.Command loses the context`
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}

// The command is to live on.
func daemon(ctx context.Context) error {
	cmd := exec.Command("daemon")
	cmd.Dir = "/"
	return cmd.Start()
}

// So is one that a goroutine waits for, to say how it ended.
func logged(ctx context.Context) error {
	cmd := exec.Command("daemon")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	go func() {
		if err := cmd.Run(); err != nil {
			println(err)
		}
		in.Close()
	}()
	return nil
}

func beside(ctx context.Context) error {
	done := make(chan error)
	cmd := exec.Command("git", "fetch") // want `exec.Command loses the context`
	go func() { done <- cmd.Run() }()
	return <-done
}

func another(ctx context.Context) error { return exec.Command("daemon").Start() }

func version() ([]byte, error) {
	return exec.Command("git", "--version").Output() // want `exec.Command cannot be cancelled: use CommandContext, and take a context`
}

// Who sits at the terminal interrupts it.
func interactive() error {
	cmd := exec.Command("git", "commit")
	cmd.Stdin = os.Stdin
	cmd.Stdout = os.Stdout
	return cmd.Run()
}

// Who gets the command decides how long it lives.
func Plugin(name string) *exec.Cmd {
	cmd := exec.Command(name) // want `exec.Command cannot be cancelled`
	cmd.Dir = "/"
	return cmd
}

func Started(name string) (*exec.Cmd, error) {
	cmd := exec.Command(name) // want `exec.Command cannot be cancelled`
	if err := cmd.Run(); err != nil {
		return nil, err
	}
	return cmd, nil
}
