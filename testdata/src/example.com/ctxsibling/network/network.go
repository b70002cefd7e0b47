// Package network calls net and crypto/tls.
package network

import (
	"context"
	"crypto/tls"
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
