package plan

import "go/types"

// A Patch is a struct whose fields tell absent, null and set apart.
type Patch struct {
	Name       string // UserPatch
	Type       string // User
	TypeParams []TypeParam
	Receiver   string
	To         string
	Fields     []PatchField
	Test       string // of the proof; "" for none
	TypeArgs   []types.Type
}

// A PatchProof is the test of a Patch.
type PatchProof struct{ Patch *Patch }

// A PatchField is a field of a Patch.
type PatchField struct {
	Name string
	Path []string // selector in the patched struct
	Type types.Type
	Key  string
}

func (*Patch) isDecl() {}

func (*PatchProof) isDecl() {}

// patch plans a struct of Opt fields.
func (b *filePlanner) patch(w want, fields []nullField) {
	for _, s := range w.Settings {
		if s.Key != "tristate" && s.Key != "tag" && s.Key != "proof" {
			b.fail(s.At, "%s has no effect with tristate: in a patch every key may be missing, or null", s.Key)
			return
		}
	}
	name := w.Type.Name() + "Patch"
	if !b.names.free(name) {
		b.fail(w.At, "%s is already declared in package %s", name, b.file.Package)
		return
	}
	local := newScope(b.locals)
	p := &Patch{Name: name, Type: w.Type.Name(), TypeParams: b.typeParamsOf(w.Type.Type(), local), Receiver: local.fresh("p"), To: local.fresh("to")}
	names := newScope(nil)
	names.take("Apply")
	for _, f := range fields {
		if f.quoted {
			b.fail(w.At, "%s cannot be wrapped: its field %s has the option string, which encoding/json does not mind for an Opt", w.Type.Name(), f.v().Name())
			return
		}
		if why := b.writer.check(f.v().Type()); why != "" {
			b.fail(w.At, "%s cannot be wrapped: its field %s: %s", w.Type.Name(), f.v().Name(), why)
			return
		}
		p.Fields = append(p.Fields, PatchField{Name: names.fresh(upperFirst(f.v().Name())), Path: f.selector, Type: f.v().Type(), Key: f.key})
	}
	b.names.take(name)
	how := []string{"a patch tells absent, null and set apart"}
	if !b.patchProof(w, p) {
		how = append(how, noProof)
	}
	b.file.Decls = append(b.file.Decls, p)
	b.sums = append(b.sums, "patch "+p.Name+" "+types.TypeString(w.Type.Type().Underlying(), nil))
	b.plan.Rows = append(b.plan.Rows, b.row(w, p.Type, p.Name, how))
}

// patchProof plans the test, and reports whether it can be written.
func (b *filePlanner) patchProof(w want, p *Patch) bool {
	if proofOff(w) {
		return true
	}
	p.TypeArgs = typeArguments(paramList(p.TypeParams))
	if len(p.TypeArgs) < len(p.TypeParams) {
		return false
	}
	p.Test = b.names.fresh("Test" + upperFirst(p.Name) + "SeesNull")
	b.proofs = append(b.proofs, &PatchProof{p})
	return true
}
