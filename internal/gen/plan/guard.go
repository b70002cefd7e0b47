package plan

import (
	"fmt"
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Guard is a function beside another: the same, but a panic in it is an error.
type Guard struct {
	Name       string // ParseSafe
	Func       string // Parse
	Op         string // users.Parse
	Recv       *Param // of a method; nil for a function
	TypeParams []TypeParam
	Params     []Param
	Results    []Param // with the error
	Variadic   bool
	Ctx        int  // index of the context among Params; -1: none
	Err        int  // index of the error among Results
	Added      bool // the function itself has no error result
}

// A GuardProof is the test of a guard.
type GuardProof struct {
	Test     string
	Guard    *Guard
	TypeArgs []types.Type
	Recv     types.Type // what the method is called on, without the pointer; nil for a function
	Params   []types.Type
}

func (*Guard) isDecl() {}

func (*GuardProof) isDecl() {}

// A guardPlanner plans one guard.
type guardPlanner struct {
	*filePlanner
	want want
	fn   *types.Func
	sig  *types.Signature
	g    *Guard

	reserved []string // names that no parameter may have
}

// guard plans the guard of a function or method.
func (b *filePlanner) guard(t target) {
	fn := t.want.Func
	p := &guardPlanner{filePlanner: b, want: t.want, fn: fn, sig: fn.Signature(), g: &Guard{Func: fn.Name(), Ctx: -1, Err: -1}}
	if !p.writable() || !p.shape() || !p.name() {
		return
	}
	p.signature()
	b.file.Decls = append(b.file.Decls, p.g)
	b.sums = append(b.sums, "guard "+p.g.Name+" "+p.g.Op+" "+types.TypeString(p.sig, nil))
	how := []string{"panic becomes an error"}
	if !p.prove() {
		how = append(how, noProof)
	}
	b.plan.Rows = append(b.plan.Rows, Row{
		Package: b.file.Path, PkgName: b.file.Package, Name: p.full(fn.Name()), Wrapped: true, By: p.full(p.g.Name),
		How: how, At: t.want.At.String(), Output: b.file.Name,
		Policy: []Part{{Key: "panic", Text: "error", From: "default"}},
	})
}

// guardTypes notes the packages that a function's signature names, before the first
// name is chosen, and reports what cannot be written.
func (b *filePlanner) guardTypes(w want) bool {
	sig := w.Func.Signature()
	why := b.writer.check(sig)
	for list := range each(sig.TypeParams(), sig.RecvTypeParams()) {
		for tp := range list.TypeParams() {
			if why == "" {
				why = b.writer.check(tp.Constraint())
			}
		}
	}
	switch why {
	case "":
		return true
	case doesNotCheck:
		b.typeErrors()
	default:
		b.fail(w.At, "%s cannot be wrapped: %s", w.Func.Name(), why)
	}
	return false
}

func each(lists ...*types.TypeParamList) func(func(*types.TypeParamList) bool) {
	return func(yield func(*types.TypeParamList) bool) {
		for _, list := range lists {
			if list != nil && !yield(list) {
				return
			}
		}
	}
}

// writable refuses functions that nobody can call.
func (p *guardPlanner) writable() bool {
	if name := p.fn.Name(); name == "_" || p.sig.Recv() == nil && (name == "init" || name == "main" && p.file.Package == "main") {
		p.fail(p.want.At, "%s cannot be wrapped: the runtime calls it", name)
		return false
	}
	return true
}

// shape finds the context and the error.
func (p *guardPlanner) shape() bool {
	for i, v := range vars(p.sig.Params()) {
		if match.IsContext(v.Type()) {
			p.g.Ctx = i
			break
		}
	}
	results := vars(p.sig.Results())
	for i, v := range results {
		if match.IsError(v.Type()) {
			p.g.Err = i
		}
	}
	if n := len(results); p.g.Err < 0 && n > 0 {
		if last := results[n-1].Type(); types.Implements(last, errorType) {
			p.fail(p.want.At, "%s cannot be wrapped: %s", p.fn.Name(), p.foreignError(last))
			return false
		}
	}
	return true
}

// name names the guard and its operation.
func (p *guardPlanner) name() bool {
	name := p.fn.Name() + "Safe"
	if s, ok := p.want.Get("name"); ok {
		name = s.Value
	}
	if recv := p.sig.Recv(); recv != nil {
		obj, _, _ := types.LookupFieldOrMethod(recv.Type(), true, p.pkg.Types, name)
		if obj != nil || p.methods[p.full(name)] {
			p.fail(p.want.At, "%s has a method or field %s already; choose another name with name=", p.owner(), name)
			return false
		}
		p.methods[p.full(name)] = true
	} else {
		if !p.names.free(name) {
			p.fail(p.want.At, "%s is already declared in package %s; choose another with name=", name, p.file.Package)
			return false
		}
		p.names.take(name)
	}
	p.g.Name = name
	p.g.Op = p.file.Package + "." + p.full(p.fn.Name())
	if s, ok := p.want.Get("op"); ok {
		p.g.Op = s.Value
	}
	return true
}

// full is a name with the receiver's type before it.
func (p *guardPlanner) full(name string) string {
	if owner := p.owner(); owner != "" {
		return owner + "." + name
	}
	return name
}

// signature names the parameters and results.
func (p *guardPlanner) signature() {
	local := newScope(p.locals)
	local.take(p.fn.Name()) // a parameter must not hide the function
	for _, name := range p.reserved {
		local.take(name)
	}
	for list := range each(p.sig.TypeParams(), p.sig.RecvTypeParams()) {
		for tp := range list.TypeParams() {
			name := local.fresh(tp.Obj().Name(), "T")
			p.g.TypeParams = append(p.g.TypeParams, TypeParam{Name: name, Constraint: tp.Constraint(), Param: tp})
		}
	}
	p.g.Variadic = p.sig.Variadic()
	for i, v := range vars(p.sig.Params()) {
		want := "arg"
		if i == p.g.Ctx {
			want = "ctx"
		}
		p.g.Params = append(p.g.Params, Param{Name: localName(local, v, want), Type: v.Type()})
	}
	for i, v := range vars(p.sig.Results()) {
		want := "result"
		if i == p.g.Err {
			want = "err"
		}
		p.g.Results = append(p.g.Results, Param{Name: localName(local, v, want), Type: v.Type()})
	}
	if p.g.Err < 0 {
		p.g.Added, p.g.Err = true, len(p.g.Results)
		p.g.Results = append(p.g.Results, Param{Name: local.fresh("err"), Type: types.Universe.Lookup("error").Type()})
	}
	if recv := p.sig.Recv(); recv != nil {
		p.g.Recv = &Param{Name: localName(local, recv, "self"), Type: recv.Type()}
	}
}

// prove plans the test of the guard, and reports whether it can be written.
func (p *guardPlanner) prove() bool {
	if proofOff(p.want) {
		return true
	}
	proof := &GuardProof{Guard: p.g, TypeArgs: typeArguments(paramList(p.g.TypeParams))}
	sig := p.instance(proof)
	if sig == nil {
		return false
	}
	for _, v := range vars(sig.Params()) {
		proof.Params = append(proof.Params, v.Type())
	}
	proof.Test = p.names.fresh(fmt.Sprintf("Test%s%sHolds", upperFirst(p.owner()), upperFirst(p.g.Name)))
	p.proofs = append(p.proofs, proof)
	return true
}

// instance is the signature with the type arguments of the proof, and fills in what
// the method is called on. It is nil if there are no such arguments.
func (p *guardPlanner) instance(proof *GuardProof) *types.Signature {
	if len(proof.TypeArgs) < len(p.g.TypeParams) {
		return nil
	}
	var generic types.Type = p.sig
	if recv := p.sig.Recv(); recv != nil {
		named := match.Named(recv.Type())
		proof.Recv, generic = named, named.Origin()
	}
	if len(proof.TypeArgs) == 0 {
		return p.sig
	}
	instance, err := types.Instantiate(nil, generic, proof.TypeArgs, true)
	if err != nil {
		return nil
	}
	if sig, ok := instance.(*types.Signature); ok {
		return sig
	}
	proof.Recv = instance
	obj, _, _ := types.LookupFieldOrMethod(instance, true, p.pkg.Types, p.fn.Name())
	return obj.(*types.Func).Signature()
}

func (p *guardPlanner) owner() string {
	if recv := p.sig.Recv(); recv != nil {
		return match.Named(recv.Type()).Obj().Name()
	}
	return ""
}
