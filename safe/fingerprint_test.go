package safe_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/safe"
)

// caught is the panic of fn.
func caught(fn func()) (err *safe.PanicError) {
	defer func() { err = safe.NewPanicError(context.Background(), "test", recover()) }()
	fn()
	return nil
}

func kindOf(fn func()) safe.Fingerprint { return caught(fn).Fingerprint() }

//go:noinline
func failWith(value any) { panic(value) }

//go:noinline
func failElsewhere(value any) { panic(value) }

//go:noinline
func failGeneric[T any](value T) { panic(fmt.Sprint(value)) }

//go:noinline
func failAtDepth(depth int) {
	if depth == 0 {
		panic("deep")
	}
	failAtDepth(depth - 1)
}

//go:noinline
func failOnLine(first bool) {
	if first {
		panic("line")
	}
	panic("line")
}

type boxError[T any] struct{ value T }

func (boxError[T]) Error() string { return "box" }

func TestFingerprintSame(t *testing.T) {
	var none *User
	var table map[string]int
	tests := map[string][2]func(){
		"text":       {func() { failWith("a") }, func() { failWith("b") }},
		"contents":   {func() { failWith(User{ID: 1}) }, func() { failWith(User{ID: 2}) }},
		"address":    {func() { failWith(&User{}) }, func() { failWith(&User{}) }},
		"line":       {func() { failOnLine(true) }, func() { failOnLine(false) }},
		"instance":   {func() { failGeneric(1) }, func() { failGeneric("one") }},
		"type":       {func() { failWith(boxError[int]{}) }, func() { failWith(boxError[string]{}) }},
		"recursion":  {func() { failAtDepth(3) }, func() { failAtDepth(9) }},
		"closure":    {func() { func() { panic(1) }() }, func() { func() {}(); func() { panic(1) }() }},
		"nil panics": {func() { failWith(nil) }, func() { failWith(nil) }},
		"bug":        {func() { _ = none.Name }, func() { _ = none.ID }},
		"bug in map": {func() { table["a"] = 1 }, func() { table["b"] = 2 }},
	}
	for name, fails := range tests {
		t.Run(name, func(t *testing.T) {
			if a, b := kindOf(fails[0]), kindOf(fails[1]); a != b {
				t.Errorf("%v and %v differ\n%+v\n%+v", a, b, caught(fails[0]), caught(fails[1]))
			}
		})
	}
}

func TestFingerprintDiffers(t *testing.T) {
	kinds := map[safe.Fingerprint]string{}
	for name, fail := range map[string]func(){
		"string":    func() { failWith("a") },
		"int":       func() { failWith(1) },
		"nil":       func() { failWith(nil) },
		"error":     func() { failWith(errors.New("a")) },
		"value":     func() { failWith(User{}) },
		"pointer":   func() { failWith(&User{}) },
		"elsewhere": func() { failElsewhere("a") },
		"deeper":    func() { failAtDepth(1) },
	} {
		kind := kindOf(fail)
		if other, ok := kinds[kind]; ok {
			t.Errorf("%s and %s are both %v", name, other, kind)
		}
		if kind == 0 {
			t.Errorf("%s has the fingerprint of no panic", name)
		}
		kinds[kind] = name
	}
}

// A goroutine's panic is the same one whichever goroutine it was.
func TestFingerprintGoroutine(t *testing.T) {
	kinds := make(chan safe.Fingerprint)
	for range 2 {
		go func() { kinds <- kindOf(func() { failWith("a") }) }()
	}
	if a, b := <-kinds, <-kinds; a != b {
		t.Errorf("%v and %v differ", a, b)
	}
}

// The operation does not matter.
func TestFingerprintOperation(t *testing.T) {
	var kinds []safe.Fingerprint
	for _, op := range []string{"one", "two"} {
		kinds = append(kinds, fingerprint(t, safe.Try(op, func() error { failWith("a"); return nil })))
	}
	if kinds[0] != kinds[1] {
		t.Errorf("%v and %v differ", kinds[0], kinds[1])
	}
}

func fingerprint(t *testing.T, err error) safe.Fingerprint {
	t.Helper()
	var e *safe.PanicError
	if !errors.As(err, &e) {
		t.Fatalf("%v is no panic", err)
	}
	return e.Fingerprint()
}

func TestFingerprintText(t *testing.T) {
	text, err := json.Marshal(safe.Fingerprint(0xfeed))
	if err != nil || string(text) != `"000000000000feed"` {
		t.Errorf("%s, %v", text, err)
	}
}

func TestFingerprintFunctions(t *testing.T) {
	tests := []struct {
		a, b string
		same bool
	}{
		{"m.f.func1", "m.f.func2", true},
		{"m.f.func1.1", "m.f.func12.3", true},
		{"m.f.func1", "m.f.func1.1", false},
		{"m.f.gowrap1", "m.f.gowrap2", true},
		{"m.f.deferwrap1", "m.f.gowrap1", false},
		{"m.f-range1", "m.f-range2", true},
		{"m.f-range1.func2", "m.f-range3.func1", true},
		{"m.glob..func1", "m.glob..func9", true},
		{"m.init.0", "m.init.1", true},
		{"m.func1", "m.func2", false}, // names that people gave
		{"m.(*T).f", "m.(*T).g", false},
		{"m.(*T).f", "m.T.f", false},
		{"m.T.f-fm", "m.T.f", false},
		{"m.F[...]", "m.F[go.shape.int]", true},
		{"m.(*T[...]).f.func1", "m.(*T[a/b.c,[]d]).f.func2", true},
		{"a/m.f", "b/m.f", false},
		{"gopkg.in/yaml%2ev3.f", "gopkg.in/yaml%2ev2.f", false},
		{"_cgoexp_0a1b2c_f", "_cgoexp_ffffff_f", true},
		{"_cgoexp_0a1b2c_f", "_cgoexp_0a1b2c_g", false},
	}
	for _, test := range tests {
		a, b := safe.FingerprintOf("string", test.a), safe.FingerprintOf("string", test.b)
		if (a == b) != test.same {
			t.Errorf("%s and %s: same is %t", test.a, test.b, a == b)
		}
	}
}

// Whatever a function is called, its closures have one fingerprint, the runtime's
// frames none, and repeating a stack's functions changes nothing.
func FuzzFingerprint(f *testing.F) {
	for _, seed := range []string{"m.f", "a.b/c/m.(*T).f", "m.F[...]", "m.f-range1", "_cgoexp_12_f", "", "...", "[[", "]", "a/", "\xff.\xfe", "m.f.func"} {
		f.Add(seed, uint(1), uint(23))
	}
	f.Fuzz(func(t *testing.T, name string, a, b uint) {
		if strings.HasPrefix(name, "_cgoexp_") || !strings.Contains(name, ".") {
			name = "m." + name
		}
		closure := func(n uint) string { return fmt.Sprint(name, ".func", n, ".", n) }
		if strings.ContainsAny(name, "[]/") {
			closure = func(uint) string { return name } // may end inside brackets or in the path
		}
		one := safe.FingerprintOf("string", closure(a), "m.g")
		two := safe.FingerprintOf("string", closure(b), "runtime.sigpanic", closure(a), "m.g")
		if one != two || one == 0 {
			t.Errorf("%v and %v for %q", one, two, name)
		}
	})
}

func BenchmarkFingerprint(b *testing.B) {
	err := caught(func() { failAtDepth(50) })
	b.ReportAllocs()
	for b.Loop() {
		_ = err.Fingerprint()
	}
}

func ExamplePanicError_Fingerprint() {
	counts := map[safe.Fingerprint]int{}
	for _, id := range []int{3, 7, 9} {
		err := safe.Try("users.Get", func() error { panic(fmt.Sprintf("user %d has no name", id)) })
		var e *safe.PanicError
		if errors.As(err, &e) {
			counts[e.Fingerprint()]++
		}
	}
	fmt.Println(len(counts), "kind of panic")
	// Output: 1 kind of panic
}
