package nakedgo

import (
	"fmt"
	"iter"
	"strconv"
	"strings"

	"github.com/recoverlint/recoverlint/internal/facts/panicflow"
	"github.com/recoverlint/recoverlint/internal/match"
)

var flags struct {
	level   string
	fix     fixFlag
	unknown bool
	tests   bool
}

func init() {
	set := &Analyzer.Flags
	set.Var(starters{}, "starters", "functions that run an argument on a goroutine: import/path.Func:0,import/path.Type.Method:1")
	set.Var(guards{}, "guards", "functions that recover when deferred: import/path.Func,import/path.Type.Method")
	set.Func("level", "report findings of this level and above: error or warning (default warning)", setLevel)
	set.Var(&flags.fix, "fix", "function that the suggested fix defers: import/path.Func (default a literal that logs the panic)")
	set.BoolVar(&flags.unknown, "unknown", false, "report also goroutines whose function is not known")
	set.BoolVar(&flags.tests, "tests", false, "report in tests too")
}

func setLevel(s string) error {
	if s != "error" && s != "warning" {
		return fmt.Errorf("%q is no level of nakedgo: use error or warning", s)
	}
	flags.level = s
	return nil
}

// listed gives the parts of a list. An empty one has none: -nakedgo.guards= takes back
// what a configuration says.
func listed(s string) iter.Seq[string] {
	return strings.FieldsFuncSeq(s, func(c rune) bool { return c == ',' })
}

// starters adds rows to the engine's table of functions that start another.
type starters struct{}

func (starters) String() string { return "" }

func (starters) Set(s string) error {
	for part := range listed(s) {
		name, index, found := strings.Cut(part, ":")
		i := 0
		if found {
			var err error
			if i, err = strconv.Atoi(index); err != nil || i < 0 {
				return fmt.Errorf("%q: %q is not the index of a parameter: write import/path.Func:0", part, index)
			}
		}
		f, err := match.ParseFunc(name)
		if err != nil {
			return err
		}
		panicflow.Starters[f] = i
	}
	return nil
}

// guards adds rows to the engine's table of functions that recover.
type guards struct{}

func (guards) String() string { return "" }

func (guards) Set(s string) error {
	for name := range listed(s) {
		f, err := match.ParseFunc(name)
		if err != nil {
			return err
		}
		panicflow.Guards[f] = true
	}
	return nil
}

// fixFlag names the function that a fix defers.
type fixFlag struct{ fn match.Func }

func (f *fixFlag) String() string {
	if f == nil || f.fn == (match.Func{}) {
		return ""
	}
	return f.fn.String()
}

func (f *fixFlag) Set(s string) error {
	if s == "" {
		f.fn = match.Func{}
		return nil
	}
	fn, err := match.ParseFunc(s)
	if err != nil {
		return err
	}
	if fn.Recv != "" {
		return fmt.Errorf("%q is a method: the fix defers a function of a package", s)
	}
	f.fn = fn
	return nil
}
