package panicflow

import (
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/match"
)

// unreachable matches the words with which authors mark a panic that only a
// mistake of their own can reach.
var unreachable = regexp.MustCompile(`(?i)unreachable|not reach|impossibl|should (not|never)|shouldn't|can(not|'t) (happen|fail)|must (not happen|exist)|never (happen|fail)|only happen|(checked|validated|verified) (above|before|already|earlier)|already (checked|validated|verified)|invariant|internal error|\bbug\b|not implemented|unimplemented|unbalanced|called (twice|more than once)|while no\b|\b(un)?locked\b|inconsistent|(incorrect|corrupt(ed)?) (internal )?state|misuse|programm(er|ing) error|logic error|assert|entropy|unsupported (platform|os|architecture)|called (before|after|without)|random(ness)? (bytes|data|failure)|randomness|no reason|(we|to|let it|let us) (know that we )?panic\b`)

func isUnreachable(v ssa.Value) bool {
	switch v := unboxed(v).(type) {
	case *ssa.Extract: // panic(err) after json.Marshal of what the program itself made
		call, ok := v.Tuple.(*ssa.Call)
		return ok && match.IsFunc(calleeObject(&call.Call), "encoding/json", "Marshal")
	case *ssa.Const:
		text, ok := stringConst(v)
		return ok && unreachable.MatchString(text)
	case *ssa.BinOp:
		return isUnreachable(v.X)
	case *ssa.Call: // fmt.Sprintf("unreachable: %v", x), errors.New("...")
		if encodesToMemory(v) || saysAssertion(v) {
			return true
		}
		for _, arg := range v.Call.Args {
			if c, ok := arg.(*ssa.Const); ok && isUnreachable(c) {
				return true
			}
		}
	}
	return false
}

// saysAssertion matches errors.AssertionFailedf("...") and its like.
func saysAssertion(call *ssa.Call) bool {
	obj := calleeObject(&call.Call)
	return obj != nil && strings.HasPrefix(strings.ToLower(obj.Name()), "assertion")
}

// encodesToMemory reports whether a call is json.NewEncoder(&buf).Encode(x).
func encodesToMemory(call *ssa.Call) bool {
	if !match.IsMethod(calleeObject(&call.Call), "encoding/json", "Encoder", "Encode") {
		return false
	}
	made, ok := call.Call.Args[0].(*ssa.Call)
	if !ok || !match.IsFunc(calleeObject(&made.Call), "encoding/json", "NewEncoder") {
		return false
	}
	writer, ok := made.Call.Args[0].(*ssa.MakeInterface)
	return ok && (match.IsType(writer.X.Type(), "bytes", "Buffer") || match.IsType(writer.X.Type(), "strings", "Builder"))
}

// failsNever reports whether a panic statement stands behind an error that does
// not come: that of the system's source of randomness (crypto/rand.Read ends the
// program itself instead of failing since Go 1.24, go.dev/issue/66821), of a
// function that returns none for the constants it is given, or of one of another
// package that computes from what is written out here.
func (r *Result) failsNever(instr *ssa.Panic) bool {
	for _, cond := range deciding(instr) {
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || cmp.Op != token.NEQ || !isNil(cmp.Y) {
			continue
		}
		if r.neverWrong(cmp.X, 0) {
			return true
		}
	}
	return false
}

// writtenOut matches url.Parse("http://localhost"), and cipher.NewX(key[:]) of an array:
// whether the call fails does not depend on the run.
func writtenOut(call *ssa.Call) bool {
	obj := calleeObject(&call.Call)
	if obj == nil || !neverFails(call) {
		return false
	}
	for _, verb := range []string{"Parse", "Compile", "Decode", "Unmarshal"} {
		if strings.HasPrefix(obj.Name(), verb) {
			return true
		}
	}
	return slices.ContainsFunc(call.Call.Args, func(arg ssa.Value) bool { return !isConst(arg) })
}

// readsEmbedded matches files.ReadFile("setup.json") of an embed.FS: the compiler has seen
// the file.
func readsEmbedded(call *ssa.Call) bool {
	obj := calleeObject(&call.Call)
	return (match.IsMethod(obj, "embed", "FS", "ReadFile") || match.IsMethod(obj, "embed", "FS", "ReadDir")) && isConst(call.Call.Args[1])
}

// readsBack matches json.Unmarshal of what json.Marshal has just made.
func readsBack(call *ssa.CallCommon) bool {
	if !match.IsFunc(calleeObject(call), "encoding/json", "Unmarshal") {
		return false
	}
	from, ok := call.Args[0].(*ssa.Extract)
	if !ok {
		return false
	}
	made, ok := from.Tuple.(*ssa.Call)
	return ok && match.IsFunc(calleeObject(&made.Call), "encoding/json", "Marshal")
}

// unreads matches UnreadByte and UnreadRune of a bufio.Reader, which fail only
// where nothing was read before.
func unreads(call *ssa.CallCommon) bool {
	obj := calleeObject(call)
	return match.IsMethod(obj, "bufio", "Reader", "UnreadByte") || match.IsMethod(obj, "bufio", "Reader", "UnreadRune")
}

// encodesText matches json.Marshal of a text, which has no error.
func encodesText(call *ssa.CallCommon) bool {
	if !match.IsFunc(calleeObject(call), "encoding/json", "Marshal") {
		return false
	}
	boxed, ok := call.Args[0].(*ssa.MakeInterface)
	if !ok {
		return false
	}
	basic, ok := types.Unalias(boxed.X.Type()).(*types.Basic)
	return ok && basic.Info()&types.IsString != 0
}

func readsRandom(call *ssa.CallCommon) bool {
	obj := calleeObject(call)
	if match.FuncOf(obj).Pkg == "crypto/rand" || match.IsFunc(obj, "crypto/ed25519", "GenerateKey") {
		return true
	}
	if !match.IsFunc(obj, "io", "ReadFull") {
		return false
	}
	switch from := call.Args[0].(type) {
	case *ssa.Call: // a key derivation gives 255 times its hash's length
		pkg := match.FuncOf(calleeObject(&from.Call)).Pkg
		return pkg == "golang.org/x/crypto/hkdf" || pkg == "crypto/hkdf"
	case *ssa.UnOp:
		g, ok := from.X.(*ssa.Global)
		return ok && g.Pkg != nil && g.Pkg.Pkg.Path() == "crypto/rand"
	}
	return false
}
