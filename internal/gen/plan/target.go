package plan

import (
	"fmt"
	"go/token"
	"go/types"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// A target is a directive with the type it is about, and that type's methods.
type target struct {
	want     want
	obj      *types.TypeName // nil for verbs without a type
	iface    *types.Interface
	isStruct bool
	methods  []*types.Func // sorted by name
	refused  map[string]string
}

// targets finds what the directives are about. It walks over all signatures, so
// that the packages they name are known before the first name is chosen.
func (b *filePlanner) targets(wants []want) {
	seen := make(map[*types.TypeName]token.Position)
	for _, w := range wants {
		t := target{want: w, obj: w.Type}
		if w.foreign != nil {
			t.obj = b.foreign(w.foreign)
			if t.obj == nil {
				continue
			}
		}
		if w.Verb == policy.Wrap {
			if first, twice := seen[t.obj]; twice {
				b.fail(w.At, "%s is wrapped twice, here and at %v", t.obj.Name(), first)
				continue
			}
			seen[t.obj] = w.At
			if !b.methodsOf(&t) {
				continue
			}
		}
		if w.Verb == policy.Guard && !b.guardTypes(w) || w.Verb == policy.Null && !b.nullTypes(w) {
			continue
		}
		b.wants = append(b.wants, t)
	}
}

// foreign finds the type of an entry of gensafe.yaml.
func (b *filePlanner) foreign(entry *policy.Foreign) *types.TypeName {
	imported := b.pkg.Imports[entry.Path]
	if imported == nil {
		b.fail(entry.At, "package %s does not load; does go list %s work?", entry.Path, entry.Path)
		return nil
	}
	obj, ok := imported.Scope().Lookup(entry.Type).(*types.TypeName)
	if !ok {
		b.fail(entry.At, "package %s has no type %s", entry.Path, entry.Type)
		return nil
	}
	return obj
}

// methodsOf fills in the methods of t, and what is wrong with the signature of each.
func (b *filePlanner) methodsOf(t *target) bool {
	switch u := t.obj.Type().Underlying().(type) {
	case *types.Interface:
		if !u.IsMethodSet() {
			b.fail(t.want.At, "%s is a constraint, not an interface that values can have", t.obj.Name())
			return false
		}
		t.iface = u
		for m := range u.Methods() {
			t.methods = append(t.methods, m)
		}
	case *types.Struct:
		t.isStruct = true
		set := types.NewMethodSet(types.NewPointer(ofItself(t.obj.Type())))
		for sel := range set.Methods() {
			if m, ok := sel.Obj().(*types.Func); ok && m.Exported() {
				t.methods = append(t.methods, types.NewFunc(m.Pos(), m.Pkg(), m.Name(), sel.Type().(*types.Signature)))
			}
		}
	default:
		b.fail(t.want.At, "%s is neither an interface nor a struct", t.obj.Name())
		return false
	}
	if len(t.methods) == 0 {
		b.fail(t.want.At, "%s has no methods to wrap", t.obj.Name())
		return false
	}
	t.refused = make(map[string]string)
	for _, m := range t.methods {
		why := b.unwritable(m)
		if why == doesNotCheck {
			b.typeErrors()
			return false
		}
		if why != "" {
			t.refused[m.Name()] = why
		}
	}
	if why := b.writer.check(t.obj.Type()); why != "" {
		b.fail(t.want.At, "%s: %s", t.obj.Name(), why)
		return false
	}
	return b.checkParams(t)
}

// typeErrors reports what the type checker said of the package.
func (b *filePlanner) typeErrors() {
	for _, e := range b.pkg.Errors {
		b.problems = append(b.problems, fmt.Errorf("%s: %s", e.Pos, e.Msg))
	}
}

// ofItself instantiates a generic type with its own type parameters: the methods of
// the instance use those, and not the ones of their receivers.
func ofItself(t types.Type) types.Type {
	named, ok := t.(*types.Named)
	if !ok || named.TypeParams().Len() == 0 {
		return t
	}
	var own []types.Type
	for p := range named.TypeParams().TypeParams() {
		own = append(own, p)
	}
	instance, err := types.Instantiate(nil, named, own, false)
	if err != nil {
		return t
	}
	return instance
}

// checkParams walks over the constraints of a generic type.
func (b *filePlanner) checkParams(t *target) bool {
	for p := range paramsOf(t.obj.Type()).TypeParams() {
		if why := b.writer.check(p.Constraint()); why != "" {
			b.fail(t.want.At, "%s: constraint of %s: %s", t.obj.Name(), p.Obj().Name(), why)
			return false
		}
	}
	return true
}

func paramsOf(t types.Type) *types.TypeParamList {
	switch t := t.(type) {
	case *types.Named:
		return t.TypeParams()
	case *types.Alias:
		return t.TypeParams()
	}
	return nil
}

// unwritable says why the signature of m cannot be written in this package; "" if
// it can.
func (b *filePlanner) unwritable(m *types.Func) string {
	if !m.Exported() && m.Pkg() != b.pkg.Types {
		return fmt.Sprintf("it is an unexported method of package %s, which no other package can implement", m.Pkg().Path())
	}
	return b.writer.check(m.Type())
}

// A Row is what gen-safe list says of one method or function.
type Row struct {
	Package string   `json:"package"`           // import path
	PkgName string   `json:"-"`                 // name
	Name    string   `json:"name"`              // Users.Get
	Wrapped bool     `json:"wrapped"`           //
	How     []string `json:"how,omitempty"`     // what the wrapper does
	Why     string   `json:"why,omitempty"`     // why it is not wrapped
	By      string   `json:"by,omitempty"`      // the declaration that wraps it: SafeUsers.Get
	At      string   `json:"at"`                // where it was asked for
	Policy  []Part   `json:"policy,omitempty"`  // what is in force
	Output  string   `json:"output,omitempty"`  // base name of the output
	Skipped bool     `json:"skipped,omitempty"` // on request
}

// A Part is one part of a policy.
type Part struct {
	Key  string `json:"key"`
	Text string `json:"value"`
	From string `json:"from"` // where it was written, or "default"
}
