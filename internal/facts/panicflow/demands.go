package panicflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// demandRisk judges a call of a function of std that panics on a number that is too
// small: time.NewTicker(0), rand.Intn(len(servers)) of none.
func (r *Result) demandRisk(site ssa.CallInstruction, obj *types.Func) *Witness {
	d, ok := known.Demands(obj)
	if !ok {
		return nil
	}
	v := unscaled(argOf(site, d.Arg))
	if v == nil {
		return nil
	}
	w := &Witness{What: qualified(obj) + " " + d.Why, Where: r.where(site.Pos())}
	if !d.Positive {
		w.Doubt, ok = r.origins.negativeRisk(site, v)
	} else if ok = !isOwnCall(v); ok {
		if w.Doubt, ok = r.origins.zeroRisk(site, v); r.isPassed(strip(v)) {
			w.Doubt = Assumed // an option, for which callers write a constant
		}
	}
	if !ok && d.Positive && r.countRisk(site, v) {
		w.Doubt, ok = Concrete, true
	}
	if !ok && d.Positive {
		w.Doubt, ok = r.amountRisk(site, v)
	}
	if !ok {
		return nil
	}
	if d.Positive && w.Doubt != Concrete {
		w.Need = needOfNumber(site.Parent(), v)
	}
	return w
}

// lengthDemandRisk judges a call of a function of std that panics on a slice of another
// length than it takes: ed25519.Verify with a key that somebody sent.
func (r *Result) lengthDemandRisk(site ssa.CallInstruction, obj *types.Func) *Witness {
	d, ok := known.DemandsLength(obj)
	if !ok {
		return nil
	}
	x := argOf(site, d.Arg)
	if x == nil {
		return nil
	}
	n := d.Len
	for s, ok := x.(*ssa.Slice); ok; s, ok = x.(*ssa.Slice) {
		low, isC := constInt2(s.Low)
		if s.High != nil || s.Low != nil && !isC {
			return nil // how long it is, the slicing says
		}
		x, n = s.X, n+low
	}
	if _, isArray := arrayLength(x.Type()); isArray || askedFor(x, n) {
		return nil // a block of DES has 8 bytes, and so has its array
	}
	last := ssa.NewConst(constant.MakeInt64(n-1), types.Typ[types.Int])
	what, doubt := r.origins.indexRisk(site, x, last)
	if what == "" {
		return nil
	}
	name := qualified(obj)
	if obj.Pkg().Path() == "encoding/binary" {
		name = "binary.ByteOrder." + obj.Name()
	}
	w := &Witness{What: name + " " + d.Why, Where: r.where(site.Pos()), Doubt: doubt}
	if doubt != Concrete {
		w.Need = r.origins.needOfIndex(site, site.Parent(), x, last)
	}
	return w
}

// askedFor matches what a call gives that was asked for n bytes, or more: r.Peek(4). (Next of a
// bytes.Buffer gives what there is, and no error.)
func askedFor(x ssa.Value, n int64) bool {
	call := callOf(x)
	return call != nil && !match.IsMethod(calleeObject(&call.Call), "bytes", "Buffer", "Next") && slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool {
		c, ok := constInt(arg)
		return ok && c >= n
	})
}

// blockRisk judges what a function decrypts block by block, which panics where there is
// part of one: cipher.NewCBCDecrypter(block, iv).CryptBlocks(data, data). (What is
// encrypted was padded by the program itself.)
func (r *Result) blockRisk(site ssa.CallInstruction) *Witness {
	common := site.Common()
	if !match.IsMethod(calleeObject(common), "crypto/cipher", "BlockMode", "CryptBlocks") || !common.IsInvoke() {
		return nil
	}
	made := callOf(common.Value)
	if load, ok := common.Value.(*ssa.UnOp); ok && made == nil {
		made = callOf(r.origins.onlyStore(load))
	}
	if made == nil || !match.IsFunc(calleeObject(&made.Call), "crypto/cipher", "NewCBCDecrypter") {
		return nil
	}
	data := common.Args[1]
	for {
		s, ok := data.(*ssa.Slice)
		if !ok {
			break
		}
		if r.origins.askedParts(site, s) {
			return nil
		}
		data = s.X
	}
	if r.origins.askedParts(site, data) || isConst(data) {
		return nil
	}
	if _, ok := arrayLength(data.Type()); ok {
		return nil
	}
	w := &Witness{What: "cipher.BlockMode.CryptBlocks panics on part of a block", Where: r.where(site.Pos()), Doubt: r.origins.lengthDoubt(site, data)}
	if p := paramNumber(site.Parent(), data); p != 0 {
		w.Doubt, w.Need = Assumed, &Need{Param: p, Kind: Whole}
	}
	return w
}

// isOwnCall matches what a function worked out that is no builtin: it knows for what.
func isOwnCall(v ssa.Value) bool {
	call, ok := strip(v).(*ssa.Call)
	if !ok {
		return false
	}
	_, builtin := call.Call.Value.(*ssa.Builtin)
	return !builtin
}

// unscaled gives n of time.Duration(n) * time.Second.
func unscaled(v ssa.Value) ssa.Value {
	op, ok := v.(*ssa.BinOp)
	if !ok || op.Op != token.MUL {
		return v
	}
	if isConst(op.X) {
		return unscaled(op.Y)
	}
	if isConst(op.Y) {
		return unscaled(op.X)
	}
	return v
}

// negativeRisk judges a number that must not be below zero: one that was parsed, or
// what is left of a width, 20-len(name).
func (o *origins) negativeRisk(at ssa.Instruction, v ssa.Value) (Doubt, bool) {
	v = strip(v)
	if isParsed(v) {
		return Concrete, !o.guardedBy(at, v)
	}
	op, ok := v.(*ssa.BinOp)
	if !ok || op.Op != token.SUB || !isWidth(op.X) {
		return 0, false
	}
	x := lengthOf(op.Y)
	if x == nil || isConst(x) {
		return 0, false
	}
	return Weak, !o.guardedBy(at, x)
}

// isWidth matches a constant, and a variable that holds one unless a call says another:
// width := 80; if w, err := terminal.Width(); err == nil { width = w }.
func isWidth(v ssa.Value) bool {
	if isConst(v) {
		return true
	}
	phi, ok := strip(v).(*ssa.Phi)
	return ok && slices.ContainsFunc(phi.Edges, isConst) && !slices.ContainsFunc(phi.Edges, func(edge ssa.Value) bool {
		if result, ok := strip(edge).(*ssa.Extract); ok {
			edge = result.Tuple
		}
		return !isConst(edge) && !isOwnCall(edge)
	})
}

// needOfNumber gives what a number that must not be zero asks of callers: that they pass
// another, or something that is not empty.
func needOfNumber(fn *ssa.Function, v ssa.Value) *Need {
	v = strip(v)
	if p := paramNumber(fn, v); p != 0 {
		return &Need{Param: p, Kind: NonZero}
	}
	if x := lengthOf(v); x != nil {
		if p := paramNumber(fn, x); p != 0 {
			return &Need{Param: p, Kind: Long, Len: 1}
		}
	}
	return nil
}

// inLoopOver reports whether an instruction is in a loop over x, which has an element
// there.
func (o *origins) inLoopOver(at ssa.Instruction, x ssa.Value) bool {
	for _, cond := range flow.Controls(at.Block()) {
		if cmp, ok := cond.(*ssa.BinOp); ok && cmp.Op == token.LSS && o.isLenOf(cmp.Y, x) && onSide(cmp, true, at) {
			return true
		}
	}
	return false
}
