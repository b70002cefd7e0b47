package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A ContextCarrier is a type whose values carry the context of one request,
// command or test.
type ContextCarrier struct {
	// Expr is the expression for the context, where %s is the value.
	Expr string
	// Needs is the method or field of the type that Expr uses, where not every
	// version of the library has it.
	Needs string
	// Since is the Go version that has Expr ("go1.24"), or empty.
	Since string
	// Test says that the value exists in tests only.
	Test bool
	why  string
}

// ContextCarrierOf gives the row of the type t, or of what t points to.
func ContextCarrierOf(t types.Type) (ContextCarrier, bool) {
	named := match.Named(t)
	if named == nil || named.Obj().Pkg() == nil {
		return ContextCarrier{}, false
	}
	row, ok := contextCarriers[match.Func{Pkg: Path(named.Obj().Pkg().Path()), Recv: named.Obj().Name()}]
	return row, ok
}

// The keys have no Name.
var contextCarriers = map[match.Func]ContextCarrier{
	{Pkg: "net/http", Recv: "Request"}:                                   {Expr: "%s.Context()", why: "documented"},
	{Pkg: "net/http/httputil", Recv: "ProxyRequest"}:                     {Expr: "%s.In.Context()", why: "documented: In is the request as received"},
	{Pkg: "testing", Recv: "T"}:                                          {Expr: "%s.Context()", Since: "go1.24", Test: true, why: "documented: cancelled just before the cleanups"},
	{Pkg: "testing", Recv: "B"}:                                          {Expr: "%s.Context()", Since: "go1.24", Test: true, why: "documented: cancelled just before the cleanups"},
	{Pkg: "testing", Recv: "F"}:                                          {Expr: "%s.Context()", Since: "go1.24", Test: true, why: "documented: cancelled just before the cleanups"},
	{Pkg: "testing", Recv: "TB"}:                                         {Expr: "%s.Context()", Since: "go1.24", Test: true, why: "documented: cancelled just before the cleanups"},
	{Pkg: "github.com/gin-gonic/gin", Recv: "Context"}:                   {Expr: "%s.Request.Context()", why: "documented: gin.Context's own Done is nil unless ContextWithFallback is set"},
	{Pkg: "github.com/labstack/echo", Recv: "Context"}:                   {Expr: "%s.Request().Context()", why: "documented"},
	{Pkg: "github.com/gofiber/fiber", Recv: "Ctx"}:                       {Expr: "%s.UserContext()", Needs: "UserContext", why: "documented in v2; v3 has Context"},
	{Pkg: "github.com/spf13/cobra", Recv: "Command"}:                     {Expr: "%s.Context()", why: "source: Execute sets the background context at least"},
	{Pkg: "github.com/urfave/cli", Recv: "Context"}:                      {Expr: "%s.Context", Needs: "Context", why: "documented in v2: a field"},
	{Pkg: "github.com/beego/beego/server/web/context", Recv: "Context"}:  {Expr: "%s.Request.Context()", why: "source"},
	{Pkg: "github.com/kataras/iris/context", Recv: "Context"}:            {Expr: "%s.Request().Context()", why: "source"},
	{Pkg: "github.com/emicklei/go-restful", Recv: "Request"}:             {Expr: "%s.Request.Context()", why: "source: embeds no context of its own"},
	{Pkg: "github.com/graphql-go/graphql", Recv: "ResolveParams"}:        {Expr: "%s.Context", why: "documented: a field"},
	{Pkg: "github.com/pocketbase/pocketbase/core", Recv: "RequestEvent"}: {Expr: "%s.Request.Context()", why: "source: Request is net/http's"},
}
