package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// FindsNothing reports whether the i-th result of fn, a function of std, is nil where
// there is nothing, without an error.
func FindsNothing(fn *types.Func, i int) bool {
	at, ok := finders[match.FuncOf(fn)]
	return ok && at == i
}

// The sources are the functions' documentation.
var finders = map[match.Func]int{
	fn("encoding/pem", "Decode"):                  0,
	fn("flag", "Lookup"):                          0,
	method("flag", "FlagSet", "Lookup"):           0,
	method("html/template", "Template", "Lookup"): 0,
	method("text/template", "Template", "Lookup"): 0,
}

// NilUnlessOK reports whether the first result of fn, a function of std, is nil where its
// second one is false.
func NilUnlessOK(fn *types.Func) bool {
	f := match.FuncOf(fn)
	return f.Pkg == "math/big" && f.Name == "SetString"
}

// FailsEmpty reports whether fn, a method of an interface of std, gives nil beside an error,
// as its documentation has it.
func FailsEmpty(fn *types.Func) bool {
	switch match.FuncOf(fn) {
	case method("net/http", "RoundTripper", "RoundTrip"), method("net", "Listener", "Accept"):
		return true
	}
	return false
}

// FindsZeroValue reports whether fn gives the zero reflect.Value where there is nothing,
// of which all methods but IsValid, Kind and String panic.
func FindsZeroValue(fn *types.Func) bool {
	switch match.FuncOf(fn) {
	case method("reflect", "Value", "FieldByName"), method("reflect", "Value", "MethodByName"):
		return true
	}
	return false
}

// SticksToError reports whether a method fails for ever once it has failed, and panics
// when it is called too often after that: gorilla/websocket, Conn.NextReader, after 1000
// times.
func SticksToError(fn *types.Func) bool {
	f := match.FuncOf(fn)
	if Path(f.Pkg) != "github.com/gorilla/websocket" && Path(f.Pkg) != "github.com/fasthttp/websocket" || f.Recv != "Conn" {
		return false
	}
	switch f.Name {
	case "ReadMessage", "NextReader", "ReadJSON":
		return true
	}
	return false
}

// NilReceiver reports whether a method of std works with a nil receiver, or gives an
// error.
func NilReceiver(fn *types.Func) bool {
	f := match.FuncOf(fn)
	return nilReceivers[match.Func{Pkg: f.Pkg, Recv: f.Recv}] || nilReceivers[f]
}

// The sources are the methods' bodies in Go 1.26.
var nilReceivers = map[match.Func]bool{
	{Pkg: "os", Recv: "File"}:           true, // checkValid // ok
	{Pkg: "net", Recv: "TCPListener"}:   true,
	{Pkg: "net", Recv: "UnixListener"}:  true,
	{Pkg: "net", Recv: "TCPAddr"}:       true,
	{Pkg: "net", Recv: "UDPAddr"}:       true,
	{Pkg: "net", Recv: "UnixAddr"}:      true,
	{Pkg: "net", Recv: "IPAddr"}:        true,
	{Pkg: "net", Recv: "IPNet"}:         true,
	{Pkg: "net", Recv: "Resolver"}:      true,
	{Pkg: "net/url", Recv: "Userinfo"}:  true,
	{Pkg: "time", Recv: "Location"}:     true, // get
	method("bytes", "Buffer", "String"): true,
}

// NeedsReceiver reports whether fn, a method of another module, reads its receiver, which is
// nil where what should make it could not reach what it is for, though nothing else that it
// is given makes it panic (see Harmless).
func NeedsReceiver(fn *types.Func) bool {
	f := match.FuncOf(fn)
	return needReceivers[match.Func{Pkg: Path(f.Pkg), Recv: f.Recv}]
}

// The sources are the methods' bodies in fsnotify v1.9, gorilla/websocket v1.5,
// coder/websocket v1.8, grpc v1.75 and go-systemd v22.
var needReceivers = map[match.Func]bool{
	{Pkg: "github.com/fsnotify/fsnotify", Recv: "Watcher"}:   true,
	{Pkg: "github.com/gorilla/websocket", Recv: "Conn"}:      true,
	{Pkg: "github.com/coder/websocket", Recv: "Conn"}:        true,
	{Pkg: "nhooyr.io/websocket", Recv: "Conn"}:               true,
	{Pkg: "google.golang.org/grpc", Recv: "ClientConn"}:      true,
	{Pkg: "github.com/coreos/go-systemd/dbus", Recv: "Conn"}: true,
}

// DemandsPointer reports whether fn, a function of std, panics where its i-th argument,
// the receiver counted, is a nil pointer.
func DemandsPointer(fn *types.Func, i int) bool {
	at, ok := pointerDemands[match.FuncOf(fn)]
	return ok && at == i
}

// The sources are the functions' documentation.
var pointerDemands = map[match.Func]int{
	method("time", "Time", "In"): 1,
	fn("time", "Date"):           7,
}
