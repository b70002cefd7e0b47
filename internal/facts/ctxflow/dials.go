package ctxflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"net/netip"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// DialsAtOnce reports whether a call of a dial function of net, which is given a network
// and an address, does not wait for a peer: the socket is local, the address that of this
// machine, which accepts or refuses at once, or that of an UDP peer, to whom nothing is
// sent.
func (r *Result) DialsAtOnce(call *ast.CallExpr) bool {
	if len(call.Args) < 2 {
		return false
	}
	network := r.text(call.Args[0])
	address := r.prefix(call.Args[1], 0)
	switch {
	case strings.HasPrefix(network, "unix"):
		return true
	case strings.HasPrefix(network, "udp"):
		_, err := netip.ParseAddrPort(address)
		return err == nil || isLoopback(address)
	}
	return isLoopback(address)
}

// isLoopback reports whether an address, of which the end may be missing, is one of the
// machine itself.
func isLoopback(address string) bool {
	return strings.HasPrefix(address, "127.") || strings.HasPrefix(address, "[::1]") || address == "::1" ||
		address == "localhost" || strings.HasPrefix(address, "localhost:")
}

// text gives the value of a constant string, or "".
func (r *Result) text(e ast.Expr) string {
	value := r.pass.TypesInfo.Types[e].Value
	if value == nil || value.Kind() != constant.String {
		return ""
	}
	return constant.StringVal(value)
}

// maxPrefixes is through how many expressions the beginning of a string is followed.
const maxPrefixes = 4

// prefix gives the constant that a string begins with, or "":
//
//	"127.0.0.1:" + port
//	fmt.Sprintf("127.0.0.1:%d", port)
//	net.JoinHostPort("127.0.0.1", port)
func (r *Result) prefix(e ast.Expr, depth int) string {
	if text := r.text(e); text != "" || depth > maxPrefixes {
		return text
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		if e.Op == token.ADD {
			return r.prefix(e.X, depth+1)
		}
	case *ast.CallExpr:
		fn := match.Callee(r.pass.TypesInfo, e)
		if match.IsFunc(fn, "fmt", "Sprintf") {
			return r.text(e.Args[0])
		}
		if match.IsFunc(fn, "net", "JoinHostPort") {
			return r.prefix(e.Args[0], depth+1)
		}
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok || v.Exported() && v.Parent() == r.pass.Pkg.Scope() {
			return ""
		}
		if only, ok := r.onlyAssign(v); ok && only.from != nil && only.result < 0 {
			return r.prefix(only.from, depth+1)
		}
	}
	return ""
}

// Shaken matches conn.Handshake() of a connection that tls.Dial gave, which has done the
// handshake.
func (r *Result) Shaken(call *ast.CallExpr, fn *types.Func) bool {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && match.IsMethod(fn, "crypto/tls", "Conn", "Handshake") && r.isDialed(sel.X, 0)
}

// maxAssertions is through how many variables a connection is followed.
const maxAssertions = 4

// isDialed follows sock.(*tls.Conn) to the call that gave the connection.
func (r *Result) isDialed(e ast.Expr, depth int) bool {
	if depth > maxAssertions {
		return false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.TypeAssertExpr:
		return r.isDialed(e.X, depth+1)
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok {
			return false
		}
		last, ok := r.lastAssign(v, e.Pos())
		return ok && last.from != nil && last.result <= 0 && r.isDialed(last.from, depth+1)
	case *ast.CallExpr:
		dial := match.Callee(r.pass.TypesInfo, e)
		return match.IsFunc(dial, "crypto/tls", "Dial") || match.IsFunc(dial, "crypto/tls", "DialWithDialer") ||
			match.IsMethod(dial, "crypto/tls", "Dialer", "Dial") || match.IsMethod(dial, "crypto/tls", "Dialer", "DialContext")
	}
	return false
}
