package decodeflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// Helpers look through the fields of any struct by package reflect, and refuse it where one
// is zero, or its key is not in the JSON.

// vetted notes the parameters of a function that does so.
func (c *checks) vetted(fd *ast.FuncDecl) {
	info := c.res.pass.TypesInfo
	fn, ok := info.Defs[fd.Name].(*types.Func)
	if !ok || !mayRefuse(fn.Signature()) {
		return
	}
	vets := false
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			vets = vets || match.IsMethod(match.Callee(info, call), "reflect", "Value", "IsZero")
		}
		return !vets
	})
	if !vets {
		return
	}
	for param := range fn.Signature().Params().Variables() {
		if iface, ok := stripPointers(param.Type()).Underlying().(*types.Interface); ok && iface.Empty() || isTypeParam(stripPointers(param.Type())) {
			c.vets[param] = true
		}
	}
}

// vettedBy reports whether a function looks through the fields of what it is given.
func (c *checks) vettedBy(fn *types.Func, i int) bool {
	fn = fn.Origin()
	if fn.Pkg() == c.res.pass.Pkg {
		params := fn.Signature().Params()
		return i < params.Len() && c.vets[params.At(i)]
	}
	if fn.Pkg() == nil || known.IsStd(fn.Pkg().Path()) {
		return false
	}
	var fact refuses
	return c.res.pass.ImportObjectFact(fn, &fact) && slices.Contains(fact.Fields, i)
}

// lookThrough notes that all fields of a struct are looked at.
func (c *checks) lookThrough(t types.Type) {
	if t == nil {
		return
	}
	s, ok := stripPointers(t).Underlying().(*types.Struct)
	if !ok {
		return
	}
	for f := range s.Fields() {
		c.looked[f.Origin()] = true
	}
}

// vets reports whether a function that decodes looks for what is not there itself, by
// package reflect: whether fields are zero, or whether a map has keys for their tags.
func vets(fn *ssa.Function) bool {
	tags, asks := false, false
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Lookup:
				asks = asks || instr.CommaOk
			case *ssa.Call:
				callee := instr.Call.StaticCallee()
				if callee == nil {
					continue
				}
				obj, _ := callee.Object().(*types.Func)
				if match.IsMethod(obj, "reflect", "Value", "IsZero") {
					return mayRefuse(fn.Signature)
				}
				tags = tags || match.IsMethod(obj, "reflect", "StructTag", "Get") || match.IsMethod(obj, "reflect", "StructTag", "Lookup")
			}
		}
	}
	return tags && asks && mayRefuse(fn.Signature)
}

// checked reports whether the bytes that a call decodes were looked at before, for null or
// for keys: by a function of the package, or for the text null.
func checked(u use) bool {
	if u.call == nil {
		return false
	}
	for _, p := range u.flow.Params {
		data := u.callee.arg(u.call.Common(), p)
		for _, ref := range usesOf(data) {
			call, ok := ref.(*ssa.Call)
			if ok && ssa.CallInstruction(call) != u.call && flow.Dominates(call, u.call) && looksInto(call) {
				return true
			}
		}
	}
	return false
}

// usesOf lists the uses of a value, and of the variable that it is read from.
func usesOf(v ssa.Value) []ssa.Instruction {
	if v == nil {
		return nil
	}
	if conv, ok := v.(*ssa.ChangeType); ok {
		return usesOf(conv.X)
	}
	load, ok := v.(*ssa.UnOp)
	if !ok || load.Op != token.MUL {
		return referrers(v)
	}
	var all []ssa.Instruction
	for _, ref := range referrers(load.X) {
		other, ok := ref.(*ssa.UnOp)
		if !ok {
			continue
		}
		for _, use := range referrers(other) {
			if conv, ok := use.(*ssa.ChangeType); ok {
				all = append(all, referrers(conv)...)
			}
			all = append(all, use)
		}
	}
	return all
}

// looksInto matches bytes.Contains(data, []byte("null")), and a call of a function that
// says only whether what is in data is complete.
func looksInto(call *ssa.Call) bool {
	fn := call.Call.StaticCallee()
	if fn == nil {
		return false
	}
	if obj, _ := fn.Object().(*types.Func); match.IsFunc(obj, "bytes", "Contains") {
		made, ok := call.Call.Args[1].(*ssa.Convert)
		if !ok {
			return false
		}
		c, ok := made.X.(*ssa.Const)
		return ok && c.Value != nil && c.Value.ExactString() == `"null"`
	}
	return fn.Signature.Results().Len() == 1 && mayRefuse(fn.Signature) && asksForKeys(fn)
}

// asksForKeys reports whether a function reads JSON token by token, or asks a map into which
// it decodes for keys.
func asksForKeys(fn *ssa.Function) bool {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			switch instr := instr.(type) {
			case *ssa.Lookup:
				if cell, ok := instr.X.(*ssa.UnOp); ok && instr.CommaOk && isHandedOut(cell.X) {
					return true
				}
			case *ssa.Call:
				if callee := instr.Call.StaticCallee(); callee != nil {
					if obj, _ := callee.Object().(*types.Func); match.IsMethod(obj, "encoding/json", "Decoder", "Token") {
						return true
					}
				}
			}
		}
	}
	return false
}

// isHandedOut matches &m of json.Unmarshal(data, &m).
func isHandedOut(cell ssa.Value) bool {
	return slices.ContainsFunc(referrers(cell), func(ref ssa.Instruction) bool {
		_, boxed := ref.(*ssa.MakeInterface)
		return boxed
	})
}
