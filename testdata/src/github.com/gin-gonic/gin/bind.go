package gin

import "github.com/gin-gonic/gin/binding"

func (c *Context) BindJSON(obj any) error                          { return nil }
func (c *Context) ShouldBind(obj any) error                        { return nil }
func (c *Context) ShouldBindJSON(obj any) error                    { return nil }
func (c *Context) ShouldBindQuery(obj any) error                   { return nil }
func (c *Context) ShouldBindWith(obj any, b binding.Binding) error { return nil }
func (c *Context) GetRawData() ([]byte, error)                     { return nil, nil }
func (c *Context) JSON(code int, obj any)                          {}
