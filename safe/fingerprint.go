package safe

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

// A Fingerprint names a kind of panic: what was thrown, and from where. Panics
// with the same fingerprint are counted together, in one process and across
// processes, hosts and releases. The zero Fingerprint is that of no panic.
//
// It is a hash of the type of the panic value and of the names of the topmost
// functions. It does not depend on what differs between two panics of one kind:
//   - the text and the contents of the value
//   - lines, files, addresses and goroutines
//   - the instance of a generic function or type
//   - the numbers that the compiler gives to closures
//   - how deep a recursion was: a function counts once
//   - the runtime's and this package's own functions, which change with their versions
//
// It does depend on inlining: a closure of an inlined function is named after the
// caller too (measured on Go 1.26: g's closure, inlined into f, is "f.g.func1").
type Fingerprint uint64

// fingerprintDepth is how many functions count. With fewer, panics from one
// helper (a Must, say) all look the same; with more, one panic that is reached by
// several ways looks like several.
const fingerprintDepth = 5

// String is 16 hexadecimal digits.
func (f Fingerprint) String() string { return fmt.Sprintf("%016x", uint64(f)) }

// MarshalText is String, for JSON: not every reader of numbers keeps 64 bits.
func (f Fingerprint) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// Fingerprint is the kind of this panic. It looks up the names of a few functions
// on every call: keep it if you need it twice.
func (e *PanicError) Fingerprint() Fingerprint {
	empty := startPrint(typeName(reflect.TypeOf(e.value)))
	p, panicked := empty, false
	frames := runtime.CallersFrames(e.pcs[:e.n])
	for more := e.n > 0; more && !(panicked && p.full()); {
		var frame runtime.Frame
		frame, more = frames.Next()
		if frame.Function == "runtime.gopanic" && !panicked {
			p, panicked = empty, true // Have: the deferred functions that ran because of the panic
		}
		p.add(frame.Function)
	}
	return p.sum()
}

// A printer hashes what makes up a fingerprint (FNV-1a).
type printer struct {
	hash  uint64
	seen  [fingerprintDepth]uint64 // the functions so far
	count int
}

const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func startPrint(kind string) printer { return printer{hash: fnv(fnvOffset, kind)} }

func (p *printer) full() bool { return p.count == len(p.seen) }

// add counts function, unless it is noise or was counted before.
func (p *printer) add(function string) {
	if p.full() || function == "" || isOurs(function) || isRuntime(function) {
		return
	}
	id := hashFunction(function)
	for _, seen := range p.seen[:p.count] {
		if seen == id {
			return
		}
	}
	p.seen[p.count] = id
	p.count++
}

func (p *printer) sum() Fingerprint {
	hash := p.hash
	for _, id := range p.seen[:p.count] {
		hash = (hash ^ id) * fnvPrime
		hash ^= hash >> 32
	}
	return Fingerprint(max(hash, 1))
}

func fnv(hash uint64, s string) uint64 {
	for i := range len(s) {
		hash = (hash ^ uint64(s[i])) * fnvPrime
	}
	return hash
}

// ours is what the names of this package's functions begin with. It is not a
// constant, for the package may have been copied into another module.
var ours = reflect.TypeFor[PanicError]().PkgPath() + "."

func isOurs(function string) bool { return strings.HasPrefix(function, ours) }

func isRuntime(function string) bool {
	return strings.HasPrefix(function, "runtime.") || strings.HasPrefix(function, "internal/runtime/")
}

// hashFunction hashes the name of a function as the linker knows it, without
// what varies:
//
//	example.com/m.Map[go.shape.int]    example.com/m.Map
//	example.com/m.(*T).run.func2.1     example.com/m.(*T).run.func.
//	example.com/m.run.gowrap1          example.com/m.run.gowrap
//	example.com/m.walk-range3          example.com/m.walk-range
//	_cgoexp_0a1b2c3d4e5f_callback      _cgoexp_callback
func hashFunction(name string) uint64 {
	if rest, ok := strings.CutPrefix(name, "_cgoexp_"); ok {
		_, export, _ := strings.Cut(rest, "_")
		return fnv(fnvOffset, "_cgoexp_"+export)
	}
	name = withoutBrackets(name)
	slash := strings.LastIndexByte(name, '/') + 1 // later dots of the import path are written %2e
	hash := fnv(fnvOffset, name[:slash])
	i := 0
	for part := range strings.SplitSeq(name[slash:], ".") {
		if i > 1 { // 0 is the package, 1 a function or a receiver: names that people gave
			part = withoutNumber(part)
		}
		hash = fnv(fnv(hash, withoutRange(part)), ".")
		i++
	}
	return hash
}

// withoutBrackets cuts type arguments.
func withoutBrackets(name string) string {
	if strings.IndexByte(name, '[') < 0 {
		return name
	}
	depth := 0
	return strings.Map(func(r rune) rune {
		switch {
		case r == '[':
			depth++
		case r == ']':
			depth = max(depth-1, 0)
		case depth == 0:
			return r
		}
		return -1
	}, name)
}

// withoutNumber cuts the number that the compiler gave to a closure, or to the
// wrapper of a go or defer statement. In f.func2.1 the last part is number only.
func withoutNumber(part string) string {
	switch trimmed := strings.TrimRight(part, digits); trimmed {
	case "", "func", "gowrap", "deferwrap":
		return trimmed
	}
	return part
}

// withoutRange cuts the number of a body of a range-over-func loop.
func withoutRange(part string) string {
	if trimmed := strings.TrimRight(part, digits); strings.HasSuffix(trimmed, "-range") {
		return trimmed
	}
	return part
}

const digits = "0123456789"

// typeName is the name of a type with its import path and without type arguments.
func typeName(t reflect.Type) string {
	switch {
	case t == nil:
		return "nil"
	case t.Kind() == reflect.Pointer && t.Name() == "":
		return "*" + typeName(t.Elem())
	case t.Name() == "":
		return t.String()
	}
	name, _, _ := strings.Cut(t.Name(), "[")
	return t.PkgPath() + "." + name
}
