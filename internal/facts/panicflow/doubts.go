package panicflow

import (
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
	if ok && sep == "=" && isEnviron(call.Call.Args[0]) {
		return true
	}
	return ok && sep != "" && slices.ContainsFunc(flow.Conditions(at.Block()), func(cond ssa.Value) bool {
		asked, ok := cond.(*ssa.Call)
		if !ok || !isOfText(asked, "HasPrefix") && !isOfText(asked, "HasSuffix") || !o.sameRoot(asked.Call.Args[0], call.Call.Args[0]) {
			return false
		}
		with, ok := stringConst(asked.Call.Args[1])
		return ok && strings.Contains(with, sep) && onSide(asked, true, at)
	})
}

// isEnviron matches an element of os.Environ(), which has the form key=value.
func isEnviron(v ssa.Value) bool {
	load, ok := strip(v).(*ssa.UnOp)
	if !ok {
		return false
	}
	element, ok := load.X.(*ssa.IndexAddr)
	if !ok {
		return false
	}
	call := callOf(element.X)
	return call != nil && (match.IsFunc(calleeObject(&call.Call), "os", "Environ") || match.IsFunc(calleeObject(&call.Call), "syscall", "Environ"))
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

// isArgs reports whether v is os.Args.
func isArgs(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Pkg != nil && g.Pkg.Pkg.Path() == "os" && g.Name() == "Args"
}
