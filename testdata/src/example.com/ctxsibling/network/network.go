// Package network calls net and crypto/tls.
package network

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	. "net/http"
	"time"
)

func calls(ctx context.Context, host string, config *tls.Config, conn *tls.Conn, dialer *net.Dialer) {
	net.Dial("tcp", host)                             // want `net.Dial loses the context: use net.Dialer.DialContext with ctx`
	net.DialTimeout("tcp", host+":80", 3*time.Second) // want `use net.Dialer.DialContext with ctx`
	net.Dial("tcp" /* why */, host)                   // want `use net.Dialer.DialContext with ctx`
	net.Listen("tcp", host)                           // want `net.Listen leaves out the context: use net.ListenConfig.Listen with ctx`
	net.ListenPacket("udp", host)                     // want `use net.ListenConfig.ListenPacket with ctx`
	net.LookupAddr(host)                              // want `use net.Resolver.LookupAddr with ctx`
	net.LookupCNAME(host)                             // want `use net.Resolver.LookupCNAME with ctx`
	net.LookupHost(host)                              // want `use net.Resolver.LookupHost with ctx`
	net.LookupIP(host)                                // want `use net.Resolver.LookupIP with ctx`
	net.LookupMX(host)                                // want `use net.Resolver.LookupMX with ctx`
	net.LookupNS(host)                                // want `use net.Resolver.LookupNS with ctx`
	net.LookupPort("tcp", "http")                     // want `use net.Resolver.LookupPort with ctx`
	net.LookupSRV("http", "tcp", host)                // want `use net.Resolver.LookupSRV with ctx`
	net.LookupTXT(host)                               // want `use net.Resolver.LookupTXT with ctx`
	tls.Dial("tcp", host, config)                     // want `use tls.Dialer.DialContext with ctx`
	tls.DialWithDialer(dialer, "tcp", host, config)   // want `use tls.Dialer.DialContext with ctx`
	(&tls.Dialer{Config: config}).Dial("tcp", host)   // want `Dial loses the context: use DialContext with ctx`
	conn.Handshake()                                  // want `conn.Handshake loses the context: use HandshakeContext with ctx`
	dialer.Dial("tcp", host)                          // want `use DialContext with ctx`
	Get("http://" + host)                             // want `Get loses the context: use http.NewRequestWithContext with ctx`
	NewRequest("GET", host, nil)                      // want `NewRequest loses the context: use NewRequestWithContext with ctx`
}

const loopback = "127.0.0.1"

// What listens on this machine accepts or refuses at once: notes.
func local(ctx context.Context, port int, portName string) {
	net.Dial("tcp", "localhost:80")                                // want `net.Dial leaves out the context`
	net.Dial("tcp", "127.0.0.1:"+portName)                         // want `net.Dial leaves out the context`
	net.Dial("tcp", net.JoinHostPort(loopback, portName))          // want `net.Dial leaves out the context`
	net.DialTimeout("tcp", fmt.Sprintf("[::1]:%d", port), 2)       // want `net.DialTimeout leaves out the context`
	net.Dial("udp", "8.8.8.8:53")                                  // want `net.Dial leaves out the context`
	net.Dial("tcp", "8.8.8.8:53")                                  // want `net.Dial loses the context`
	net.Dial("tcp", "localhost.example.com:80")                    // want `net.Dial loses the context`
	net.Dial("udp", "dns.example.com:53")                          // want `net.Dial loses the context`
	net.Dial("tcp", portName+"127.0.0.1:")                         // want `net.Dial loses the context`
	(&net.Dialer{}).Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port)) // want `Dial leaves out the context`
	address := fmt.Sprintf("127.0.0.1:%d", port)
	net.Dial("tcp", address) // want `net.Dial leaves out the context`
	other := "127.0.0.1:80"
	other = portName
	net.Dial("tcp", other) // want `net.Dial loses the context`
}

// tls.Dial has done the handshake.
func shaken(ctx context.Context, addr string, config *tls.Config, nc net.Conn) error {
	conn, err := tls.Dial("tcp", addr, config) // want `tls.Dial loses the context`
	if err != nil {
		return err
	}
	if err = conn.Handshake(); err != nil {
		return err
	}
	conn = tls.Client(nc, config)
	return conn.Handshake() // want `conn.Handshake loses the context: use HandshakeContext with ctx`
}
