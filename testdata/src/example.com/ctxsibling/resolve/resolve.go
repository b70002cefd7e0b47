// Package resolve asks name servers for the hosts of addresses.
package resolve

import (
	"context"
	"fmt"
	"net"
	"net/netip"
)

type config struct{ host, peer string }

func peer(ctx context.Context, c config) error {
	if _, err := net.ResolveTCPAddr("tcp", c.peer); err != nil { // want `net.ResolveTCPAddr loses the context: use net.Resolver.LookupNetIP with ctx`
		return err
	}
	if _, err := net.ResolveUDPAddr("udp", net.JoinHostPort(c.host, "53")); err != nil { // want `net.ResolveUDPAddr loses the context: use net.Resolver.LookupNetIP with ctx`
		return err
	}
	if _, err := net.ResolveIPAddr("ip", c.host); err != nil { // want `net.ResolveIPAddr loses the context: use net.Resolver.LookupNetIP with ctx`
		return err
	}
	_, err := net.ResolveTCPAddr("tcp", fmt.Sprintf("%s:%d", c.host, 80)) // want `net.ResolveTCPAddr loses the context`
	return err
}

// No name server is asked for these.
func written(ctx context.Context, port string, ip net.IP, addr netip.AddrPort, conn net.Conn) {
	net.ResolveTCPAddr("tcp", "127.0.0.1:80")
	net.ResolveTCPAddr("tcp", ":"+port)
	net.ResolveTCPAddr("tcp", "localhost:"+port)
	net.ResolveUDPAddr("udp", net.JoinHostPort("", port))
	net.ResolveUDPAddr("udp", net.JoinHostPort(ip.String(), port))
	net.ResolveUDPAddr("udp", addr.String())
	net.ResolveTCPAddr("tcp", fmt.Sprintf("%s:%s", ip, port))
	remote := conn.RemoteAddr().String()
	net.ResolveTCPAddr("tcp", remote)
}

// A server listens on an address of its own machine.
func listen(ctx context.Context, c config) (*net.TCPListener, error) {
	addr, err := net.ResolveTCPAddr("tcp", c.host)
	if err != nil {
		return nil, err
	}
	return net.ListenTCP("tcp", addr)
}

func endless(c config) {
	ctx := context.Background()
	net.ResolveTCPAddr("tcp", ":80")
	net.ResolveTCPAddr("tcp", c.peer) // want `net.ResolveTCPAddr leaves out the context: use net.Resolver.LookupNetIP with ctx`
	_ = ctx
}

// Nobody has one to give.
func without(c config) (*net.TCPAddr, error) { return net.ResolveTCPAddr("tcp", c.peer) }
