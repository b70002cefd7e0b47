package funcflow_test

import (
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/recoverlint/recoverlint/internal/flow/funcflow"
)

// foreign answers that std keeps what it is given, slices.SortFunc excepted.
type foreign struct{}

func (foreign) Keeps(fn *types.Func, arg int) bool { return fn.Name() != "SortFunc" }

// A program is a package with its graph.
type program struct {
	pkg   *ssa.Package
	funcs []*ssa.Function
	graph *funcflow.Graph
}

// build reads the source of one package.
func build(t testing.TB, src string) *program {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	conf := &types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, info, err := ssautil.BuildPackage(conf, fset, types.NewPackage("example.com/p", file.Name.Name), []*ast.File{file}, 0)
	if err != nil {
		t.Fatal(err)
	}
	p := &program{pkg: pkg, funcs: withBodies(pkg, file, info)}
	p.graph = funcflow.New(pkg, p.funcs, foreign{})
	return p
}

// withBodies lists the functions of a file in source order, each followed by
// its literals.
func withBodies(pkg *ssa.Package, file *ast.File, info *types.Info) []*ssa.Function {
	var funcs []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || fn.Blocks == nil {
			return
		}
		funcs = append(funcs, fn)
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, decl := range file.Decls {
		if fd, ok := decl.(*ast.FuncDecl); ok {
			add(pkg.Prog.FuncValue(info.Defs[fd.Name].(*types.Func)))
		}
	}
	add(pkg.Func("init"))
	return funcs
}

// named gives a function by its name in SSA form.
func (p *program) named(t *testing.T, name string) *ssa.Function {
	t.Helper()
	for _, fn := range p.funcs {
		if fn.Name() == name {
			return fn
		}
	}
	t.Fatalf("there is no function %s", name)
	return nil
}

// targets lists what the last call, go or defer statement of a function that
// is not a builtin's reaches.
func (p *program) targets(t *testing.T, name string) string {
	t.Helper()
	text := "no call"
	for _, block := range p.named(t, name).Blocks {
		for _, instr := range block.Instrs {
			site, ok := instr.(ssa.CallInstruction)
			if !ok {
				continue
			}
			if _, builtin := site.Common().Value.(*ssa.Builtin); !builtin {
				fns, all := p.graph.CallTargets(site.Common())
				text = describe(fns, all)
			}
		}
	}
	return text
}

func describe(fns []*ssa.Function, all bool) string {
	var names []string
	for _, fn := range fns {
		names = append(names, fn.Name())
	}
	slices.Sort(names)
	if !all {
		names = append(names, "…")
	}
	return strings.Join(names, " ")
}

const targets = `package p

func a() {}
func b() {}

func static() { a() }

func variable(c bool) {
	f := a
	if c { f = b }
	f()
}

type box struct{ f func() }

func field() { x := &box{a}; x.f() }

func mapped() { m := map[int]func(){1: b}; m[1]() }

func slice() { s := append([]func(){}, a, b); for _, f := range s { f() } }

func channel() { c := make(chan func(), 1); c <- b; f := <-c; f() }

func captured() { f := a; func() { f() }() }

func boxed() { var v any = a; v.(func())() }

func made() func() { return b }

func result() { made()() }

func call(f func()) { f() }

func callers() { call(a); call(b) }

func pointer() { f := a; p := &f; (*p)() }

type runner interface{ run() }

type fast struct{}

func (fast) run() {}

type slow struct{}

func (*slow) run() {}

type both struct{ fast }

func iface(c bool) {
	var r runner = fast{}
	if c { r = &slow{} }
	r.run()
}

func promoted() { var r runner = both{}; r.run() }

func boundMethod() { f := fast{}.run; f() }

func boundInterface() { var r runner = &slow{}; f := r.run; f() }

func expression() { f := (*slow).run; f(nil) }

func interfaceExpression() { runner.run(fast{}) }

func generic[T any](v T, f func(T)) { f(v) }

func instance() { generic(1, func(int) {}) }

func constrained[R runner](r R) { r.run() }

func constrains() { constrained(fast{}) }

func each(yield func(int) bool) { yield(1) }

func loop() { for range each { a() } }

var global = a

func variableOfPackage() { global() }

var Hook func()

func hook() { Hook() }

func Given(f func()) { f() }
`

func TestTargets(t *testing.T) {
	p := build(t, targets)
	for name, want := range map[string]string{
		"static":              "a",
		"variable":            "a b",
		"field":               "a",
		"mapped":              "b",
		"slice":               "a b",
		"channel":             "b",
		"captured$1":          "a",
		"boxed":               "a",
		"result":              "b",
		"call":                "a b",
		"pointer":             "a",
		"iface":               "run run",
		"promoted":            "run",
		"boundMethod":         "run",
		"boundInterface":      "run",
		"expression":          "run",
		"interfaceExpression": "run",
		"generic":             "instance$1",
		"constrained":         "run",
		"each":                "loop$1",
		"variableOfPackage":   "a",
		"hook":                "…",
		"Given":               "…",
	} {
		if got := p.targets(t, name); got != want {
			t.Errorf("%s calls %q, want %q", name, got, want)
		}
	}
}

const uses = `package p

import (
	"slices"
	"time"
)

func work()     {}
func deferred() {}
func started()  {}
func passed()   {}
func compare(a, b string) int { return 0 }
func unused()   {}

func use(list []string) {
	work()
	defer deferred()
	go started()
	time.AfterFunc(0, passed)
	slices.SortFunc(list, compare)
}

func all(list []string) { use(list) }

func wrap(f func()) { defer f() }

func wraps() { wrap(deferred) }
`

func TestUses(t *testing.T) {
	p := build(t, uses)
	for name, want := range map[string]string{
		"work":     "called",
		"deferred": "deferred, deferred",
		"started":  "started",
		"passed":   "passed to AfterFunc 1",
		"compare":  "passed to SortFunc 1",
		"unused":   "",
	} {
		var got []string
		for _, use := range p.graph.Uses(p.named(t, name)) {
			text := [...]string{"called", "deferred", "started", "passed"}[use.Mode]
			if use.Mode == funcflow.Passed {
				text += fmt.Sprint(" to ", use.Callee.Name(), " ", use.Arg)
			}
			got = append(got, text)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for name, want := range map[string]bool{"passed": true, "compare": false, "work": false} {
		if got := p.graph.Escapes(p.named(t, name)); got != want {
			t.Errorf("%s escapes: %t, want %t", name, got, want)
		}
	}
}

const escapes = `package p

func Exported() {}

func hidden() {}

func returned() {}

func Make() func() { return returned }

func stored() {}

type Options struct {
	Hook   func()
	secret func()
}

func New() *Options { return &Options{Hook: stored, secret: kept} }

func kept() {}

func (o *Options) run() { o.secret() }

func sent() {}

func Send(ch chan func()) { ch <- sent }

type local struct{}

func (local) Method() {}

type exposed struct{}

func (exposed) Method() {}

func Exposed() exposed { return exposed{} }

type closer interface{ Close() }

type quiet struct{}

func (quiet) Close() {}

func Quiet() closer { return quiet{} }

type inner struct{}

func (inner) Close() {}

func own() { var c closer = inner{}; c.Close() }

func given() {}

func Callback(f func(func())) { f(given) }
`

func TestEscapes(t *testing.T) {
	p := build(t, escapes)
	for name, want := range map[string]bool{
		"Exported": true,
		"hidden":   false,
		"returned": true,
		"stored":   true,
		"kept":     false,
		"sent":     true,
		"given":    true,
	} {
		if got := p.graph.Escapes(p.named(t, name)); got != want {
			t.Errorf("%s escapes: %t, want %t", name, got, want)
		}
	}
	for name, want := range map[string]bool{"local": false, "exposed": true, "quiet": true, "inner": false} {
		got := false
		for _, fn := range p.funcs {
			if recv := fn.Signature.Recv(); recv != nil && strings.HasSuffix(recv.Type().String(), "."+name) {
				got = p.graph.Escapes(fn)
			}
		}
		if got != want {
			t.Errorf("the method of %s escapes: %t, want %t", name, got, want)
		}
	}
}

// In a main package nothing is exported.
func TestMainExportsNothing(t *testing.T) {
	p := build(t, strings.Replace(escapes, "package p", "package main\n\nfunc main() {}", 1))
	for _, name := range []string{"Exported", "Callback"} {
		if p.graph.Escapes(p.named(t, name)) {
			t.Errorf("%s escapes from a main package", name)
		}
	}
}

func TestParamUses(t *testing.T) {
	p := build(t, `package p

func Run(f, g func()) {
	defer f()
	helper(g)
}

func helper(h func()) { go h() }

func Keep(f func()) { kept = f }

var kept func()

func fire() { kept() }
`)
	for name, want := range map[string][]string{
		"Run":    {"deferred", "started"},
		"helper": {"started"},
		"Keep":   {"called"},
	} {
		var got []string
		for _, param := range p.named(t, name).Params {
			for _, use := range p.graph.ParamUses(param) {
				got = append(got, [...]string{"called", "deferred", "started", "passed"}[use.Mode])
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("the parameters of %s are %v, want %v", name, got, want)
		}
	}
}

// The answers do not depend on the order of the functions.
func TestOrder(t *testing.T) {
	p := build(t, targets)
	backwards := slices.Clone(p.funcs)
	slices.Reverse(backwards)
	q := &program{pkg: p.pkg, funcs: p.funcs, graph: funcflow.New(p.pkg, backwards, foreign{})}
	for _, fn := range p.funcs {
		if a, b := p.targets(t, fn.Name()), q.targets(t, fn.Name()); a != b {
			t.Errorf("%s calls %q, and backwards %q", fn.Name(), a, b)
		}
	}
}

// service writes a package of n units of ten functions, in which functions
// flow through fields, maps, channels, interfaces, options and each other.
func service(n int) string {
	var b strings.Builder
	b.WriteString("package p\n\ntype handler interface{ handle(string) error }\n\ntype option func(*config)\n\ntype config struct{ hooks []func(string) }\n\nvar table = map[string]func(string) error{}\n")
	for i := range n {
		fmt.Fprintf(&b, `
type unit%[1]d struct {
	next handler
	run  func(string) error
	jobs chan func()
}

func new%[1]d(next handler, opts ...option) *unit%[1]d {
	c := &config{}
	for _, opt := range opts {
		opt(c)
	}
	u := &unit%[1]d{next: next, jobs: make(chan func(), 8)}
	u.run = u.wrap(func(s string) error { return u.handle(s) })
	table["%[1]d"] = u.run
	go u.loop()
	return u
}

func hook%[1]d(f func(string)) option { return func(c *config) { c.hooks = append(c.hooks, f) } }

func (u *unit%[1]d) loop() {
	for job := range u.jobs {
		job()
	}
}

func (u *unit%[1]d) handle(s string) error {
	if u.next != nil && len(s) > %[1]d {
		return u.next.handle(s[1:])
	}
	u.submit(func() { u.log(s) })
	return nil
}

func (u *unit%[1]d) wrap(f func(string) error) func(string) error {
	return func(s string) error {
		defer u.log(s)
		return f(s)
	}
}

func (u *unit%[1]d) submit(job func()) { u.jobs <- job }

func (u *unit%[1]d) log(s string) { println(s) }

func serve%[1]d(h handler) error {
	u := new%[1]d(h, hook%[1]d(func(s string) { println(s) }))
	return table["%[1]d"](u.name())
}

func (u *unit%[1]d) name() string { return "unit" }

func Start%[1]d() error { return serve%[1]d(new%[2]d(nil)) }
`, i, (i+1)%n)
	}
	return b.String()
}

// BenchmarkNew follows the function values of a package of about 1,000
// declared functions and some 400 literals.
func BenchmarkNew(b *testing.B) {
	p := build(b, service(100))
	b.ReportMetric(float64(len(p.funcs)), "funcs")
	for b.Loop() {
		funcflow.New(p.pkg, p.funcs, foreign{})
	}
}
