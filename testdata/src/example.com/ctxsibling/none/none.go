// Package none has no context at hand.
package none

import (
	"database/sql"
	"net"
	"net/http"
	"os/exec"

	"example.com/ctxsibling/none/inner"
)

type Store struct{ db *sql.DB }

func (s *Store) Users() (*sql.Rows, error) {
	return s.db.Query("SELECT name FROM users") // want `s.db.Query cannot be cancelled: use QueryContext, and add UsersWithContext`
}

func fetch(url string) (*http.Response, error) {
	return http.Get(url) // want `http.Get cannot be cancelled: use http.NewRequestWithContext, and take a context`
}

func request(url string) (*http.Request, error) {
	return http.NewRequest("GET", url, nil) // want `http.NewRequest cannot be cancelled`
}

func dial(addr string) (net.Conn, error) {
	return net.Dial("tcp", addr) // want `net.Dial cannot be cancelled`
}

// The package knows nothing of contexts: it is a tool, and the signal that
// ends a tool ends its commands.
func version() ([]byte, error) {
	return exec.Command("git", "--version").Output()
}

// Whether these wait shows in what they do, here and in another package.
func through(c *inner.Client) {
	c.Fetch("a") // want `c.Fetch cannot be cancelled: use FetchContext, and take a context`
	c.Load("a")  // want `c.Load cannot be cancelled: use LoadContext, and take a context`
	c.Sum("a")
	c.Name()
}

// Nobody is waiting when the program starts.
var db = open()

func open() *sql.DB {
	db, _ := sql.Open("x", "y")
	db.Ping()
	return db
}

func init() { migrate() }

func migrate() { db.Exec("CREATE TABLE users (name TEXT)") }

// A listener is there at once.
func listen() (net.Listener, error) { return net.Listen("tcp", ":0") } // want `net.Listen cannot be cancelled: use net.ListenConfig.Listen, and take a context`

func dialTCP(addr *net.TCPAddr) (net.Conn, error) {
	return net.DialTCP("tcp", nil, addr) // want `net.DialTCP cannot be cancelled`
}
