package known

import (
	"bytes"
	"encoding/pem"
	"flag"
	html "html/template"
	"math/big"
	"net"
	"net/url"
	"os"
	"reflect"
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

// What is not found is nil, or the zero Value, of which most methods panic.
func TestNotFound(t *testing.T) {
	if n, ok := new(big.Int).SetString("x", 10); n != nil || ok {
		t.Error("big.Int.SetString gives something for no number")
	}
	if f, ok := new(big.Float).SetString("x"); f != nil || ok {
		t.Error("big.Float.SetString gives something for no number")
	}
	if r, ok := new(big.Rat).SetString("x"); r != nil || ok {
		t.Error("big.Rat.SetString gives something for no number")
	}
	none := reflect.ValueOf(struct{}{}).FieldByName("None")
	quiet := func(int) {
		_, _, _, _ = none.IsValid(), none.Kind(), none.String(), reflect.ValueOf(t).MethodByName("None").Kind()
	}
	loud := func(int) { none.Type() }
	if panics(quiet, 0) || !panics(loud, 0) {
		t.Error("the zero Value does not panic as it should")
	}
}
