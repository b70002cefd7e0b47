// Package tool is a part of a program.
package tool

import (
	"net"
	"net/http"
)

func Run(addr string, handler http.Handler) {
	go func() { // want `explicit panic\(err\)`
		listener, err := net.Listen("tcp", addr)
		if err != nil {
			panic(err)
		}
		http.Serve(listener, handler)
	}()
	go func() { // want `explicit panic\(http.ListenAndServe\(":6060", nil\)\)`
		panic(http.ListenAndServe(":6060", nil))
	}()
	go func() { // want `explicit panic\(err\)`
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			panic(err)
		}
		conn.Close()
	}()
}
