package plan

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
	"time"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// An Adapter is middleware, interceptors or a hook for a library.
type Adapter struct {
	Kind      policy.Verb
	Name      string // SafeGin
	New       string // NewSafeGin
	Config    string // SafeGinConfig
	Default   string // DefaultSafeGinConfig
	Library   string // import path of the library; "" for net/http
	Pointer   bool   // the library hands its context around as a pointer (echo since v5)
	Op        string // users.Gin
	Directive string // where the policy was written: users.go:12
	Budget    time.Duration
	Breaker   string    // name of the shared breaker; "" for none
	Hooks     []HookUse // what the policy names
	Test      string
	helpers   map[string]string
}

// Helper is the name of a declaration that only the adapter itself uses.
func (a *Adapter) Helper(suffix string) string {
	name, ok := a.helpers[suffix]
	if !ok {
		panic("internal error: no name for " + suffix)
	}
	return name
}

// An AdapterProof is the test of an Adapter.
type AdapterProof struct{ Adapter *Adapter }

func (*Adapter) isDecl() {}

func (*AdapterProof) isDecl() {}

// An adapterKind is what differs in the names of adapters.
type adapterKind struct {
	title   string   // the name, after Safe
	helpers []string // suffixes of what it declares for itself
	isType  bool     // Name is a type, not a function that makes one with the default policy
}

var adapterKinds = map[policy.Verb]adapterKind{
	policy.HTTP:  {title: "HTTP", helpers: []string{"Guard"}},
	policy.Gin:   {title: "Gin", helpers: []string{"Guard"}},
	policy.Echo:  {title: "Echo", helpers: []string{"Guard"}},
	policy.GRPC:  {title: "GRPC", helpers: []string{"Outcome", "Error", "ErrorOf", "End", "Stream"}, isType: true},
	policy.Redis: {title: "Redis", helpers: []string{"Outcome", "Waits"}, isType: true},
}

// adapter plans an adapter.
func (b *filePlanner) adapter(w want) {
	kind := adapterKinds[w.Verb]
	a := &Adapter{Kind: w.Verb, Name: "Safe" + kind.title, Op: b.file.Package + "." + kind.title, Directive: place(w.At)}
	if s, ok := w.Get("name"); ok {
		a.Name, a.Op = s.Value, b.file.Package+"."+s.Value
	}
	if b.pkg.Test {
		b.fail(w.At, "%s%s is for the package itself, not for its tests", policy.Prefix, w.Verb)
		return
	}
	if !b.names.free(a.Name) {
		b.fail(w.At, "%s is already declared in package %s; choose another with name=", a.Name, b.file.Package)
		return
	}
	b.nameAdapter(a, kind)
	b.library(a, w)
	how := b.adapterPolicy(a, w)
	if s, ok := w.Get("proof"); !ok || s.Value == "on" {
		a.Test = b.names.fresh("Test" + upperFirst(a.Name) + "Holds")
		b.proofs = append(b.proofs, &AdapterProof{a})
	}
	b.file.Decls = append(b.file.Decls, a)
	b.sums = append(b.sums, fmt.Sprintf("adapter %s %s %s", a.Name, a.Library, settingsOf(w)))
	b.plan.Rows = append(b.plan.Rows, b.row(w, string(w.Verb), a.Name, how))
}

func (b *filePlanner) nameAdapter(a *Adapter, kind adapterKind) {
	b.names.take(a.Name)
	exported := upperFirst(a.Name)
	a.New = b.names.fresh(cased("new", a.Name, exported))
	a.Config = b.names.fresh(a.Name + "Config")
	a.Default = b.names.fresh(cased("default", a.Name, exported) + "Config")
	a.helpers = make(map[string]string)
	for _, suffix := range kind.helpers {
		a.helpers[suffix] = b.names.fresh(lowerFirst(a.Name) + suffix)
	}
}

// adapterPolicy reads the policy, and returns it as gen-safe list shows it.
func (b *filePlanner) adapterPolicy(a *Adapter, w want) []string {
	how := []string{"panic becomes an answer"}
	if adapterKinds[a.Kind].isType {
		how[0] = "panic becomes an error"
	}
	if s, ok := w.Get("deadline"); ok {
		a.Budget = s.Duration()
		how = append(how, "deadline "+s.Value)
	}
	if s, ok := w.Get("breaker"); ok && s.Value != "none" {
		a.Breaker = s.Value
		how = append(how, "breaker "+s.Value)
	}
	if a.Hooks = b.hookUses(w.Directive.Directive); len(a.Hooks) > 0 {
		how = append(how, "hook "+strings.Join(w.Hooks(), ","))
	}
	return how
}

// library finds which of the library's major versions was loaded, and looks at what
// differs between them.
func (b *filePlanner) library(a *Adapter, w want) {
	for _, library := range w.Needs() {
		for _, path := range library {
			if a.Library == "" && slices.Contains(b.pkg.Libraries, path) {
				a.Library = path
			}
		}
	}
	if imported := b.pkg.Imports[a.Library]; a.Kind == policy.Echo && imported != nil {
		a.Pointer = takesPointer(imported.Scope().Lookup("HandlerFunc"))
	}
}

// takesPointer reports whether obj is a type of functions whose first parameter is a
// pointer.
func takesPointer(obj types.Object) bool {
	if obj == nil {
		return false
	}
	fn, ok := obj.Type().Underlying().(*types.Signature)
	if !ok || fn.Params().Len() == 0 {
		return false
	}
	_, ok = types.Unalias(fn.Params().At(0).Type()).(*types.Pointer)
	return ok
}
