package plan

import (
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// unseen says in which fields there are structs whose own nulls nobody sees.
func (b *filePlanner) unseen(n *Null, fields []nullField) []string {
	var all []string
	for i, f := range fields {
		if n.Fields[i].Named != "" {
			continue
		}
		if t := b.inner(f.v().Type()); b.isPlain(t) {
			all = append(all, f.key+" ("+types.TypeString(t, types.RelativeTo(b.pkg.Types))+")")
		}
	}
	if len(all) == 0 {
		return nil
	}
	return []string{"nulls inside " + strings.Join(all, ", ") + " are not seen"}
}

// inner is what t is made of: T for []*T or map[string]T.
func (b *filePlanner) inner(t types.Type) types.Type {
	for !b.decodes(t) {
		elem, ok := t.Underlying().(interface{ Elem() types.Type })
		if !ok {
			break
		}
		t = elem.Elem()
	}
	return t
}

// isPlain reports whether t is a struct that encoding/json fills field by field.
func (b *filePlanner) isPlain(t types.Type) bool {
	if _, ok := t.Underlying().(*types.Struct); !ok || isTypeParam(t) {
		return false
	}
	fields, _ := jsonFields(t, "json")
	if named, ok := types.Unalias(t).(*types.Named); ok {
		if b.hasNullDirective(named.Origin().Obj()) {
			return false
		}
	}
	return len(fields) > 0 && !b.decodes(t)
}

// decodes reports whether t has a method that encoding/json leaves the work to.
func (b *filePlanner) decodes(t types.Type) bool {
	for _, name := range []string{"UnmarshalJSON", "UnmarshalText"} {
		obj, _, _ := types.LookupFieldOrMethod(t, true, b.pkg.Types, name)
		if _, ok := obj.(*types.Func); ok {
			return true
		}
	}
	return false
}

// hasNullDirective reports whether the struct obj is to get an UnmarshalJSON.
func (b *filePlanner) hasNullDirective(obj *types.TypeName) bool {
	for _, file := range b.pkg.Files {
		for _, d := range file.Directives {
			if d.Verb == policy.Null && d.Type == obj && d.Has("reject") {
				return true
			}
		}
	}
	return false
}
