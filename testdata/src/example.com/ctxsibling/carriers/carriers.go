// Package carriers has values that carry a context.
package carriers

import (
	"context"
	"database/sql"
	"net/http/httputil"

	"github.com/gin-gonic/gin"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
	"github.com/spf13/cobra"
	"github.com/urfave/cli/v2"
	"google.golang.org/grpc"
)

var db *sql.DB

func ginHandler(c *gin.Context)        { db.Ping() }        // want `use PingContext with c.Request.Context\(\)`
func echoHandler(c echo.Context) error { return db.Ping() } // want `use PingContext with c.Request\(\).Context\(\)`
func fiberHandler(c *fiber.Ctx) error  { return db.Ping() } // want `use PingContext with c.UserContext\(\)`

func command(cmd *cobra.Command, args []string) error { return db.Ping() } // want `use PingContext with cmd.Context\(\)`
func action(c *cli.Context) error                     { return db.Ping() } // want `use PingContext with c.Context`
func stream(s grpc.ServerStream) error                { return db.Ping() } // want `use PingContext with s.Context\(\)`
func rewrite(pr *httputil.ProxyRequest)               { db.Ping() }        // want `use PingContext with pr.In.Context\(\)`

var root = &cobra.Command{
	Use: "root",
	RunE: func(cmd *cobra.Command, args []string) error {
		return db.Ping() // want `use PingContext with cmd.Context\(\)`
	},
}

// session is a carrier by its method.
type session struct{ ctx context.Context }

func (s *session) Context() context.Context { return s.ctx }

func byMethod(s *session) { db.Ping() } // want `use PingContext with s.Context\(\)`

// scope is a context by embedding one.
type scope struct {
	context.Context
	user string
}

func byEmbedding(s scope)                           { db.Ping() }        // want `use PingContext with s`
func (s *scope) load() error                        { return db.Ping() } // want `use PingContext with s`
func (s *session) load() error                      { return db.Ping() } // want `use PingContext with s.Context\(\)`
func several(s *session, ctx context.Context) error { return db.Ping() } // want `use PingContext with ctx`

// noContext has a method of that name that gives something else.
type noContext struct{}

func (noContext) Context() string { return "" }

func notByName(c noContext) { db.Ping() } // want `db.Ping cannot be cancelled`

// The command is made here, so nobody has given it a context yet.
func made() {
	cmd := &cobra.Command{}
	db.Ping() // want `db.Ping cannot be cancelled`
	_ = cmd
}

// These come from elsewhere.
func received(requests chan *session, v any) {
	for s := range requests {
		db.Ping() // want `use PingContext with s.Context\(\)`
		_ = s
	}
	switch c := v.(type) {
	case *session:
		db.Ping() // want `use PingContext with c.Context\(\)`
		_ = c
	}
}

func open() *session { return &session{} }

// So is this.
func opened() {
	s := open()
	db.Ping() // want `db.Ping cannot be cancelled`
	_ = s
}
