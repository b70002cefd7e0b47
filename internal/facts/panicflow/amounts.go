package panicflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// An amount is a number that must not fall short of a least one, at an instruction or where
// branches join.
type amount struct {
	v     ssa.Value
	least int64
	after []decision
}

// A decision is a condition that was decided, and how, if that is known.
type decision struct {
	cond        ssa.Value
	side, known bool
}

// amountRisk judges a number that must be positive by where it comes from: a field that a
// constructor sets to what anybody passes, or that users set, or half of such a number, in
// a package in which nobody looks whether it is large enough.
//
//	func New(o Options) *Client { return &Client{options: o} }
//	...
//	ticker := time.NewTicker(time.Duration(c.options.KeepAlive/2) * time.Second)
func (r *Result) amountRisk(at ssa.Instruction, v ssa.Value) (Doubt, bool) {
	return r.fallsShort(amount{v, 1, decisionsAt(at)}, 0)
}

// maxAmountSteps is how many calculations, fields and calls an amount is followed through.
const maxAmountSteps = 16

func (r *Result) fallsShort(a amount, depth int) (Doubt, bool) {
	if depth > maxAmountSteps || r.origins.ruledOut(a) {
		return 0, false
	}
	a.v = strip(a.v)
	switch v := a.v.(type) {
	case *ssa.BinOp:
		if isRest(v) && !r.origins.decidedAbout(a.after, v.X, v.Y) || r.isSpread(v, a) || r.origins.isQuotient(v, a.after) {
			return Weak, true
		}
		if operand, least, ok := leastOperand(v, a.least); ok {
			return r.fallsShort(amount{operand, least, a.after}, depth+1)
		}
	case *ssa.Phi:
		for i, edge := range v.Edges {
			if _, again := strip(edge).(*ssa.Phi); again || isConst(edge) {
				continue // a loop, or a default
			}
			if doubt, ok := r.fallsShort(amount{edge, a.least, decisionsOn(v, i)}, depth+1); ok {
				return doubt, true
			}
		}
	case *ssa.Call:
		return Weak, match.FuncOf(calleeObject(&v.Call)).Pkg == "encoding/binary"
	case *ssa.Parameter:
		return r.paramShort(a, v, depth)
	case *ssa.UnOp:
		if from := r.origins.onlyStore(v); from != nil {
			return r.fallsShort(amount{from, a.least, a.after}, depth+1)
		}
		if addr, ok := v.X.(*ssa.FieldAddr); ok {
			owner, field := fieldOf(addr)
			return r.fieldShort(a, owner, field, depth)
		}
	case *ssa.Field:
		owner, field := fieldIn(v.X.Type(), v.Field)
		return r.fieldShort(a, owner, field, depth)
	}
	return 0, false
}

// isRest matches what is left of a period after some of it has gone by: period -
// time.Since(start), period - (last - first).
func isRest(op *ssa.BinOp) bool {
	if op.Op != token.SUB {
		return false
	}
	switch gone := strip(op.Y).(type) {
	case *ssa.BinOp:
		return gone.Op == token.SUB && !isConst(gone.X) && !isConst(gone.Y)
	case *ssa.Call:
		obj := calleeObject(&gone.Call)
		return match.IsFunc(obj, "time", "Since") || match.IsMethod(obj, "time", "Time", "Sub")
	}
	return false
}

// isQuotient matches x / y of two numbers that are not fixed, and of which nobody asked which
// is the larger one: the result is zero where that is y.
func (o *origins) isQuotient(op *ssa.BinOp, after []decision) bool {
	if op.Op != token.QUO || isConst(op.X) || isConst(op.Y) {
		return false
	}
	after = slices.DeleteFunc(slices.Clone(after), func(d decision) bool { return isReceiving(d.cond) })
	return !o.decidedAbout(after, unitless(op.X), unitless(op.Y), op)
}

// isReceiving matches the condition of a loop over a channel, and the choice of a case of a
// select statement.
func isReceiving(cond ssa.Value) bool {
	result, ok := cond.(*ssa.Extract)
	if !ok {
		return isReceipt(cond)
	}
	from, ok := result.Tuple.(*ssa.UnOp)
	return ok && from.Op == token.ARROW
}

// unitless gives d of d.Seconds().
func unitless(v ssa.Value) ssa.Value {
	v = strip(v)
	if call, ok := v.(*ssa.Call); ok && !call.Call.IsInvoke() && len(call.Call.Args) == 1 && match.FuncOf(calleeObject(&call.Call)).Recv == "Duration" {
		return call.Call.Args[0]
	}
	return v
}

// quotientRisk reports whether a divisor is such a quotient.
func (o *origins) quotientRisk(div *ssa.BinOp) bool {
	op, ok := strip(div.Y).(*ssa.BinOp)
	return ok && o.isQuotient(op, decisionsAt(div))
}

// decidedAbout reports whether one of some decisions is about one of some values.
func (o *origins) decidedAbout(after []decision, vs ...ssa.Value) bool {
	return slices.ContainsFunc(after, func(d decision) bool {
		return slices.ContainsFunc(vs, func(v ssa.Value) bool { return o.mentioned(d.cond)[o.rootKey(v)] })
	})
}

// leastOperand gives what the operand of a calculation must be, for the result not to fall
// short: x/2 is 1 where x is 2.
func leastOperand(op *ssa.BinOp, least int64) (ssa.Value, int64, bool) {
	x, by := op.X, op.Y
	if op.Op == token.MUL && isConst(op.X) { // time.Second * n
		x, by = op.Y, op.X
	}
	c, ok := constInt(wholeConst(by))
	if !ok || c <= 0 {
		return nil, 0, false
	}
	switch op.Op {
	case token.MUL:
		return x, (least-1)/c + 1, true
	case token.QUO:
		return x, least * c, least <= math.MaxInt64/c
	}
	return nil, 0, false
}

// wholeConst gives a constant of a floating-point type that has no fraction, as an integer.
func wholeConst(v ssa.Value) ssa.Value {
	c, ok := strip(v).(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.Float {
		return v
	}
	if n, exact := constant.Int64Val(constant.ToInt(c.Value)); exact {
		return intConst(n)
	}
	return v
}

// decisionsAt lists what was decided before an instruction.
func decisionsAt(at ssa.Instruction) []decision {
	var all []decision
	for _, cond := range flow.Conditions(at.Block()) {
		if isConst(cond) {
			continue
		}
		isTrue, isFalse := onSide(cond, true, at), onSide(cond, false, at)
		all = append(all, decision{cond, isTrue, isTrue != isFalse})
	}
	return all
}

// decisionsOn lists what was decided on the i-th way to where branches join.
func decisionsOn(phi *ssa.Phi, i int) []decision {
	pred := phi.Block().Preds[i]
	last := pred.Instrs[len(pred.Instrs)-1]
	all := decisionsAt(last)
	if branch, ok := last.(*ssa.If); ok {
		all = append(all, decision{branch.Cond, pred.Succs[0] == phi.Block(), pred.Succs[0] != pred.Succs[1]})
	}
	return all
}

// ruledOut reports whether what was decided shows that an amount is large enough, or asks
// something of it that we do not understand.
func (o *origins) ruledOut(a amount) bool {
	key := o.rootKey(a.v)
	return key != "" && slices.ContainsFunc(a.after, func(d decision) bool {
		if !o.mentioned(d.cond)[key] {
			return false
		}
		least, plain := atLeastBy(d, a.v, o)
		return !plain || least >= a.least
	})
}

// atLeastBy gives how large a number is by a decision, where that compares it with a
// constant and nothing else.
func atLeastBy(d decision, v ssa.Value, o *origins) (int64, bool) {
	cmp, ok := d.cond.(*ssa.BinOp)
	if !ok {
		return 0, false
	}
	if _, calculated := strip(cmp.X).(*ssa.BinOp); calculated || !o.sameRoot(cmp.X, v) {
		return 0, false
	}
	c, ok := constInt(cmp.Y)
	if !ok {
		return 0, false
	}
	op := cmp.Op
	if !d.known {
		return threshold(cmp.Op, c), true
	}
	if !d.side {
		op = opposite[op]
	}
	switch op {
	case token.LSS, token.LEQ:
		return math.MinInt64, true
	case token.NEQ:
		if c != 0 {
			return math.MinInt64, true
		}
	case token.EQL:
		return c, true
	}
	return threshold(op, c), true
}

// threshold gives the number from which on a comparison with a constant comes out
// differently.
func threshold(op token.Token, c int64) int64 {
	switch op {
	case token.GEQ, token.LSS:
		return c
	}
	return c + 1
}

// paramShort is fallsShort for what a function is given: by anybody, or by its callers in
// the package.
func (r *Result) paramShort(a amount, p *ssa.Parameter, depth int) (Doubt, bool) {
	fn := p.Parent()
	if fn.Parent() != nil || p.Object() == nil || r.looks().find(p.Object(), a) {
		return 0, false
	}
	a.least = realistic(p.Type(), a.least)
	worst, found := Assumed, false
	if isOpen(fn) && r.isForOthers() {
		if a.least != 1 || !match.IsType(p.Type(), "time", "Duration") {
			return Weak, true
		}
		found = true // an option, for which callers write a constant
	}
	for _, use := range r.graph.Uses(fn) {
		site, ok := use.Site.(ssa.CallInstruction)
		if !ok || r.inTest(site.Parent()) {
			continue
		}
		arg := argument(site, paramNumber(fn, p))
		if arg == nil || isConst(arg) {
			continue
		}
		if doubt, ok := r.fallsShort(amount{arg, a.least, decisionsAt(site)}, depth+2); ok {
			worst, found = min(worst, doubt), true
		}
	}
	return worst, found
}

// realistic takes one for the least duration that somebody passes where a fraction of a
// second is asked for: who passes more than nothing does not pass a nanosecond.
func realistic(t types.Type, least int64) int64 {
	if match.IsType(t, "time", "Duration") && least < int64(1e9) {
		return 1
	}
	return least
}

// isForOthers reports whether programs of others can use the package.
func (r *Result) isForOthers() bool {
	return r.pass.Pkg.Name() != "main" && !match.IsInternal(r.pass.Pkg) && !match.IsExample(r.pass.Pkg)
}

// fieldShort is fallsShort for a field of a struct of the package.
func (r *Result) fieldShort(a amount, owner *types.Named, field *types.Var, depth int) (Doubt, bool) {
	if owner == nil || owner.Obj().Pkg() != r.pass.Pkg || r.setsUnseen() || r.looks().find(field, a) {
		return 0, false
	}
	a.least = realistic(field.Type(), a.least)
	stores := r.looks().stores[field]
	worst, found := Concrete, false
	for _, store := range stores {
		if c, ok := strip(store.Val).(*ssa.Const); ok {
			if a.least == 1 && c.Value != nil && constant.Sign(c.Value) > 0 {
				return 0, false // a default
			}
			continue
		}
		if isField(store.Val, field) {
			continue // of another one of the kind
		}
		doubt, short := r.fallsShort(amount{store.Val, a.least, decisionsAt(store)}, depth+2)
		if !short {
			return 0, false // set to what we do not know
		}
		worst, found = max(worst, doubt), true
	}
	if found {
		return worst, true
	}
	// Users set it, or leave it out.
	return Weak, len(stores) == 0 && (field.Exported() && owner.Obj().Exported() && r.isForOthers() || r.isConfigured(owner, field))
}

// isConfigured reports whether a field of a struct of the main package gets its value only from
// a decoder, out of a file or a request, which may leave it out.
func (r *Result) isConfigured(owner *types.Named, field *types.Var) bool {
	s, ok := owner.Underlying().(*types.Struct)
	if !ok || r.pass.Pkg.Name() != "main" || match.IsExample(r.pass.Pkg) {
		return false
	}
	for i := range s.NumFields() {
		if s.Field(i) == field {
			return isDecoderTag(s.Tag(i))
		}
	}
	return false
}

// isDecoderTag matches the tags of fields for decoders that leave alone what is not there,
// without a default, or a word for who validates.
func isDecoderTag(tag string) bool {
	for _, word := range [...]string{"default", "valid", "binding", "required", "min="} {
		if strings.Contains(tag, word) {
			return false
		}
	}
	for _, key := range [...]string{"json", "yaml", "toml", "mapstructure", "hcl", "xml"} {
		if _, ok := reflect.StructTag(tag).Lookup(key); ok {
			return true
		}
	}
	return false
}

// isSpread matches max - min of two fields of one struct that users set, and that nobody has
// compared: there is nothing between them where they are the same.
func (r *Result) isSpread(op *ssa.BinOp, a amount) bool {
	return op.Op == token.SUB && r.isFreeField(op.X, a) && r.isFreeField(op.Y, a)
}

func (r *Result) isFreeField(v ssa.Value, a amount) bool {
	var owner *types.Named
	var field *types.Var
	switch v := strip(v).(type) {
	case *ssa.UnOp:
		if addr, ok := v.X.(*ssa.FieldAddr); ok {
			owner, field = fieldOf(addr)
		}
	case *ssa.Field:
		owner, field = fieldIn(v.X.Type(), v.Field)
	}
	if owner == nil || r.origins.decidedAbout(a.after, v) {
		return false
	}
	_, short := r.fieldShort(amount{v, 1, nil}, owner, field, 0)
	return short
}

// isField reports whether v is read from a field.
func isField(v ssa.Value, field *types.Var) bool {
	load, ok := strip(v).(*ssa.UnOp)
	if !ok {
		return false
	}
	addr, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	_, of := fieldOf(addr)
	return of == field
}
