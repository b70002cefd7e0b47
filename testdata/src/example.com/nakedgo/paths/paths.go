// Package paths leaves something nil, empty or closed on some paths.
package paths

import (
	"bufio"
	"encoding/json"
	"net/url"
	"os"
	"strings"
	"sync"
)

type user struct{ Name string }

func Branch(ok bool) {
	go func() { // want `nil dereference \(some path leaves it nil\)`
		var u *user
		if ok {
			u = &user{"a"}
		}
		println(u.Name)
	}()
}

func NilFunc(loud bool) {
	go func() { // want `call of what some path leaves nil`
		var hook func()
		if loud {
			hook = func() { println("loud") }
		}
		hook()
	}()
}

func NilMap(ok bool) {
	go func() { // want `write to a nil map`
		var m map[string]int
		if ok {
			m = map[string]int{}
		}
		m["a"] = 1
	}()
}

func Ignored(raw string) {
	go func() { // want `nil dereference \(result used without a look at its error\)`
		u, _ := url.Parse(raw)
		println(u.Host)
	}()
}

func SyncMap(m *sync.Map, key string) {
	go func() { // want `type assertion v\.\(\*user\) without ok`
		v, _ := m.Load(key)
		println(v.(*user).Name)
	}()
}

func Decoded(data []byte) {
	go func() { // want `type assertion body\["name"\]\.\(string\) without ok`
		var body map[string]any
		if err := json.Unmarshal(data, &body); err != nil {
			return
		}
		println(body["name"].(string))
	}()
}

func Scanned() {
	go func() { // want `index out of range`
		s := bufio.NewScanner(os.Stdin)
		for s.Scan() {
			fields := strings.Fields(s.Text())
			println(fields[0])
		}
	}()
}

func ClosedBranch(ch chan int, stop bool) {
	go func() { // want `send on a closed channel`
		if stop {
			close(ch)
		}
		ch <- 1
	}()
}

func Environment() {
	go func() { // want `index out of range`
		host := strings.Split(os.Getenv("ADDR"), ":")
		println(host[0], host[1])
	}()
}

func Bytes(data []byte) {
	go func() { // want `index out of range`
		if data[0] == '{' {
			println("json")
		}
	}()
}

func Prefix(line string) {
	go func() { // want `slice bounds out of range`
		println(line[:8])
	}()
}
