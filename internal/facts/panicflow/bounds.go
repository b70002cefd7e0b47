package panicflow

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

const outOfRange = "index out of range"

// indexRisk judges x[i]. It asks for a sign that i is wrong rather than for a
// proof that it is right: a constant or len(x)-1 into something of unknown
// length that nobody measured, or an index that a call computed without x.
func (o *origins) indexRisk(at ssa.Instruction, x, i ssa.Value) (string, Doubt) {
	if max, ok := arrayLength(x.Type()); ok {
		if c, ok := constInt(i); ok && c < max || bounded(i, max) {
			return "", Concrete
		}
	}
	if c, ok := constInt(i); ok && o.lengthAtLeast(x, c+1) {
		return "", Concrete
	}
	switch step := o.beyondLoop(at, x, i); {
	case step == 1:
		return outOfRange, Concrete
	case step > 1:
		return outOfRange, o.lengthDoubt(at, x)
	}
	if o.offByOne(at, x, i) {
		return outOfRange + " (the index may be the length)", Concrete
	}
	if o.isAdvanced(at, x, i) {
		return outOfRange + " (the index may be the length)", Weak
	}
	if o.longEnough(at, x, i) {
		return "", Concrete
	}
	if o.isEmpty(x) && !o.guardedBy(at, x) && !o.overNothing(at) {
		return outOfRange, Concrete
	}
	if o.guardedBy(at, i) || inRangeByLoop(at, i) {
		return "", Concrete
	}
	if c, ok := constInt(i); ok && measuredTooLate(at, x, c+1) {
		return outOfRange + " (the length is looked at afterwards)", Concrete
	}
	switch {
	case isParsed(i):
		return outOfRange, Concrete
	case isConst(i), o.fromLength(i, x):
		if (o.firstPart(x) || o.hasWord(at, x)) && (isZero(i) || isLast(i)) {
			return "", Concrete
		}
		if c, ok := constInt(i); ok && c <= 1 && o.hasSeparator(at, x) {
			return "", Concrete
		}
		return outOfRange, o.lengthDoubt(at, x)
	case fromCall(i) && !o.callTakes(i, x):
		return outOfRange, max(o.lengthDoubt(at, x), indexDoubt(i))
	}
	if p, ok := strip(i).(*ssa.Parameter); ok && p.Parent().Parent() == nil && p.Parent().Name() != "Less" && p.Parent().Name() != "Swap" {
		return outOfRange, Assumed // callers may see to it
	}
	return "", Concrete // a variable: its owner may know
}

// conversionRisk judges a conversion of a slice to an array, or a pointer to one: it
// takes the slice's length as x[n-1] does.
func (o *origins) conversionRisk(fn *ssa.Function, conv *ssa.SliceToArrayPointer) (what string, doubt Doubt, need *Need) {
	n, ok := arrayLength(conv.Type())
	if !ok || n == 0 {
		return "", Concrete, nil
	}
	last := ssa.NewConst(constant.MakeInt64(n-1), types.Typ[types.Int])
	what, doubt = o.indexRisk(conv, conv.X, last)
	if what == "" {
		return "", Concrete, nil
	}
	if doubt != Concrete {
		need = o.needOfIndex(conv, fn, conv.X, last)
	}
	return "conversion of a slice to an array", doubt, need
}

// isEmpty reports whether x has no elements, for nobody has put any in: []int{}, make([]int,
// 0, n), a local variable that is only declared.
func (o *origins) isEmpty(x ssa.Value) bool {
	switch x := strip(x).(type) {
	case *ssa.Const:
		return x.IsNil()
	case *ssa.MakeSlice:
		n, ok := constInt(x.Len)
		return ok && n == 0
	case *ssa.Slice:
		if _, made := x.X.(*ssa.Alloc); !made {
			return false
		}
		n, ok := arrayLength(x.X.Type())
		return ok && (n == 0 || x.High != nil && isZero(x.High))
	case *ssa.UnOp:
		if v := o.onlyStore(x); v != nil {
			return o.isEmpty(v)
		}
		return o.isNeverSet(x.X) || unsetHere(x)
	}
	return false
}

// overNothing reports whether an instruction is in a loop over what has no elements.
func (o *origins) overNothing(at ssa.Instruction) bool {
	return slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok {
			return false
		}
		of := lengthOf(cmp.Y)
		return of != nil && o.isEmpty(of)
	})
}

func isZero(i ssa.Value) bool { c, ok := constInt(i); return ok && c == 0 }

// isLast matches len(x)-1.
func isLast(i ssa.Value) bool {
	op, ok := strip(i).(*ssa.BinOp)
	if !ok || op.Op != token.SUB {
		return false
	}
	c, ok := constInt(op.Y)
	return ok && c == 1
}

// sliceRisk judges x[a:b] by the same signs.
func (o *origins) sliceRisk(s *ssa.Slice) (string, Doubt) {
	if _, ok := s.X.Type().Underlying().(*types.Pointer); ok && s.Low == nil && s.High == nil {
		return "", Concrete // a[:]
	}
	if o.beyondChunk(s) {
		return "slice bounds out of range", Concrete
	}
	if s.High != nil && o.sumWraps(s) {
		return "slice bounds out of range (the sum wraps)", Weak
	}
	for _, n := range []ssa.Value{s.Low, s.High} {
		if sent := o.sentPast(s, n); sent != nil {
			if isRead(sent) {
				return "slice bounds out of range", Concrete
			}
			return "slice bounds out of range", Weak
		}
	}
	for _, i := range []ssa.Value{s.Low, s.High, s.Max} {
		if i == nil {
			continue
		}
		c, isC := constInt(i)
		if isC && (c == 0 || o.lengthAtLeast(s.X, c)) || (isC && c == 1 || isLast(i)) && o.firstPart(s.X) {
			continue
		}
		if max, ok := arrayLength(s.X.Type()); ok && isC && c <= max {
			continue
		}
		if o.measuredTo(s, i) {
			continue
		}
		if indexFunction(i) && !o.validated(s, s.X) {
			if isMapKey(s.X) {
				return "slice bounds out of range", Assumed // who made the keys knows their form
			}
			return "slice bounds out of range", Concrete // -1 where nothing is found
		}
		if isC && c > 0 || o.fromLength(i, s.X) && minusConstant(i) || fromCall(i) && !o.callTakes(i, s.X) {
			return "slice bounds out of range", o.lengthDoubt(s, s.X)
		}
	}
	if paramNumber(s.Parent(), s.Low) != 0 && !o.measuredTo(s, s.Low) || paramNumber(s.Parent(), s.High) != 0 && !o.measuredTo(s, s.High) {
		return "slice bounds out of range", Assumed // callers may see to it
	}
	return "", Concrete
}

// measuredTo reports whether somebody looked at a bound of x[a:b], or at x.
func (o *origins) measuredTo(s *ssa.Slice, bound ssa.Value) bool {
	return o.longEnoughTo(s, s.X, bound) || o.guardedBy(s, bound) || inRangeByLoop(s, bound)
}

// lengthDoubt tells whether the length of x was in this function's hands:
// what strings.Split and its like cut from run-time input, what is made here.
// What another function returned is taken for granted; what a function is
// given or reads from a field, somebody else may have measured.
func (o *origins) lengthDoubt(at ssa.Instruction, x ssa.Value) Doubt { return o.doubt(at, x, 0) }

func (o *origins) doubt(at ssa.Instruction, x ssa.Value, depth int) Doubt {
	if depth > 6 {
		return Assumed // x = x[1:]
	}
	if doubt, ok := o.decodedDoubt(at, x); ok {
		return doubt
	}
	switch x := strip(x).(type) {
	case *ssa.Call:
		return o.callDoubt(at, x)
	case *ssa.Extract:
		switch from := x.Tuple.(type) {
		case *ssa.Call:
			return o.callDoubt(at, from)
		case *ssa.UnOp: // for x := range messages
			if from.Op == token.ARROW {
				return Weak
			}
		}
	case *ssa.Slice:
		return o.doubt(at, x.X, depth+1)
	case *ssa.Alloc, *ssa.Const:
		return Concrete
	case *ssa.Lookup:
		return o.sentDoubt(at, x)
	case *ssa.MakeSlice:
		return o.madeDoubt(at, x, depth)
	case *ssa.Parameter:
		if x.Parent() != at.Parent() && isOpen(x.Parent()) {
			return Weak // a literal works on what anybody passed
		}
	case *ssa.UnOp:
		switch {
		case isArgs(x):
			return Concrete
		case x.Op == token.ARROW:
			return Weak // a message is what anybody sent
		}
		if v := o.onlyStore(x); v != nil {
			return o.doubt(at, v, depth+1)
		}
		if o.isNeverSet(x.X) {
			return Concrete // var list []string
		}
	}
	return Assumed
}

// onlyStore gives what a local variable, perhaps a captured one, was set to,
// if it was set once.
func (o *origins) onlyStore(load *ssa.UnOp) ssa.Value {
	addr := load.X
	if free, ok := addr.(*ssa.FreeVar); ok {
		addr = o.bindingOf(free)
	}
	alloc, ok := addr.(*ssa.Alloc)
	if !ok || load.Op != token.MUL {
		return nil
	}
	var only ssa.Value
	for _, ref := range *alloc.Referrers() {
		switch ref := ref.(type) {
		case *ssa.Store:
			if ref.Addr == alloc {
				if only != nil {
					return nil
				}
				only = ref.Val
			}
		case *ssa.MakeClosure:
			if isSetIn(ref, alloc) {
				return nil
			}
		}
	}
	if load, ok := only.(*ssa.UnOp); ok && load.X == addr {
		return nil
	}
	return only
}

// isSetIn reports whether a function literal, or one in it, stores in a variable that
// it captures.
func isSetIn(closure *ssa.MakeClosure, v ssa.Value) bool {
	fn := closure.Fn.(*ssa.Function)
	for i, captured := range closure.Bindings {
		if captured != v || i >= len(fn.FreeVars) {
			continue
		}
		for _, ref := range *fn.FreeVars[i].Referrers() {
			switch ref := ref.(type) {
			case *ssa.Store:
				if ref.Addr == fn.FreeVars[i] {
					return true
				}
			case *ssa.MakeClosure:
				if isSetIn(ref, fn.FreeVars[i]) {
					return true
				}
			}
		}
	}
	return false
}

// isOpen reports whether fn is a declared function that other packages can
// call.
func isOpen(fn *ssa.Function) bool {
	return fn.Parent() == nil && fn.Object() != nil && fn.Object().Exported()
}

// madeDoubt judges make([]T, n): n is a constant, the length of something, or
// what somebody worked out.
func (o *origins) madeDoubt(at ssa.Instruction, x *ssa.MakeSlice, depth int) Doubt {
	if isConst(x.Len) {
		return Concrete
	}
	if of := lengthOf(x.Len); of != nil {
		return o.doubt(at, of, depth+1)
	}
	return Assumed
}

// callDoubt judges what a call returned. Functions of std that cut text say
// nothing of how much there is. Of others, only what a call fetched (it takes a
// context, or may fail) is in nobody's hands: x.String()[:1] is.
func (o *origins) callDoubt(at ssa.Instruction, call *ssa.Call) Doubt {
	obj := calleeObject(&call.Call)
	if obj == nil {
		return Assumed
	}
	doubt := Assumed
	switch pkg := match.FuncOf(obj).Pkg; {
	case obj.Name() == "Clone" && (pkg == "bytes" || pkg == "slices" || pkg == "strings"):
		return o.lengthDoubt(at, call.Call.Args[0])
	case isBuilt(obj) && (measured(at) || o.written(call)):
		return Assumed // as many writes as there are elements, and there are some
	case pkg == "encoding/csv" && o.fieldsOf(call) == 0, pkg == "net" && (obj.Name() == "ParseIP" || (obj.Name() == "To4" || obj.Name() == "To16") && isParsedIP(call.Call.Args[0]) && !o.guardedBy(at, call.Call.Args[0])):
		return Concrete // records are as long as the first one; no address is nil
	case pkg == "flag" && obj.Name() == "Args":
		return Assumed // who starts the program sees what becomes of it
	case cutsText[pkg]:
		doubt = Concrete
	case filters(call.Call.StaticCallee()), o.givesNone(at, call):
		return Weak
	case decodesText(obj):
		if text := call.Call.Args[len(call.Call.Args)-1]; o.askedBesides(at, text, call) || isOwnText(text) {
			return Assumed
		}
		return Weak
	case !known.IsStd(pkg) && works(obj):
		doubt = Weak
	}
	for _, arg := range call.Call.Args {
		if o.validated(at, arg) || readFrom(arg) || o.madeHere(arg) || elementOfParam(arg) {
			return Assumed // strings.Contains(s, ":") before strings.Split(s, ":")
		}
	}
	return doubt
}

// hasSeparator reports whether a text begins, or ends, with a text that has a separator,
// where it is cut at that: strings.HasPrefix(s, "id:"), before strings.Split(s, ":").
func (o *origins) hasSeparator(at ssa.Instruction, parts ssa.Value) bool {
	call := callOf(strip(parts))
	if call == nil || !isOfText(call, "Split") && !isOfText(call, "SplitN") {
		return false
	}
	sep, ok := stringConst(call.Call.Args[1])
	return ok && sep != "" && slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		asked, ok := cond.(*ssa.Call)
		if !ok || !isOfText(asked, "HasPrefix") && !isOfText(asked, "HasSuffix") || !o.sameRoot(asked.Call.Args[0], call.Call.Args[0]) {
			return false
		}
		with, ok := stringConst(asked.Call.Args[1])
		return ok && strings.Contains(with, sep) && onSide(asked, true, at)
	})
}

// isParsedIP matches net.ParseIP(text), and not of a constant.
func isParsedIP(v ssa.Value) bool {
	call, ok := v.(*ssa.Call)
	return ok && match.IsFunc(calleeObject(&call.Call), "net", "ParseIP") && !isConst(call.Call.Args[0])
}

// decodesText matches hex.DecodeString and its like: who wrote the text says how much that
// is.
func decodesText(obj *types.Func) bool {
	f := match.FuncOf(obj)
	return f.Name == "DecodeString" && (f.Pkg == "encoding/hex" || f.Pkg == "encoding/base64" || f.Pkg == "encoding/base32")
}

// askedBesides reports whether a condition before an instruction asked about what a call
// was given, other than whether the call has failed.
func (o *origins) askedBesides(at ssa.Instruction, arg ssa.Value, call *ssa.Call) bool {
	key := o.rootKey(arg)
	return key != "" && slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		cmp, ok := cond.(*ssa.BinOp)
		return o.mentioned(cond)[key] && !(ok && isResultOf(cmp.X, call))
	})
}

// isOwnText reports whether text is what a program has printed itself: fmt.Sprint(n),
// hex.EncodeToString(sum), x.String().
func isOwnText(text ssa.Value) bool {
	call, ok := text.(*ssa.Call)
	if !ok {
		return false
	}
	f := match.FuncOf(calleeObject(&call.Call))
	return f.Pkg == "fmt" || f.Pkg == "strconv" || f.Name == "String" || strings.HasPrefix(f.Name, "Encode")
}

// fieldsOf gives how many fields a record has, where the function that reads with a
// csv.Reader, or one around it, has set that.
func (o *origins) fieldsOf(call *ssa.Call) int64 {
	if match.FuncOf(calleeObject(&call.Call)).Pkg != "encoding/csv" {
		return 0
	}
	for fn := call.Parent(); fn != nil; fn = fn.Parent() {
		for _, block := range fn.Blocks {
			for _, instr := range block.Instrs {
				store, ok := instr.(*ssa.Store)
				if !ok {
					continue
				}
				field, ok := store.Addr.(*ssa.FieldAddr)
				if !ok || !match.IsType(field.X.Type(), "encoding/csv", "Reader") || fieldName(field) != "FieldsPerRecord" {
					continue
				}
				if n, ok := constInt(store.Val); !ok {
					return math.MaxInt64 // as many as it should
				} else if n > 0 {
					return n
				}
			}
		}
	}
	return 0
}

// isBuilt matches the methods that give what was written before.
func isBuilt(obj *types.Func) bool {
	f := match.FuncOf(obj)
	return f.Pkg == "strings" && f.Recv == "Builder" || f.Pkg == "bytes" && f.Recv == "Buffer"
}

// written reports whether a buffer was written to before its contents are asked for, and
// not in a loop only, or is somebody else's.
func (o *origins) written(call *ssa.Call) bool {
	buffer := call.Call.Args[0]
	if _, given := buffer.(*ssa.Parameter); given {
		return true
	}
	for _, block := range call.Parent().Blocks {
		for _, instr := range block.Instrs {
			other, ok := instr.(*ssa.Call)
			if !ok || other == call || !flow.Dominates(other, call) || flow.Reaches(other, other) && !flow.Reaches(call, call) {
				continue
			}
			for _, arg := range other.Call.Args {
				if boxed, ok := arg.(*ssa.MakeInterface); ok {
					arg = boxed.X
				}
				if obj := calleeObject(&other.Call); o.sameRoot(arg, buffer) && (obj == nil || !isAsking(obj)) {
					return true
				}
			}
		}
	}
	return false
}

// isAsking matches the methods of a buffer that write nothing.
func isAsking(fn *types.Func) bool {
	switch fn.Name() {
	case "Len", "Cap", "Bytes", "String", "Reset", "Grow", "Truncate", "Available":
		return true
	}
	return false
}

// measured reports whether a condition before an instruction compares the length of
// something.
func measured(at ssa.Instruction) bool {
	return slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		op, ok := cond.(*ssa.BinOp)
		return ok && lengthOf(op.X) != nil
	})
}

// isMapKey reports whether v is a key of a map that a loop ranges over.
func isMapKey(v ssa.Value) bool {
	key, ok := v.(*ssa.Extract)
	if !ok {
		return false
	}
	next, ok := key.Tuple.(*ssa.Next)
	return ok && !next.IsString && key.Index == 1
}

// readFrom reports whether v is what os.ReadFile read from a path that is
// always the same: a file whose form the author knows, such as /proc/self/stat.
func readFrom(v ssa.Value) bool {
	result, ok := strip(v).(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := result.Tuple.(*ssa.Call)
	return ok && match.IsFunc(calleeObject(&call.Call), "os", "ReadFile") && constantArgs(call)
}

var cutsText = map[string]bool{
	"strings": true, "bytes": true, "regexp": true, "path/filepath": true, "path": true,
	"os": true, "flag": true, "net/url": true, "net/http": true, "bufio": true,
}

// validated reports whether a condition before instr gave v to a function that
// may have looked whether it is well-formed.
func (o *origins) validated(instr ssa.Instruction, v ssa.Value) bool {
	if phi, ok := strip(v).(*ssa.Phi); ok {
		// if !strings.Contains(s, ":") { s = "a:" + s }
		for _, edge := range phi.Edges {
			if branch, ok := phi.Block().Idom().Instrs[len(phi.Block().Idom().Instrs)-1].(*ssa.If); ok && o.rootKey(edge) != "" && o.givenTo(branch.Cond, o.rootKey(edge), 0) {
				return true
			}
		}
	}
	key := o.rootKey(v)
	if key == "" {
		return false
	}
	for _, cond := range flow.Conditions(instr.Block()) {
		if o.givenTo(cond, key, 0) {
			return true
		}
	}
	return false
}

// givenTo reports whether a value comes from a call that was given the
// variable with this name.
func (o *origins) givenTo(v ssa.Value, key string, depth int) bool {
	if depth > 6 {
		return false
	}
	switch v := v.(type) {
	case *ssa.Call:
		if _, ok := v.Call.Value.(*ssa.Builtin); ok {
			x := lengthOf(v)
			if x == nil {
				return false // recover()
			}
			_, isParts := x.Type().Underlying().(*types.Slice)
			return !isParts && o.givenTo(x, key, depth+1) // len(strings.TrimSpace(s)) == 0
		}
		obj := calleeObject(&v.Call)
		if obj == nil || match.IsFunc(obj, "strings", "HasPrefix") || match.IsFunc(obj, "strings", "HasSuffix") {
			return false
		}
		for _, arg := range v.Call.Args {
			if o.rootKey(arg) == key {
				return true
			}
		}
	case *ssa.BinOp:
		return o.givenTo(v.X, key, depth+1) || o.givenTo(v.Y, key, depth+1)
	case *ssa.UnOp:
		return o.givenTo(v.X, key, depth+1)
	case *ssa.Extract:
		return o.givenTo(v.Tuple, key, depth+1)
	}
	return false
}

// isArgs reports whether v is os.Args.
func isArgs(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg != nil && g.Pkg.Pkg.Path() == "os" && g.Name() == "Args"
}

func arrayLength(t types.Type) (int64, bool) {
	t = t.Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if a, ok := t.(*types.Array); ok {
		return a.Len(), true
	}
	return 0, false
}

func constInt(v ssa.Value) (int64, bool) {
	c, ok := strip(v).(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(c.Value)
}

func intConst(n int64) ssa.Value { return ssa.NewConst(constant.MakeInt64(n), types.Typ[types.Int]) }

func isConst(v ssa.Value) bool { _, ok := strip(v).(*ssa.Const); return ok }

// strip removes conversions.
func strip(v ssa.Value) ssa.Value {
	for {
		switch w := v.(type) {
		case *ssa.Convert:
			v = w.X
		case *ssa.ChangeType:
			v = w.X
		default:
			return v
		}
	}
}

// bounded reports whether an index is below max by its form: x & c, x % c,
// x >> c or an unsigned type that is narrow enough.
func bounded(i ssa.Value, max int64) bool {
	if conv, ok := i.(*ssa.Convert); ok {
		i = conv.X
	}
	if basic, ok := i.Type().Underlying().(*types.Basic); ok && basic.Kind() == types.Uint8 && max >= 256 {
		return true
	}
	op, ok := i.(*ssa.BinOp)
	if !ok {
		return false
	}
	c, isC := constInt(op.Y)
	switch op.Op {
	case token.AND:
		if !isC {
			c, isC = constInt(op.X)
		}
		return isC && c >= 0 && c < max
	case token.REM:
		return isC && c <= max
	case token.SHR:
		return true
	}
	return false
}

// lengthAtLeast reports whether x has n elements by construction.
func (o *origins) lengthAtLeast(x ssa.Value, n int64) bool { return o.atLeast(x, n, 0) }

func (o *origins) atLeast(x ssa.Value, n int64, depth int) bool {
	if depth > 6 {
		return false
	}
	switch v := strip(x).(type) {
	case *ssa.MakeSlice:
		return atLeastInt(v.Len) >= n
	case *ssa.Const:
		text, ok := stringConst(v)
		return ok && int64(len(text)) >= n
	case *ssa.Slice:
		low, isC := constInt2(v.Low)
		if v.Low != nil && !isC {
			return false
		}
		if v.High != nil {
			return atLeastInt(v.High)-low >= n
		}
		if max, ok := arrayLength(v.X.Type()); ok {
			return max-low >= n
		}
		return o.atLeast(v.X, n+low, depth+1)
	case *ssa.BinOp: // concatenation
		return v.Op == token.ADD && (o.atLeast(v.X, n, depth+1) || o.atLeast(v.Y, n, depth+1))
	case *ssa.Call:
		return o.appended(v, n, depth) || o.callAtLeast(v, 0, n, depth) || o.splitsConstants(v, n)
	case *ssa.Extract:
		call, ok := v.Tuple.(*ssa.Call)
		return ok && o.callAtLeast(call, v.Index, n, depth)
	case *ssa.Phi:
		for _, edge := range v.Edges {
			if edge == x || !o.atLeast(edge, n, depth+1) {
				return false
			}
		}
		return true
	case *ssa.UnOp:
		return o.onlyStoreHasLength(v, n, depth) || o.isListOf(v, n)
	}
	return false
}

// appended reports whether append makes a slice of n elements.
func (o *origins) appended(call *ssa.Call, n int64, depth int) bool {
	b, ok := call.Call.Value.(*ssa.Builtin)
	if !ok || b.Name() != "append" {
		return false
	}
	before, more := call.Call.Args[0], call.Call.Args[1]
	for k := range n + 1 {
		if (k == 0 || o.atLeast(before, k, depth+1)) && (k == n || o.atLeast(more, n-k, depth+1)) {
			return true
		}
	}
	return false
}

// atLeastInt gives a number that v, a length, is not below: constants count,
// len(x) is at least 0.
func atLeastInt(v ssa.Value) int64 {
	if c, ok := constInt(v); ok {
		return c
	}
	if op, ok := strip(v).(*ssa.BinOp); ok && op.Op == token.ADD {
		return atLeastInt(op.X) + atLeastInt(op.Y)
	}
	return 0
}

func constInt2(v ssa.Value) (int64, bool) {
	if v == nil {
		return 0, false
	}
	return constInt(v)
}

// onlyStoreHasLength looks through a local variable with one assignment.
func (o *origins) onlyStoreHasLength(load *ssa.UnOp, n int64, depth int) bool {
	addr := load.X
	if free, ok := addr.(*ssa.FreeVar); ok {
		addr = o.bindingOf(free)
	}
	alloc, ok := addr.(*ssa.Alloc)
	if !ok || load.Op != token.MUL {
		return false
	}
	stores := 0
	for _, ref := range *alloc.Referrers() {
		if store, ok := ref.(*ssa.Store); ok && store.Addr == alloc {
			stores++
			if !o.atLeast(store.Val, n, depth+1) {
				return false
			}
		}
	}
	return stores > 0
}

// firstPart reports whether x always has a first element: strings.Split and
// its like, a cleaned path (which is "." at least), os.Args.
func (o *origins) firstPart(x ssa.Value) bool {
	switch v := strip(x).(type) {
	case *ssa.Call:
		obj := calleeObject(&v.Call)
		for _, name := range []string{"Base", "Dir", "Clean", "Join"} { // Join, of anything that is not empty
			if match.IsFunc(obj, "path/filepath", name) || match.IsFunc(obj, "path", name) {
				return true
			}
		}
		for _, name := range []string{"Split", "SplitN", "SplitAfter", "SplitAfterN"} {
			if match.IsFunc(obj, "strings", name) || match.IsFunc(obj, "bytes", name) {
				return true
			}
		}
		if obj != nil && obj.Name() == "Split" && match.FuncOf(obj).Pkg == "regexp" {
			return true
		}
	case *ssa.UnOp:
		only, ok := o.onlyStore(v).(*ssa.Call) // captured
		return isArgs(v) || ok && o.firstPart(only)
	}
	return false
}

// hasWord reports whether x has the words of a text without space around, that was looked
// at before: s = strings.TrimSpace(s); if s == "" { return }; strings.Fields(s)[0].
func (o *origins) hasWord(at ssa.Instruction, x ssa.Value) bool {
	call := callOf(strip(x))
	if call == nil || !isOfText(call, "Fields") {
		return false
	}
	text := call.Call.Args[0]
	if load, ok := text.(*ssa.UnOp); ok {
		text = o.onlyStore(load)
	}
	trimmed, ok := text.(*ssa.Call)
	return ok && isOfText(trimmed, "TrimSpace") && slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		return o.mentioned(cond)[o.rootKey(trimmed)]
	})
}

// isOfText matches a function of package strings or bytes.
func isOfText(call *ssa.Call, name string) bool {
	obj := calleeObject(&call.Call)
	return match.IsFunc(obj, "strings", name) || match.IsFunc(obj, "bytes", name)
}

// fromLength reports whether i is computed from len(x).
func (o *origins) fromLength(i, x ssa.Value) bool {
	switch v := strip(i).(type) {
	case *ssa.BinOp:
		return v.Op == token.SUB && (o.isLenOf(v.X, x) || o.fromLength(v.X, x))
	case *ssa.Call:
		return o.isLenOf(v, x)
	}
	return false
}

func minusConstant(i ssa.Value) bool {
	op, ok := strip(i).(*ssa.BinOp)
	return ok && op.Op == token.SUB && isConst(op.Y)
}

func (o *origins) isLenOf(v, x ssa.Value) bool {
	of := lengthOf(v)
	return of != nil && o.sameRoot(of, x)
}

// lengthOf gives x where v is len(x), or nil.
func lengthOf(v ssa.Value) ssa.Value {
	call, ok := strip(v).(*ssa.Call)
	if !ok {
		return nil
	}
	if b, ok := call.Call.Value.(*ssa.Builtin); !ok || b.Name() != "len" {
		return nil
	}
	return call.Call.Args[0]
}

// fromCall reports whether i is a call's result, perhaps with a constant
// added.
func fromCall(i ssa.Value) bool {
	switch v := strip(i).(type) {
	case *ssa.Call:
		_, builtin := v.Call.Value.(*ssa.Builtin)
		return !builtin && !isSizeOfKind(calleeObject(&v.Call))
	case *ssa.BinOp:
		return v.Op == token.ADD && fromCall(v.X) && isConst(v.Y)
	}
	return false
}

// isSizeOfKind matches methods that give a number which their kind of value has: block.BlockSize()
// of a cipher, h.Size() of a hash.
func isSizeOfKind(fn *types.Func) bool {
	if fn == nil || fn.Pkg() == nil || fn.Pkg().Path() != "hash" && !strings.HasPrefix(fn.Pkg().Path(), "crypto") {
		return false
	}
	switch fn.Name() {
	case "BlockSize", "Size", "NonceSize", "Overhead":
		return true
	}
	return false
}

// indexDoubt says that an index which somebody worked out with package math, or keeps
// himself (s.height()), is one that he knows.
func indexDoubt(i ssa.Value) Doubt {
	switch v := strip(i).(type) {
	case *ssa.BinOp:
		return indexDoubt(v.X)
	case *ssa.Call:
		obj := calleeObject(&v.Call)
		if obj != nil && (match.FuncOf(obj).Pkg == "math" || obj.Signature().Recv() != nil && obj.Signature().Params().Len() == 0) {
			return Assumed
		}
	}
	return Concrete
}

// indexFunction reports whether i is what strings.Index and its like return:
// -1 when nothing is found.
func indexFunction(i ssa.Value) bool {
	call, ok := strip(i).(*ssa.Call)
	if !ok {
		return false
	}
	f := match.FuncOf(calleeObject(&call.Call))
	return (f.Pkg == "strings" || f.Pkg == "bytes") && len(f.Name) >= 5 && (f.Name[:5] == "Index" || f.Name == "LastIndex" || f.Name == "LastIndexByte")
}

// callTakes reports whether the call that computed i was given x, or its
// length: who is given x can answer for i.
func (o *origins) callTakes(i, x ssa.Value) bool {
	switch v := strip(i).(type) {
	case *ssa.BinOp:
		return o.callTakes(v.X, x)
	case *ssa.Call:
		for _, arg := range v.Call.Args {
			if o.sameRoot(arg, x) || o.isLenOf(arg, x) || o.mentionsRoot(arg, o.rootKey(x)) {
				return true
			}
		}
	}
	return false
}

// isAdvanced reports whether i is where a function has come to that reads x from an index on,
// and that nobody has compared since:
//
//	topic, offset, err = decodeString(buf, offset)
//	...
//	qos := buf[offset]
//
// What it has read may be the last that there is.
func (o *origins) isAdvanced(at ssa.Instruction, x, i ssa.Value) bool {
	result, ok := strip(i).(*ssa.Extract)
	if !ok {
		return false
	}
	call, ok := result.Tuple.(*ssa.Call)
	if !ok || call.Call.IsInvoke() {
		return false
	}
	results := call.Call.Signature().Results()
	if result.Index == 0 || result.Index != results.Len()-2 || !match.IsError(results.At(results.Len()-1).Type()) {
		return false
	}
	takes := func(is func(arg ssa.Value) bool) bool { return slices.ContainsFunc(call.Call.Args, is) }
	if !takes(func(arg ssa.Value) bool { return o.sameRoot(arg, x) }) || !takes(func(arg ssa.Value) bool { return isNumber(arg.Type()) }) {
		return false
	}
	return !slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool { return calculatedFrom(cond, result, 0) })
}

// calculatedFrom reports whether v is calculated from a part, in the same round of a loop.
func calculatedFrom(v, part ssa.Value, depth int) bool {
	if v == part {
		return true
	}
	instr, ok := v.(ssa.Instruction)
	return ok && depth < 4 && !isPhi(v) && slices.ContainsFunc(instr.Operands(nil), func(op *ssa.Value) bool {
		return *op != nil && calculatedFrom(*op, part, depth+1)
	})
}

// inRangeByLoop reports whether i is the variable of a loop: a phi that is
// compared in the loop's condition. (What it is compared with is not looked
// at.)
func inRangeByLoop(at ssa.Instruction, i ssa.Value) bool {
	switch v := strip(i).(type) {
	case *ssa.Phi:
		return true
	case *ssa.Extract:
		return !isParsed(v)
	case *ssa.BinOp:
		return inRangeByLoop(at, v.X) || inRangeByLoop(at, v.Y)
	}
	return false
}

// fixedLength reports whether x is an array or built with elements.
func (o *origins) fixedLength(x ssa.Value) bool { return o.lengthAtLeast(x, 1) }

// guardedBy reports whether a branch that was decided before instr, on every
// path, looked at v or at something of it: its length, a field, the variable
// it was read from. Who looked is taken to have known what he did.
func (o *origins) guardedBy(instr ssa.Instruction, v ssa.Value) bool {
	key := o.rootKey(v)
	if key == "" {
		return false
	}
	decided := o.decided(instr.Block())
	return decided[key] || o.ownerAsked(decided, v)
}

// ownerAsked reports whether a method of the value that v is a field of was
// asked: q.Len() > 0 before q.items[0].
func (o *origins) ownerAsked(decided map[string]bool, v ssa.Value) bool {
	load, ok := strip(v).(*ssa.UnOp)
	if !ok {
		return false
	}
	field, ok := load.X.(*ssa.FieldAddr)
	if !ok {
		return false
	}
	owner := o.rootKey(field.X) + "."
	for key := range decided {
		if strings.HasPrefix(key, owner) && strings.HasSuffix(key, "()") {
			return true
		}
	}
	return false
}

func (o *origins) sameRoot(a, b ssa.Value) bool {
	key := o.rootKey(a)
	return key != "" && key == o.rootKey(b)
}

func (o *origins) mentionsRoot(v ssa.Value, key string) bool { return o.mentioned(v)[key] }

// stringConst gives the text that v is, where that is a constant.
func stringConst(v ssa.Value) (string, bool) {
	c, ok := strip(v).(*ssa.Const)
	if !ok || c.Value == nil || c.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(c.Value), true
}
