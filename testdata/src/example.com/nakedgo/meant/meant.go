// Package meant has what its authors know, and what they do on purpose.
package meant

import (
	"fmt"
	"io"
	"net"
	"os"
)

// The modes that there are.
const (
	ModeFast = "fast"
	ModeSafe = "safe"
)

type result struct{ hits int }

func pick(mode string) int {
	var r *result
	switch mode {
	case ModeFast:
		r = &result{1}
	case ModeSafe:
		r = &result{2}
	}
	return r.hits
}

func pickWord(mode string) int {
	var r *result
	switch mode {
	case "fast":
		r = &result{1}
	case "safe":
		r = &result{2}
	}
	return r.hits
}

func modes(mode string) {
	go pick(mode)
	go pickWord(mode) // want `some path leaves it nil`
}

// forward is given a listener of a kind that its callers know.
func forward(l net.Listener, w io.Writer) error {
	for {
		conn, err := l.Accept()
		if err != nil {
			return err
		}
		go func(conn net.Conn) { // want `type assertion conn.\(\*net.UnixConn\) without ok`
			go func() { // want `type assertion conn.\(\*net.UnixConn\) without ok`
				conn.(*net.UnixConn).CloseWrite()
			}()
			conn.(*net.UnixConn).CloseRead()
		}(conn)
	}
}

// What is named for tests fails in tests.
func fakeFile(name string) string {
	f, _ := os.Open(name)
	return f.Name()
}

func logForTesting(args []string) { fmt.Println(os.Args[3]) }

func fakes(name string) {
	go fmt.Println(name)
	go func() {
		println(fakeFile(name))
		logForTesting(nil)
	}()
}

// after says more of the panic that there was.
func after(name string) {
	go func() { // want `index out of range`
		defer func() {
			if r := recover(); r != nil {
				defer func() { panic(fmt.Sprint(name, ": ", r)) }()
				fmt.Println(name)
			}
		}()
		println(os.Args[3])
	}()
	go func() { // without any, there is nothing to say more of
		defer func() {
			if r := recover(); r != nil {
				panic(fmt.Sprint(name, ": ", r))
			}
		}()
		println(name)
	}()
}
