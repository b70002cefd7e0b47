// Package sure panics where what it is given was made a moment before, or is part of
// the program.
package sure

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"net/netip"
	"os"
	"regexp"
	"runtime"
	"runtime/pprof"
	"strings"
	"sync"
	"unsafe"
)

//go:embed page.html
var pages embed.FS

// What is embedded is there, and parses at every run or at none.
func Serve() {
	go func() {
		template.Must(template.ParseFS(pages, "*.html")).Execute(os.Stdout, nil)
	}()
	go func() { // want `template.Must panics if the error is not nil`
		template.Must(template.ParseFS(os.DirFS(os.Getenv("PAGES")), os.Getenv("PAGE"))).Execute(os.Stdout, nil)
	}()
}

// So does a text of the program, whatever its functions do.
func Page(names []string) {
	go func() {
		page := template.New("").Option("missingkey=zero").Funcs(functionsFor(names))
		template.Must(page.Parse(`{{.Title}}`)).Execute(os.Stdout, nil)
	}()
}

// What is quoted parses.
func Search(words []string) {
	go func() {
		for _, word := range words {
			println(regexp.MustCompile(`(?i)^` + regexp.QuoteMeta(word+":")).String())
		}
	}()
	go func() { // want `regexp.MustCompile panics if the expression does not parse`
		for _, word := range words {
			println(regexp.MustCompile(`(?i)^` + word).String())
		}
	}()
}

type peer struct {
	addr netip.Addr
	name string
}

func (p *peer) id() string { return p.addr.String() }

// What an address prints is an address.
func Remove(peers []*peer, known map[netip.Addr]*peer) {
	go func() { // want `netip.MustParseAddr panics if the address does not parse`
		for _, p := range peers {
			delete(known, netip.MustParseAddr(p.id()))
		}
	}()
	go func() { // want `regexp.MustCompile panics if the expression does not parse`
		var b strings.Builder
		for _, p := range peers {
			b.WriteString(p.name)
		}
		println(regexp.MustCompile(b.String()))
	}()
}

// wrap is given errors only, and says so.
func wrap(err error) error {
	if err == nil {
		panic("no error")
	}
	return fmt.Errorf("sure: %w", err)
}

func Wrapped(do func() error) {
	go func() { // want `call of the callback do`
		if err := do(); err != nil {
			println(wrap(err))
		}
	}()
	go func() { // want `explicit panic\("no error"\)`
		println(wrap(do()))
	}()
}

// must is given errors that come.
func must(err error) {
	if err == nil {
		return
	}
	panic("error: " + err.Error())
}

func Removed(name string) {
	go func() { // want `explicit panic\("error: " \+ err.Error\(\)\)`
		must(os.Remove(name))
	}()
}

// A finalizer panics to tell of a leak, and a profile that is not there is a mistake
// in the code around it.
func Track(p *peer) {
	runtime.SetFinalizer(p, func(p *peer) { // want `explicit panic\("peer was not closed"\)`
		panic("peer was not closed")
	})
	go func() { // want `explicit panic\(errors.New\("not tracked"\)\)`
		if pprof.Lookup("peers") == nil {
			panic(errors.New("not tracked"))
		}
	}()
}

// A cache holds what was put there, or what is made now.
type cache struct{ counters sync.Map }

type counter interface{ Inc() }

func (c *cache) inc(name string, made func(string) counter) {
	v, ok := c.counters.Load(name)
	if !ok {
		v = made(name)
		c.counters.Store(name, v)
	}
	v.(counter).Inc()
}

func (c *cache) Count(made func(string) counter) {
	go func() {
		c.inc("a", made)
	}()
}

// A text has a JSON form.
func quote(text string) []byte {
	data, err := json.Marshal(text)
	if err != nil {
		panic(fmt.Errorf("quote: %w", err))
	}
	return data
}

func Bugs(text string) {
	go func() {
		mustBug(text)
		println(quote(text))
	}()
}

// The size of an element is known without one.
func grow[T any](n int) []T {
	var s []T
	return make([]T, n/int(unsafe.Sizeof(s[0])))
}

func Grow() {
	go func() {
		println(grow[int](64))
	}()
}

// A switch over the kinds that there are leaves nothing out.
type message interface{ message() }

type request struct{}

func (*request) message() {}

type answer struct{}

func (*answer) message() {}

func Write(messages []message, requests, answers *os.File) {
	go func() {
		for _, m := range messages {
			var f *os.File
			switch m.(type) {
			case *request:
				f = requests
			case *answer:
				f = answers
			}
			f.Name()
		}
	}()
}

// The keys of a map that the program fills are as it made them.
type table struct{ rows map[string]int }

func split(key string) (string, string, error) {
	a, b, ok := strings.Cut(key, "#")
	if !ok {
		return "", "", errors.New("no #")
	}
	return a, b, nil
}

func mustSplit(key string) (string, string) {
	a, b, err := split(key)
	if err != nil {
		panic(err)
	}
	return a, b
}

func (t *table) Rows(lines []string) {
	go func() { // want `explicit panic\(err\)`
		for key := range t.rows {
			println(mustSplit(key))
		}
	}()
	go func() { // want `explicit panic\(err\)`
		for _, line := range lines {
			println(mustSplit(line))
		}
	}()
}

// The lister of an informer lists objects of one kind.
type lister interface{ List() []any }

func Listed(pods lister) {
	go func() {
		for _, obj := range pods.List() {
			println(obj.(*peer).name)
		}
	}()
}

// What a context does not hold its maker left out.
type peerKey struct{}

func peerOf(ctx context.Context) *peer {
	p := ctx.Value(peerKey{})
	if p == nil {
		panic("peerOf: no context of a peer")
	}
	return p.(*peer)
}

func Named(ctx context.Context) {
	go func() { // want `explicit panic\("peerOf: no context of a peer"\)`
		println(peerOf(ctx).name)
	}()
}

// Who instantiates it knows what a pointer is.
func orZero[T any, P *U, U any](p P) (t T) {
	if p == nil {
		return t
	}
	return any(p).(T)
}

func Zero(p *peer) {
	go func() { // want `type assertion any\(p\).\(T\) without ok`
		println(orZero[*peer](p))
	}()
}

// A channel that was closed before the goroutine was started is closed in it; one that
// is closed afterwards is where the goroutine sends later.
func Late(n int) {
	done, open := make(chan int), make(chan int)
	close(done)
	go func() { // want `send on a closed channel`
		done <- n
	}()
	go func() { // want `send on a channel that Late closes`
		open <- n
	}()
	close(open)
}

// What tests leave out is reached by everybody else, and a test net is no test.
func (p *peer) isTestnet() bool { return p.name == "test" }

func Elsewhere(p *peer, err error) {
	go func() { // want `explicit panic\(text\)`
		println(mustNot(p.name))
	}()
	go func() { // want `explicit panic\(errors.Join\(err\)\)`
		if p.isTestnet() {
			panic(errors.Join(err))
		}
	}()
}

// A panic after a look at an error is not behind it.
func report(err error) {
	if err != nil {
		println(err.Error())
	}
	panic("reported")
}

func Reported(name string) {
	go func() { // want `explicit panic\("reported"\)`
		if err := os.Remove(name); err != nil {
			report(err)
		}
	}()
}

// An assertion of SAML is no assertion of the author's.
func assertionOf(text string) []byte {
	data, err := os.ReadFile(text)
	if err != nil {
		panic(err)
	}
	return data
}

func Assertions(names []string) {
	go func() { // want `explicit panic\(err\)`
		for _, name := range names {
			println(assertionOf(name))
		}
	}()
}

func functionsFor(names []string) template.FuncMap {
	functions := template.FuncMap{}
	for _, name := range names {
		functions[name] = strings.ToUpper
	}
	return functions
}

// The environment has the form key=value.
func Environ() {
	go func() {
		for _, entry := range os.Environ() {
			pair := strings.SplitN(entry, "=", 2)
			println(pair[0], pair[1])
		}
	}()
	go func() { // want `index out of range`
		for _, entry := range os.Args {
			pair := strings.SplitN(entry, "=", 2)
			println(pair[0], pair[1])
		}
	}()
}

// What a formula gives, its author has worked out.
const multiple = 16

func padding(size, mtu int) int {
	last := size % mtu
	padded := (last + multiple - 1) &^ (multiple - 1)
	if padded > mtu {
		padded = mtu
	}
	return padded - last
}

func find(size int, sizes []int) int {
	for i, s := range sizes {
		if s >= size {
			return i
		}
	}
	return -1
}

func Pad(packets chan []byte, sizes []int) {
	go func() { // want `slice bounds out of range at sure.go:\d+`
		var zeros [multiple]byte
		for p := range packets {
			println(len(append(p, zeros[:padding(len(p), 1420)]...)))
		}
	}()
	go func() { // want `slice bounds out of range at sure.go:\d+`
		var zeros [multiple]byte
		for p := range packets {
			println(len(append(p, zeros[:find(len(p), sizes)]...)))
		}
	}()
}
