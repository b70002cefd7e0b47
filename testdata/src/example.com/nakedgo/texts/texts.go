// Package texts parses what it has put together itself, of numbers and quoted parts, and
// what others wrote.
package texts

import (
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

var words = []string{"one", "two"}

var patterns = map[string]string{"int": `^\d+$`, "word": `^\w+$`}

func joined() *regexp.Regexp {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = regexp.QuoteMeta(w)
	}
	return regexp.MustCompile(`\b(` + strings.Join(quoted, "|") + `)\b`)
}

func appended(names []string) *regexp.Regexp {
	var quoted []string
	for _, name := range names {
		quoted = append(quoted, regexp.QuoteMeta(name))
	}
	return regexp.MustCompile(strings.Join(quoted, "|"))
}

func unquoted(names []string) *regexp.Regexp {
	var all []string
	for _, name := range names {
		all = append(all, name)
	}
	return regexp.MustCompile(strings.Join(all, "|"))
}

func glob(pattern string) *regexp.Regexp {
	var b strings.Builder
	b.WriteByte('^')
	for _, r := range pattern {
		if r == '*' {
			b.WriteString(".*")
		} else {
			b.WriteString(regexp.QuoteMeta(string(r)))
		}
	}
	b.WriteByte('$')
	return regexp.MustCompile(b.String())
}

func unquotedGlob(pattern string) *regexp.Regexp {
	var b strings.Builder
	b.WriteByte('^')
	for _, r := range pattern {
		if r == '*' {
			b.WriteString(".*")
		} else {
			b.WriteRune(r)
		}
	}
	return regexp.MustCompile(b.String())
}

func digits(n int) *regexp.Regexp { return regexp.MustCompile(`^\d{` + strconv.Itoa(n) + `}$`) }

func tabled() (all []*regexp.Regexp) {
	for _, p := range patterns {
		all = append(all, regexp.MustCompile(p))
	}
	return all
}

func whole(p string) *regexp.Regexp { return regexp.MustCompile("^(?:" + p + ")$") }

func mustURL(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		panic(err)
	}
	return u
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func parsed(s string) netip.Addr {
	if _, err := netip.ParseAddr(s); err != nil {
		return netip.Addr{}
	}
	return netip.MustParseAddr(s)
}

func made(port uint16, name, host string, a, b byte) {
	go func() { joined() }()
	go func() { appended([]string{name}) }()
	go func() { glob(name) }()
	go func() { digits(int(port)) }()
	go func() { tabled() }()
	go func() { whole("a+") }()
	go func() { mustURL("http://localhost:" + strconv.Itoa(int(port))) }()
	go func() { mustURL(fmt.Sprintf("http://localhost:%d/", port)) }()
	go func() { mustURL("http://localhost/" + url.PathEscape(name)) }()
	go func() { must(url.Parse("http://" + net.JoinHostPort("localhost", strconv.Itoa(int(port))))) }()
	go func() { netip.MustParseAddr(fmt.Sprintf("10.0.%d.%d", a, b)) }()
	go func() { parsed(host) }()
}

func given(lines chan string) {
	go func() { // want `regexp.MustCompile panics if the expression does not parse at texts.go:\d+, reached by unquoted`
		for line := range lines {
			unquoted(strings.Fields(line))
		}
	}()
	go func() { // want `regexp.MustCompile panics if the expression does not parse at texts.go:\d+, reached by unquotedGlob`
		for line := range lines {
			unquotedGlob(line)
		}
	}()
	go func() { // want `regexp.MustCompile panics if the expression does not parse at texts.go:\d+, reached by whole`
		for line := range lines {
			whole(line)
		}
	}()
	go func() { // want `explicit panic\(err\) at texts.go:\d+, reached by mustURL`
		for line := range lines {
			mustURL("http://" + line)
		}
	}()
	go func() { // want `explicit panic\(err\) at texts.go:\d+, reached by must`
		for line := range lines {
			must(url.Parse("http://" + line))
		}
	}()
	go func() { // want `netip.MustParseAddr panics if the address does not parse`
		for line := range lines {
			netip.MustParseAddr(line)
		}
	}()
}

func prefixed(lines chan string) {
	go func() {
		for line := range lines {
			if strings.HasPrefix(line, "id:") {
				println(strings.Split(line, ":")[1])
			}
		}
	}()
	go func() { // want `index out of range at texts.go:\d+`
		for line := range lines {
			if strings.HasPrefix(line, "id") {
				println(strings.Split(line, ":")[1])
			}
		}
	}()
	go func() { // want `index out of range at texts.go:\d+`
		for line := range lines {
			if !strings.HasPrefix(line, "id:") {
				println(strings.Split(line, ":")[1])
			}
		}
	}()
}

func gcd(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

func lcm(a, b int) int {
	if a == 0 || b == 0 {
		return 0
	}
	return a / gcd(a, b) * b
}

func ratio(pairs chan [2]int) {
	go func() {
		for p := range pairs {
			println(lcm(p[0], p[1]))
		}
	}()
	go func() { // want `division by a value that may be zero`
		for p := range pairs {
			println(p[0] / gcd(p[0], p[1]))
		}
	}()
}

// A builtin without arguments may decide.
func split(line string) string {
	if recover() != nil {
		return strings.Split(line, ":")[1]
	}
	return ""
}

func splits(lines chan string) {
	go func() { // want `index out of range at texts.go:\d+, reached by split`
		for line := range lines {
			println(split(line))
		}
	}()
}

// What is made of a text that parsed, parses.
type matcher struct{ suffix *regexp.Regexp }

func simplified(expr string) (prefix, suffix string) {
	prefix, suffix, _ = strings.Cut(expr, "/")
	return prefix, suffix
}

func newMatcher(expr string) (*matcher, error) {
	if _, err := regexp.Compile(expr); err != nil {
		return nil, err
	}
	_, suffix := simplified(expr)
	return &matcher{regexp.MustCompile("^(?:" + suffix + ")$")}, nil
}

func newPair(expr, other string) (*matcher, error) {
	if _, err := regexp.Compile(expr); err != nil {
		return nil, err
	}
	return &matcher{regexp.MustCompile("^(?:" + expr + "|" + other + ")$")}, nil
}

func Matchers(lines chan string) {
	go func() {
		for line := range lines {
			m, err := newMatcher(line)
			println(m, err)
		}
	}()
	go func() { // want `regexp.MustCompile panics if the expression does not parse`
		for line := range lines {
			m, err := newPair("a", line)
			println(m, err)
		}
	}()
}
