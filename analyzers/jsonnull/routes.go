package jsonnull

import (
	"go/ast"
	"go/constant"
	"go/token"
	"slices"
	"strings"
)

// isRoutedForChange reports whether the package routes PUT or PATCH requests to the function
// around a position: mux.HandleFunc("PUT /flags/{name}", h.flag), r.Patch("/users", patch).
func (c *checker) isRoutedForChange(pos token.Pos) bool {
	if c.routes == nil {
		c.routes = c.changeRoutes()
	}
	decl := c.declAt(pos)
	return slices.ContainsFunc(c.routes, func(handler ast.Expr) bool {
		switch handler := ast.Unparen(handler).(type) {
		case *ast.FuncLit:
			return handler.Pos() <= pos && pos < handler.End()
		case *ast.Ident:
			return decl != nil && c.pass.TypesInfo.Uses[handler] == c.pass.TypesInfo.Defs[decl.Name]
		case *ast.SelectorExpr:
			return decl != nil && c.pass.TypesInfo.Uses[handler.Sel] == c.pass.TypesInfo.Defs[decl.Name]
		}
		return false
	})
}

// changeRoutes lists what the package routes PUT and PATCH requests to.
func (c *checker) changeRoutes() []ast.Expr {
	handlers := []ast.Expr{} // looked for, even if there are none
	for _, file := range c.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
			if !ok {
				return true
			}
			path := c.pass.TypesInfo.Types[call.Args[0]].Value
			if path == nil || path.Kind() != constant.String {
				return true
			}
			pattern := constant.StringVal(path)
			if changesByMethod(sel.Sel.Name) && strings.HasPrefix(pattern, "/") || strings.HasPrefix(pattern, "PUT ") || strings.HasPrefix(pattern, "PATCH ") {
				handlers = append(handlers, call.Args[1:]...)
			}
			return true
		})
	}
	return handlers
}

// changesByMethod matches the methods of routers that take a path: r.PUT of gin and echo,
// r.Put of chi and fiber.
func changesByMethod(name string) bool {
	switch name {
	case "PUT", "Put", "PATCH", "Patch":
		return true
	}
	return false
}
