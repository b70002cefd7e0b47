// Package frameworks binds what web frameworks receive.
package frameworks

import (
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/gin-gonic/gin/binding"
	"github.com/go-chi/render"
	"github.com/gofiber/fiber/v2"
	"github.com/labstack/echo/v4"
)

type ginBody struct{ N int } // want `ginBody takes null`

type ginShould struct{ N int } // want `ginShould takes null`

type ginWith struct{ N int } // want `ginWith takes null`

// Not JSON.
type ginQuery struct{ N int }

func ginHandler(c *gin.Context) {
	var a ginBody
	c.BindJSON(&a)
	b := new(ginShould)
	c.ShouldBind(b)
	var d ginWith
	c.ShouldBindWith(&d, binding.JSON)
	var q ginQuery
	c.ShouldBindQuery(&q)
	c.ShouldBindWith(&q, binding.Query)
}

type echoBody struct { // want `echoBody takes null .* in N `
	N     int
	ID    string `param:"id"`
	Limit int    `query:"limit"`
}

func echoHandler(c echo.Context) error {
	var b echoBody
	return c.Bind(&b)
}

type fiberBody struct{ N int } // want `fiberBody takes null`

func fiberHandler(c *fiber.Ctx) error {
	var b fiberBody
	return c.BodyParser(&b)
}

type chiBody struct{ N int } // want `chiBody takes null`

// Its Bind is called after decoding, and refuses what is missing.
type chiBound struct{ N int }

func (b *chiBound) Bind(r *http.Request) error {
	if b.N == 0 {
		return http.ErrBodyNotAllowed
	}
	return nil
}

func chiHandler(w http.ResponseWriter, r *http.Request) {
	var b chiBody
	render.DecodeJSON(r.Body, &b)
	var c chiBound
	render.Bind(r, &c)
}
