package measured

import (
	"math/rand"
	"net"
	"strings"
	"time"
)

// What is looked at before the literal is made holds in it.
func lookedBefore(line, addr string, n int, hosts []string, v any) {
	parts := strings.Split(line, ",")
	if len(parts) != 2 {
		return
	}
	go func() { println(parts[1]) }()
	go func() { // want `index out of range`
		println(parts[2])
	}()
	if n <= 0 || len(hosts) == 0 {
		return
	}
	go func() { println(100/n, hosts[rand.Intn(len(hosts))]) }()
	ip := net.ParseIP(addr)
	if ip == nil {
		return
	}
	time.AfterFunc(time.Second, func() { println(ip[0]) })
	if _, ok := v.(string); ok {
		go func() {
			func() { println(v.(string)) }()
		}()
	}
}
