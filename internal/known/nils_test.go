package known

import (
	"bytes"
	"encoding/pem"
	"flag"
	html "html/template"
	"net"
	"net/url"
	"os"
	"testing"
	text "text/template"
	"time"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Where there is nothing, these give nil.
func TestFindsNothing(t *testing.T) {
	block, _ := pem.Decode([]byte("no PEM"))
	got := map[match.Func]bool{
		fn("encoding/pem", "Decode"):                  block == nil,
		fn("flag", "Lookup"):                          flag.Lookup("no such flag") == nil,
		method("flag", "FlagSet", "Lookup"):           flag.NewFlagSet("", flag.ContinueOnError).Lookup("x") == nil,
		method("html/template", "Template", "Lookup"): html.New("a").Lookup("b") == nil,
		method("text/template", "Template", "Lookup"): text.New("a").Lookup("b") == nil,
	}
	for f := range finders {
		if !got[f] {
			t.Errorf("%v is not seen to give nil", f)
		}
	}
}

// Nil receivers are taken, and nil arguments are not.
func TestNilReceivers(t *testing.T) {
	calls := map[match.Func]func(int){
		{Pkg: "os", Recv: "File"}:           func(int) { (*os.File)(nil).Read(nil); (*os.File)(nil).Close() },
		{Pkg: "net", Recv: "TCPListener"}:   func(int) { (*net.TCPListener)(nil).Accept(); (*net.TCPListener)(nil).Close() },
		{Pkg: "net", Recv: "UnixListener"}:  func(int) { (*net.UnixListener)(nil).Accept(); (*net.UnixListener)(nil).Close() },
		{Pkg: "net", Recv: "TCPAddr"}:       func(int) { _ = (*net.TCPAddr)(nil).String() },
		{Pkg: "net", Recv: "UDPAddr"}:       func(int) { _ = (*net.UDPAddr)(nil).String() },
		{Pkg: "net", Recv: "UnixAddr"}:      func(int) { _ = (*net.UnixAddr)(nil).String() },
		{Pkg: "net", Recv: "IPAddr"}:        func(int) { _ = (*net.IPAddr)(nil).String() },
		{Pkg: "net", Recv: "IPNet"}:         func(int) { _ = (*net.IPNet)(nil).String() },
		{Pkg: "net", Recv: "Resolver"}:      func(int) { (*net.Resolver)(nil).LookupPort(t.Context(), "tcp", "http") },
		{Pkg: "net/url", Recv: "Userinfo"}:  func(int) { (*url.Userinfo)(nil).Username() },
		{Pkg: "time", Recv: "Location"}:     func(int) { _ = (*time.Location)(nil).String() },
		method("bytes", "Buffer", "String"): func(int) { _ = (*bytes.Buffer)(nil).String() },
	}
	for f := range nilReceivers {
		if calls[f] == nil || panics(calls[f], 0) {
			t.Errorf("%v is not seen to take nil", f)
		}
	}
	demanding := map[match.Func]func(int){
		method("time", "Time", "In"): func(int) { time.Now().In(nil) },
		fn("time", "Date"):           func(int) { time.Date(1, 1, 1, 1, 1, 1, 1, nil) },
	}
	for f := range pointerDemands {
		if demanding[f] == nil || !panics(demanding[f], 0) {
			t.Errorf("%v is not seen to panic", f)
		}
	}
}
