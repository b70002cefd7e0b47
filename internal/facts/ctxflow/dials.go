package ctxflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"net/netip"
	"slices"
	"strings"

	"golang.org/x/tools/go/ast/inspector"

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

// AsksNameServer reports whether net.ResolveTCPAddr and its like may wait for a name server:
// the host of the address is not written down here, nor that of an IP address, and what they
// give is not listened on, where it is an address of this machine.
func (r *Result) AsksNameServer(cur inspector.Cursor) bool {
	call := cur.Node().(*ast.CallExpr)
	if len(call.Args) != 2 || r.isAddress(call.Args[1], 0) {
		return false
	}
	v := r.assigned(cur)
	return v == nil || !slices.ContainsFunc(r.vars().uses[v], func(use *ast.Ident) bool {
		return slices.ContainsFunc(r.vars().around[use], func(call *ast.CallExpr) bool {
			fn := match.Callee(r.pass.TypesInfo, call)
			return fn != nil && strings.HasPrefix(fn.Name(), "Listen")
		})
	})
}

// isAddress reports whether a text begins with a constant, or with an IP address.
func (r *Result) isAddress(e ast.Expr, depth int) bool {
	if prefix := r.prefix(e, depth); prefix != "" && !strings.HasPrefix(prefix, "%") {
		return true
	}
	if depth > maxPrefixes {
		return false
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		return r.isAddress(e.X, depth+1)
	case *ast.CallExpr:
		return r.isAddressCall(e, depth)
	case *ast.Ident:
		v, ok := r.pass.TypesInfo.Uses[e].(*types.Var)
		if !ok {
			return false
		}
		last, ok := r.lastAssign(v, e.Pos())
		return ok && last.from != nil && last.result < 0 && r.isAddress(last.from, depth+1)
	}
	return false
}

// isAddressCall matches ip.String(), and what is put together of it.
func (r *Result) isAddressCall(call *ast.CallExpr, depth int) bool {
	fn := match.Callee(r.pass.TypesInfo, call)
	switch {
	case match.IsFunc(fn, "net", "JoinHostPort"):
		return r.text(call.Args[0]) == "" && r.pass.TypesInfo.Types[call.Args[0]].Value != nil || r.isAddress(call.Args[0], depth+1)
	case match.IsFunc(fn, "fmt", "Sprintf") && len(call.Args) > 1:
		return isIP(r.pass.TypesInfo.TypeOf(call.Args[1])) || r.isAddress(call.Args[1], depth+1)
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	return ok && sel.Sel.Name == "String" && isIP(r.pass.TypesInfo.TypeOf(sel.X))
}

// isIP reports whether values of a type are written as IP addresses: those of net.IP,
// netip.Addr, and net.Addr.
func isIP(t types.Type) bool {
	if t == nil {
		return false
	}
	named := match.Named(t)
	if named == nil || named.Obj().Pkg() == nil {
		return false
	}
	switch named.Obj().Pkg().Path() {
	case "net", "net/netip":
		return true
	}
	return false
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
