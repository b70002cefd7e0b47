// Command start starts a service.
package main

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"os/exec"
)

var db *sql.DB

func main() {
	ctx := context.Background()
	db.Ping()
	connect()
	exec.Command("true").Run()
	slog.Info("started")
	go func() { db.Ping() }()
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		db.Ping() // want `use PingContext with r.Context\(\)`
	})
	http.HandleFunc("/x", handle)
	_ = ctx
	tool()
}

// connect is only called at the start, and so is what it calls.
func connect() { verify() }

func verify() { db.Ping() }

func handle(w http.ResponseWriter, r *http.Request) {
	load() // it is lost in load
}

func load() {
	db.Ping()                // want `db.Ping cannot be cancelled: use PingContext, and take a context`
	exec.Command("ls").Run() // the signal that ends a program of one command ends the command too
}

// tool has a context at the start.
func tool() { run(context.TODO()) }

func run(ctx context.Context) { exec.Command("ls").Run() } // want `use CommandContext with ctx`
