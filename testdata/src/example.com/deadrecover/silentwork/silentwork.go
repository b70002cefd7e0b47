// Package silentwork recovers from panics that do not look like one: no call
// and no panic statement follows the defer statement.
package silentwork

func Store(p *int) (ok bool) {
	defer func() { ok = recover() == nil }()
	*p = 1
	return true
}

func Load(p *int) (n int) {
	defer func() { recover() }()
	return *p
}

func Field(p *struct{ n int }) (n int) {
	defer func() { recover() }()
	return p.n
}

// Interfaces that hold slices do not compare.
func Equal(a, b any) (equal bool) {
	defer func() { recover() }()
	return a == b
}

func Structs(a, b struct{ v any }) (equal bool) {
	defer func() { recover() }()
	return a != b
}

func Shift(n int) (bits int) {
	defer func() { recover() }()
	return 1 << n
}

func Divide(a, b int) (n int) {
	defer func() { recover() }()
	return a / b
}

func Write(m map[string]int) {
	defer func() { recover() }()
	m["a"] = 1
}

func Key(m map[any]int, key any) (n int) {
	defer func() { recover() }()
	return m[key]
}

func Send(ch chan int) {
	defer func() { recover() }()
	ch <- 1
}

func Close(ch chan int) {
	defer func() { recover() }()
	close(ch)
}

func Make(n int) (s []int) {
	defer func() { recover() }()
	return make([]int, n)
}

func Array(s []int) (a [2]int) {
	defer func() { recover() }()
	return [2]int(s)
}

func Assert(v any) (n int) {
	defer func() { recover() }()
	return v.(int)
}

func Bind(c interface{ Close() }) (f func()) {
	defer func() { recover() }()
	return c.Close
}

// What is deferred later runs earlier.
func Later(f func()) {
	defer func() { recover() }()
	defer f()
}

// The loop comes back to what can panic.
func Loop(parts [][]string) {
	for _, part := range parts {
		_ = part[0]
		defer func() { recover() }()
	}
}
