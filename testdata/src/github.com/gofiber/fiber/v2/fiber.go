// Package fiber stands in for github.com/gofiber/fiber/v2.
package fiber

import "context"

type Ctx struct{}

func (c *Ctx) UserContext() context.Context { return nil }
