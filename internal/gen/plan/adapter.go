package plan

import (
	"time"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// An Adapter is middleware, an interceptor or a hook for a library.
type Adapter struct {
	Kind      policy.Verb
	Name      string // SafeHTTP
	Inner     string // its helper
	Var       string // its operation
	Op        string // users.HTTP
	Directive string
	Budget    time.Duration
	Breaker   string // name of the shared breaker; "" for none
	Test      string
}

// An AdapterProof is the test of an Adapter.
type AdapterProof struct{ Adapter *Adapter }

func (*Adapter) isDecl() {}

func (*AdapterProof) isDecl() {}

// titles are the names of adapters, after Safe.
var titles = map[policy.Verb]string{policy.HTTP: "HTTP", policy.Gin: "Gin", policy.Echo: "Echo", policy.GRPC: "GRPC", policy.Redis: "Redis"}

// adapter plans an adapter.
func (b *filePlanner) adapter(w want) {
	a := &Adapter{Kind: w.Verb, Name: "Safe" + titles[w.Verb], Op: b.file.Package + "." + titles[w.Verb], Directive: place(w.At)}
	if s, ok := w.Get("name"); ok {
		a.Name, a.Op = s.Value, b.file.Package+"."+s.Value
	}
	if b.pkg.Test {
		b.fail(w.At, "%s%s is for the package itself, not for its tests", policy.Prefix, w.Verb)
		return
	}
	for _, name := range b.declares(a) {
		if !b.names.free(name) {
			b.fail(w.At, "%s is already declared in package %s; choose another with name=", name, b.file.Package)
			return
		}
		b.names.take(name)
	}
	a.Inner, a.Var = b.names.fresh(lowerFirst(a.Name)+"Guarded"), b.names.fresh(lowerFirst(a.Name)+"Client")
	how := []string{"panic becomes an error"}
	if s, ok := w.Get("deadline"); ok {
		a.Budget = s.Duration()
		how = append(how, "deadline "+s.Value)
	}
	if s, ok := w.Get("breaker"); ok && s.Value != "none" {
		a.Breaker = s.Value
		how = append(how, "breaker "+s.Value)
	}
	if s, ok := w.Get("proof"); !ok || s.Value == "on" {
		a.Test = b.names.fresh("Test" + upperFirst(a.Name) + "Holds")
		b.proofs = append(b.proofs, &AdapterProof{a})
	}
	b.file.Decls = append(b.file.Decls, a)
	b.sums = append(b.sums, "adapter "+a.Name+" "+settingsOf(w))
	b.plan.Rows = append(b.plan.Rows, b.row(w, string(w.Verb), a.Name, how))
}

// declares are the names that an adapter declares besides its helpers.
func (b *filePlanner) declares(a *Adapter) []string {
	switch a.Kind {
	case policy.GRPC:
		return []string{a.Name + "UnaryServer", a.Name + "StreamServer", a.Name + "UnaryClient"}
	case policy.Redis:
		return []string{a.Name, "New" + a.Name}
	}
	return []string{a.Name}
}
