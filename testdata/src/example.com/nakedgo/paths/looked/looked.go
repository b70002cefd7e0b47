// Package looked does the same, and looks first.
package looked

import (
	"encoding/json"
	"errors"
	"log"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

type user struct{ Name string }

var errMissing = errors.New("missing")

func find(users []*user, name string) *user {
	for _, u := range users {
		if u.Name == name {
			return u
		}
	}
	return nil
}

func lookup(name string) (*user, error) {
	if name == "" {
		return nil, errMissing
	}
	return &user{name}, nil
}

func Branch(ok bool) {
	go func() {
		var u *user
		if ok {
			u = &user{"a"}
		}
		if u != nil {
			println(u.Name)
		}
	}()
}

func NilFunc(loud bool) {
	go func() {
		var hook func()
		if loud {
			hook = func() { println("loud") }
		}
		if hook != nil {
			hook()
		}
	}()
}

func Else(ok bool) {
	go func() {
		var m map[string]int
		if ok {
			m = map[string]int{}
		} else {
			m = map[string]int{"b": 1}
		}
		m["a"] = 1
	}()
}

func Logged(name string) {
	go func() {
		u, err := lookup(name)
		if err != nil {
			log.Println(err)
			return
		}
		println(u.Name)
	}()
}

func Fatal(raw string) {
	go func() {
		u, err := url.Parse(raw)
		if err != nil {
			log.Fatal(err)
		}
		println(u.Host)
	}()
}

func SyncMap(m *sync.Map, key string) {
	go func() {
		if v, ok := m.Load(key); ok {
			println(v.(*user).Name)
		}
	}()
}

func Decoded(data []byte) {
	go func() {
		var body map[string]any
		if err := json.Unmarshal(data, &body); err != nil {
			return
		}
		name, _ := body["name"].(string)
		println(name)
	}()
}

func Parsed(line string) {
	go func() {
		n, err := strconv.Atoi(line)
		if err != nil || n == 0 {
			return
		}
		println(100 / n)
	}()
}

func Searched(users []*user, name string) {
	go func() {
		if u := find(users, name); u != nil {
			println(u.Name)
		}
	}()
}

func Lazy() {
	var m map[string]int
	go func() {
		if m == nil {
			m = map[string]int{}
		}
		m["a"] = 1
	}()
}

func Prefix(line string) {
	go func() {
		if strings.HasPrefix(line, "Bearer ") {
			println(line[7:])
		}
		if len(line) >= 8 {
			println(line[:8])
		}
	}()
}

func Default(host string) {
	go func() {
		parts := strings.Split(host, ":")
		port := "80"
		if len(parts) > 1 {
			port = parts[1]
		}
		println(parts[0], port)
	}()
}

// What the loop condition says holds in its body.
func Queue(items []string) {
	go func() {
		for len(items) > 0 {
			item := items[0]
			items = items[1:]
			println(item)
		}
	}()
}

func Pairs(items []string) {
	go func() {
		for i := 0; i+1 < len(items); i += 2 {
			println(items[i], items[i+1])
		}
	}()
}

func Switched(parts []string) {
	go func() {
		switch len(parts) {
		case 2:
			println(parts[0], parts[1])
		case 1:
			println(parts[0])
		}
	}()
}

func Swapped(items []int) {
	go func() {
		for i, j := 0, len(items)-1; i < j; i, j = i+1, j-1 {
			items[i], items[j] = items[j], items[i]
		}
	}()
}

func Counted(n int) {
	go func() {
		list := make([]int, n)
		for i := range n {
			list[i] = i
		}
		if last := len(list) - 1; last >= 0 {
			println(list[last])
		}
	}()
}
