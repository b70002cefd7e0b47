package plan

import (
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
)

// A Proof is a test of a decorator: it injects faults into each method.
type Proof struct {
	Test      string // TestSafeUsersHolds
	Broken    string // type whose methods all panic
	Build     string // function that makes the methods with the faults
	Decorator *Decorator
	TypeArgs  []types.Type // of a generic decorator
	Target    types.Type   // what Broken embeds; nil: the extracted interface
	Params    [][]types.Type
	Calls     []string // variables: functions that call the methods
}

func (*Proof) isDecl() {}

// noProof is what list says of generic code that no test can be written for.
const noProof = "no proof (no predeclared type satisfies its constraints)"

// prove plans the test of the decorator.
func (p *decoratorPlanner) prove() {
	if proofOff(p.target.want) {
		return
	}
	proof := &Proof{Decorator: p.d, Target: p.target.obj.Type()}
	if p.d.Extracted != nil {
		proof.Target = nil
	}
	signatures := make(map[string]*types.Signature)
	for _, m := range p.target.methods {
		signatures[m.Name()] = m.Signature()
	}
	if len(p.d.TypeParams) > 0 && !p.instantiate(proof, signatures) {
		p.plan.Rows = append(p.plan.Rows, Row{
			Package: p.file.Path, PkgName: p.file.Package, Name: p.typ, At: p.target.want.At.String(), Output: p.file.Name,
			Wrapped: true, By: p.d.Name, How: []string{noProof},
		})
		return
	}
	n := p.file.Local
	local := newScope(p.locals)
	for _, name := range []string{n.T, n.Policy, n.Config, n.Wrapped, n.Ctx, n.Err, p.d.New, p.d.Default} {
		local.take(name)
	}
	for _, m := range p.d.Methods {
		var params []types.Type
		for _, v := range vars(signatures[m.Name].Params()) {
			params = append(params, v.Type())
		}
		proof.Params = append(proof.Params, params)
		proof.Calls = append(proof.Calls, local.fresh(lowerFirst(m.Name)))
	}
	proof.Test = p.names.fresh("Test" + upperFirst(p.d.Name) + "Holds")
	proof.Broken = p.names.fresh("broken" + upperFirst(p.d.Name))
	proof.Build = p.names.fresh("methodsOf" + upperFirst(p.d.Name))
	p.d.Proof = proof
	p.proofs = append(p.proofs, proof)
}

// instantiate finds type arguments for a generic decorator.
func (p *decoratorPlanner) instantiate(proof *Proof, signatures map[string]*types.Signature) bool {
	named, ok := p.target.obj.Type().(*types.Named)
	if !ok {
		return false
	}
	args := typeArguments(slices.Collect(named.TypeParams().TypeParams()))
	if args == nil {
		return false
	}
	instance, err := types.Instantiate(nil, named, args, true)
	if err != nil {
		return false
	}
	if iface, ok := instance.Underlying().(*types.Interface); ok && p.d.Extracted == nil {
		for m := range iface.Methods() {
			signatures[m.Name()] = m.Signature()
		}
		proof.Target = instance
	} else {
		set := types.NewMethodSet(types.NewPointer(instance))
		for sel := range set.Methods() {
			signatures[sel.Obj().Name()] = sel.Type().(*types.Signature)
		}
	}
	proof.TypeArgs = args
	return true
}

// proofFile is the test file with the proofs of an output.
func (b *filePlanner) proofFile() *File {
	file := *b.file
	stem := strings.TrimSuffix(file.Name, ".go")
	file.Name = stem + "_test.go"
	if t, ok := strings.CutSuffix(stem, "_test"); ok {
		file.Name = t + "_proof_test.go"
	}
	file.Decls = b.proofs
	if taken := filepath.Base(file.Name); b.pkg.Taken[taken] {
		b.fail(token.Position{Filename: file.Name}, "is in the way: gen-safe did not write it; rename it, or say proof=off")
	}
	return &file
}
