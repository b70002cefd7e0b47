// Package settled panics where its author has settled that it does not come to
// that, or that it shall.
package settled

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"

	"net/url"
	"os"
	"path"
	"sort"
	"strconv"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/singleflight"

	"example.com/nakedgo/settled/load"
	"example.com/nakedgo/settled/logger"
)

// The key has the length that it has.
func seal(key [32]byte, data []byte) {
	go func() {
		aead, err := load.NewCipher("AES-SIV", key[:], 0)
		if err != nil {
			panic("cipher: " + err.Error())
		}
		aead.Seal(data)
	}()
}

// The text stands here.
func render() {
	go func() {
		u, err := url.Parse("http://localhost")
		if err != nil {
			panic(err)
		}
		println(u.Host)
	}()
}

// But this one comes from elsewhere.
func number(text string) {
	go func() { // want `explicit panic\(err\)`
		n, err := strconv.Atoi(text)
		if err != nil {
			panic(err)
		}
		_ = n
	}()
}

// Its name says that it ends the process.
func fatal(err error) { panic(err) }

func store(save func() error) {
	go func() { // want `explicit panic\(err\) at settled.go:\d+, reached by fatal`
		if err := save(); err != nil {
			fatal(err)
		}
	}()
}

// What a loader gives is documented where it is loaded.
func serve(ctx context.Context, g *errgroup.Group) error {
	ln, err := load.Listen(ctx)
	if err != nil {
		return err
	}
	go func() { // want `type assertion ln.\(net.Listener\) without ok`
		http.Serve(ln.(net.Listener), nil)
	}()
	return nil
}

// A text is not.
func name(ctx context.Context) error {
	v, err := load.Listen(ctx)
	if err != nil {
		return err
	}
	go func() { // want `type assertion v.\(string\) without ok`
		println(v.(string))
	}()
	return nil
}

// Only regular expressions can be wrong. The error that comes for some
// constants was expected of all, where the function is another package's.
func matches(text string) {
	go func() {
		m, err := load.NewMatcher(load.Equal, text)
		if err != nil {
			panic(err)
		}
		println(m)
	}()
	go func() { // want `explicit panic\(err\)`
		m, err := load.NewMatcher(load.Regexp, text)
		if err != nil {
			panic(err)
		}
		println(m)
	}()
}

// What an interface tells of itself is state.
type sized interface{ Size() int }

func check(s sized, data []byte) {
	if len(data) != s.Size() {
		panic("size mismatch")
	}
}

func checks(s sized, data func() []byte) {
	go func() { // want `explicit panic\("size mismatch"\)`
		check(s, data())
	}()
}

// A lock that nobody holds is a mistake of its user.
func release(held []bool) {
	go func() {
		if len(held) == 0 {
			panic("Trying to Unlock() while no Lock() is active")
		}
	}()
}

func criticalIf(err error) {
	if err != nil {
		panic(err)
	}
}

func saved(save func() error) {
	go func() { // want `explicit panic\(err\) at settled.go:\d+, reached by criticalIf`
		criticalIf(save())
	}()
}

// What JSON was made of can be read back, and a text with numbers in it states
// what is taken for granted as one without does.
func clone(keys []string, values []int) {
	go func() {
		b, _ := json.Marshal(keys)
		var again []string
		if err := json.Unmarshal(b, &again); err != nil {
			panic(err)
		}
	}()
	go func() { // want `explicit panic\(fmt.Errorf`
		if len(keys) != len(values) {
			panic(fmt.Errorf("%d keys, %d values", len(keys), len(values)))
		}
	}()
}

// The author says that he looked before.
func encoder(n func() (int, error)) {
	go func() {
		count, err := n()
		if err != nil {
			// Error conditions should be checked above.
			panic(err)
		}
		println(count)
	}()
}

// What a flight gives is what was started with it; a command says what it holds;
// and a tree has nodes of one type on each level.
type command struct {
	action int
	data   any
}

func loop(g *singleflight.Group, commands chan command, nodes []load.Node) {
	go func() {
		v, err, _ := g.Do("key", func() (any, error) { return []byte("a"), nil })
		if err == nil {
			println(len(v.([]byte)))
		}
	}()
	go func() {
		res := <-g.DoChan("key", func() (any, error) { return []byte("a"), nil })
		if res.Err == nil {
			println(len(res.Val.([]byte)))
		}
	}()
	go func() { // want `type assertion c.data.\(chan bool\) without ok`
		for c := range commands {
			switch c.action {
			case 1:
				c.data.(chan bool) <- true
			}
		}
	}()
	go func() { // want `type assertion n.\(\*load.Leaf\) without ok`
		for _, n := range nodes {
			println(n.(*load.Leaf).Size)
		}
	}()
}

// So does it of interfaces, and of texts.
func loops(commands chan command) {
	go func() { // want `type assertion c.data.\(net.Listener\) without ok`
		for c := range commands {
			switch c.action {
			case 1:
				println(c.data.(net.Listener).Addr())
			case 2:
				println(c.data.(string))
			}
		}
	}()
}

// Who collected the names may have looked at them.
func shards(names []string) (sum int) {
	for _, name := range names {
		id, err := strconv.Atoi(path.Ext(name)[3:])
		if err == nil {
			sum += id
		}
	}
	return sum
}

func shard(names []string) {
	go func() { // want `slice bounds out of range at settled.go:\d+, reached by shards`
		println(shards(names))
	}()
}

// Pointers come out of no decoder.
func columns(n int) []any {
	var all []any
	for range n {
		all = append(all, new(string))
	}
	return all
}

func scan(ctx context.Context) {
	go func() { // want `type assertion c.\(\*string\) without ok`
		for _, c := range columns(1) {
			println(*c.(*string))
		}
	}()
}

// The goroutines append. The rule saw the empty slice only.
func gather(get []func() int) {
	go func() { // want `index out of range at settled.go:\d+`
		var mu sync.Mutex
		var wg sync.WaitGroup
		all := make([]int, 0, len(get))
		for _, g := range get {
			wg.Go(func() {
				n := g()
				mu.Lock()
				all = append(all, n)
				mu.Unlock()
			})
		}
		wg.Wait()
		println(all[0])
	}()
}

// A state that cannot be.
func drop(sorted []string, name string) {
	go func() {
		i := sort.SearchStrings(sorted, name)
		if i >= len(sorted) || sorted[i] != name {
			panic("incorrect state of sorted names")
		}
	}()
}

// A logger that cannot write has no other way to say so.
func logs(c <-chan string) {
	go func() { // want `explicit panic\(err\) at nakedgo/settled/logger/logger.go:\d+, reached by logger.Printf`
		for line := range c {
			logger.Printf("%s", line)
		}
	}()
}

// What ends the process may as well panic.
func quits(c <-chan string) {
	go func() {
		quit(<-c)
	}()
}

func quit(text string) {
	for _, r := range []rune(text) {
		if r > 255 {
			panic(text)
		}
	}
	os.Exit(1)
}

// These return no errors.
func piped(pr *io.PipeReader, failed error, data []byte) {
	go func() {
		if err := pr.CloseWithError(failed); err != nil {
			panic(err)
		}
		h := sha256.New()
		if _, err := h.Write(data); err != nil {
			panic(err)
		}
		var b bytes.Buffer
		if _, err := b.Write(data); err != nil {
			panic(err)
		}
	}()
}

// A kind of a value that is an interface itself is a kind too, and what a value may have
// beside its program knows.
type holder struct{ value load.Value }

func narrow(holders []*holder) {
	go func() { // want `type assertion h.value.\(load.Set\) without ok`
		for _, h := range holders {
			h.value.(load.Set).Add(h.value)
		}
	}()
	go func() { // want `type assertion h.value.\(load.Closer\) without ok`
		for _, h := range holders {
			h.value.(load.Closer).Close()
		}
	}()
}

// Commands that the starter has put in order are put in order again.
type order struct{ args []any }

func slotOf(c order) int { return len(c.args[2].(string)) }

type batch struct{ byNode map[int][]order }

func (b *batch) assign(orders []order) {
	for _, c := range orders {
		slot := slotOf(c)
		b.byNode[slot] = append(b.byNode[slot], c)
	}
}

func send(node int, orders []order) {
	for _, c := range orders {
		println(node, slotOf(c))
	}
}

func process(orders []order) {
	b := &batch{map[int][]order{}}
	b.assign(orders)
	for node, orders := range b.byNode {
		go func(node int, orders []order) { // want `type assertion c.args\[2\].\(string\) without ok|index out of range`
			send(node, orders)
		}(node, orders)
	}
}

func processOther(orders, others []order) {
	b := &batch{map[int][]order{}}
	b.assign(orders)
	go func() { // want `type assertion c.args\[2\].\(string\) without ok|index out of range`
		send(1, others)
	}()
}
