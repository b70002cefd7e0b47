// Package byhand ends processes and connections itself when the context is over: it was told
// to let others do so.
package byhand

import (
	"context"
	"crypto/tls"
	"database/sql"
	"net"
	"os/exec"
	"syscall"
	"time"
)

func afterFunc(ctx context.Context, name string) error {
	cmd := exec.Command(name)
	cmd.SysProcAttr = &syscall.SysProcAttr{}
	if err := cmd.Start(); err != nil {
		return err
	}
	stop := context.AfterFunc(ctx, func() { _ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
	defer stop()
	return cmd.Wait()
}

func selects(ctx context.Context, name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		_ = cmd.Process.Kill()
		return <-done
	}
}

func watched(ctx context.Context, name string) error {
	cmd := exec.Command(name)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		ctx, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel()
		<-ctx.Done()
		_ = cmd.Process.Kill()
	}()
	return cmd.Wait()
}

// The process is only told apart, and goes on.
func leaves(ctx context.Context, name string) error {
	cmd := exec.Command(name) // want `exec.Command loses the context: use CommandContext with ctx`
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		return err
	case <-time.After(time.Minute):
		_ = cmd.Process.Kill()
		return ctx.Err()
	}
}

func shake(ctx context.Context, conn net.Conn, config *tls.Config) error {
	secure := tls.Client(conn, config)
	errs := make(chan error, 1)
	go func() { errs <- secure.Handshake() }()
	select {
	case <-ctx.Done():
		conn.Close()
		return ctx.Err()
	case err := <-errs:
		return err
	}
}

func shakeApart(ctx context.Context, conn net.Conn, config *tls.Config) error {
	secure := tls.Client(conn, config)
	stop := context.AfterFunc(ctx, func() { secure.SetDeadline(time.Now()) })
	defer stop()
	return secure.Handshake()
}

// The goroutine stays.
func shakeOn(ctx context.Context, conn net.Conn, config *tls.Config) error {
	secure := tls.Client(conn, config)
	errs := make(chan error, 1)
	go func() { errs <- secure.Handshake() }() // want `secure.Handshake loses the context: use HandshakeContext with ctx`
	select {
	case <-ctx.Done():
		return ctx.Err()
	case err := <-errs:
		return err
	}
}

// Close waits for the queries of a database.
func closes(ctx context.Context, db *sql.DB) error {
	stop := context.AfterFunc(ctx, func() { db.Close() })
	defer stop()
	_, err := db.Exec("UPDATE a") // want `db.Exec loses the context: use ExecContext with ctx`
	return err
}

// The deadline ends it, if later than ctx.
func shakeTimed(ctx context.Context, conn net.Conn, config *tls.Config) error {
	conn.SetDeadline(time.Now().Add(time.Second))
	secure := tls.Client(conn, config)
	return secure.Handshake() // want `secure.Handshake leaves out the context: use HandshakeContext with ctx`
}

// The dialer has shaken hands.
func shaken(ctx context.Context, addr string, config *tls.Config) error {
	var conn net.Conn
	conn, err := tls.DialWithDialer(&net.Dialer{}, "tcp", addr, config) // want `tls.DialWithDialer loses the context`
	if err != nil {
		return err
	}
	if err := conn.(*tls.Conn).Handshake(); err != nil {
		return err
	}
	secure := conn.(*tls.Conn)
	return secure.Handshake()
}

// A launcher's context is over when it has launched; the browser is not.
type launcher struct {
	ctx    context.Context
	cancel context.CancelFunc
	port   chan int
	gone   chan struct{}
}

func (l *launcher) launch(name string) int {
	defer l.cancel()
	cmd := exec.Command(name)
	l.wrap(cmd)
	cmd.Start()
	go func() {
		cmd.Wait()
		close(l.gone)
	}()
	return <-l.port
}

func (l *launcher) wrap(cmd *exec.Cmd) { *cmd = *exec.Command("xvfb-run", cmd.Args...) }

func (l *launcher) run(name string) {
	cmd := exec.Command(name) // want `exec.Command loses the context: use CommandContext with l.ctx`
	cmd.Start()
	go func() {
		cmd.Wait()
		close(l.gone)
	}()
	<-l.gone
}
