// Package callers has functions whose callers have no context to give, and
// others whose callers have.
package callers

import (
	"context"
	"net"
	"net/http"
	"os"
	"os/exec"
	"time"
)

type flags struct{ url string }

// A command of a table: its parameters are not its own to choose.
var commands = map[string]func(flags) error{"upgrade": upgrade}

func upgrade(f flags) error { return download(f.url) }

func download(url string) error {
	_, err := http.Get(url)
	return err
}

// Here one caller has a context.
func Refresh(ctx context.Context) error { return refresh("https://example.com") }

func refresh(url string) error {
	_, err := http.Get(url) // want `http.Get cannot be cancelled: use http.NewRequestWithContext, and take a context`
	return err
}

// A worker of its own may well take one.
func Start() { go worker() }

func worker() { post() }

func post() {
	http.Get("https://example.com") // want `http.Get cannot be cancelled: use http.NewRequestWithContext, and take a context`
}

// The client's timeout ends it: a note.
func Bounded(url string) error {
	client := &http.Client{Timeout: 10 * time.Second}
	req, err := http.NewRequest("GET", url, nil) // want `http.NewRequest cannot be cancelled`
	if err != nil {
		return err
	}
	_, err = client.Do(req)
	return err
}

// The context of an embedded struct is at hand.
type base struct{ ctx context.Context }

type provider struct {
	base
	client *http.Client
}

func (p *provider) fetch(url string) (*http.Response, error) {
	return p.client.Get(url) // want `p.client.Get loses the context: use http.NewRequestWithContext with p.ctx`
}

// The sibling does nothing with its context.
func usage(path string) (os.FileInfo, error) { return usageWithContext(context.Background(), path) }

func usageWithContext(_ context.Context, path string) (os.FileInfo, error) { return os.Stat(path) }

func Report(ctx context.Context) (os.FileInfo, error) { return usage("/") }

// Who sits at the terminal interrupts it.
func Install(ctx context.Context, file string) error {
	cmd := exec.Command("dpkg", "-i", file) // want `exec.Command leaves out the context: use CommandContext with ctx`
	cmd.Stdout = os.Stdout
	return cmd.Run()
}

func Listen(ctx context.Context) (net.Listener, error) {
	return net.Listen("tcp", ":0") // want `net.Listen leaves out the context`
}

// A local socket does not keep anybody waiting.
func Local(ctx context.Context) (net.Conn, error) {
	return net.Dial("unix", "/run/app.sock") // want `net.Dial leaves out the context`
}

// Who gets the command decides how long it lives.
func Daemon(ctx context.Context) *exec.Cmd {
	return exec.Command("daemon") // want `exec.Command leaves out the context: use CommandContext with ctx`
}

// Half a file system is worse than a late one, and a tool soon tells its version.
func Format(ctx context.Context, tool, disk string) error {
	if err := exec.Command(tool, "--version").Run(); err != nil { // want `exec.Command leaves out the context: use CommandContext with ctx`
		return err
	}
	if err := exec.Command("tar", "--version", disk).Run(); err != nil { // want `exec.Command leaves out the context`
		return err
	}
	if err := exec.Command("/sbin/mkfs.ext4", disk).Run(); err != nil { // want `exec.Command leaves out the context`
		return err
	}
	return exec.Command("tar", "-x", disk).Run() // want `exec.Command loses the context: use CommandContext with ctx`
}
