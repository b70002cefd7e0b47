package panicflow

import (
	"fmt"
	"go/token"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// A Witness is an instruction that can panic and the calls that lead to it.
type Witness struct {
	What  string   // what happens there: «index out of range»
	Where string   // file:line, the file without its folder
	Pkg   string   // the import path of the package where it is, once it has left it
	Chain []string // the functions called on the way, outermost first
	Doubt Doubt
	Need  *Need // what callers can do about it, or nil

	// Decided: a panic statement for an error, in words of its own, or in a library.
	Decided bool
}

// A Doubt says how far a witness is seen to be real.
type Doubt uint8

const (
	Concrete Doubt = iota // this instruction can panic
	Weak                  // it can, if a call gives less than the code takes for granted
	Opaque                // a call of code that users of the package supply
	Assumed               // it can, unless callers, or the state of an object, see to it that it cannot
	Foreign               // a call into another module, or of an interface that we do not see behind
)

// String gives the tail of a message: «explicit panic(err) at parse.go:30,
// reached by handle → parse».
func (w *Witness) String() string { return w.Seen("") }

// Seen is String for readers in one module: of what another package of it
// holds they are told the folder and file, as in internal/parse/parse.go:30.
func (w *Witness) Seen(module string) string {
	text := w.What
	if w.Where != "" {
		text += " at " + path.Join(strings.TrimPrefix(w.Pkg, module+"/"), w.Where)
	}
	switch n := len(w.Chain); {
	case n > 2:
		text += ", reached by " + w.Chain[0] + " → … → " + w.Chain[n-1]
	case n > 0:
		text += ", reached by " + strings.Join(w.Chain, " → ")
	}
	return text
}

// Explicit reports whether the witness is a panic statement.
func (w *Witness) Explicit() bool { return strings.HasPrefix(w.What, explicit) }

const explicit = "explicit panic"

// A Risk is the first witness of a function that no guard of it covers.
type Risk struct {
	*Witness
	At   ssa.Instruction // in the function itself
	Late bool            // a guard is installed, but only afterwards
	Pos  token.Pos       // of At

	// Picky: a guard is installed, but it panics itself where the panic is not of the
	// type that it asserts.
	Picky bool

	// Callee is the function of this package that At calls and that has the
	// witness, Next its risk; nil where the witness is At itself or in another
	// package.
	Callee *ssa.Function
	Next   *Risk
}

// stronger reports whether a should replace b as the risk of a function.
func stronger(a, b *Risk) bool { return b == nil || a.Doubt < b.Doubt }

// A witness is passed on only so far: what is many calls away, or in doubt and
// some calls away, somebody has seen to. (Measured on nats-server and
// prometheus, where maintainers would not follow longer chains.)
const (
	maxChain      = 4
	maxDoubtChain = 2
)

// decidedChain is how many calls away a panic that tells of an error is taken for what the
// whole program is meant to do then: raft cannot save its term. (Of 66 findings on 40 modules
// 28 were of this kind, and few maintainers would act on them.)
const decidedChain = 2

// far reports whether a witness is too far away to be passed on.
func (w *Witness) far() bool {
	return len(w.Chain) >= maxChain || w.Doubt != Concrete && w.Need == nil && len(w.Chain) >= maxDoubtChain
}

// through gives the witness of a callee as its caller sees it. (Who calls a
// function that calls a hook seldom knows of the hook.)
func (w *Witness) through(name string) *Witness {
	next := *w
	next.Chain = append([]string{name}, w.Chain...)
	if w.Doubt == Opaque || w.Decided && w.Doubt == Concrete && len(next.Chain) >= decidedChain {
		next.Doubt = Assumed
	}
	return &next
}

// abroad gives a witness as other packages are told of it.
func (r *Result) abroad(w *Witness) *Witness {
	if w.Pkg != "" {
		return w // it came from elsewhere
	}
	next := *w
	next.Pkg, _, _ = strings.Cut(r.pass.Pkg.Path(), " ") // «a/b [a/b.test]»
	return &next
}

// Tell gives the tail of a message about a risk of this package.
func (r *Result) Tell(risk *Risk) string {
	if r.pass.Module == nil {
		return risk.String()
	}
	return risk.Seen(r.pass.Module.Path)
}

func (r *Result) where(pos token.Pos) string {
	if !pos.IsValid() {
		return ""
	}
	p := r.pass.Fset.Position(pos)
	return fmt.Sprintf("%s:%d", filepath.Base(p.Filename), p.Line)
}

// posOf gives the position of an instruction, or of the nearest one around it
// that has one.
func posOf(instr ssa.Instruction) token.Pos {
	if instr.Pos().IsValid() {
		return instr.Pos()
	}
	if v, ok := instr.(ssa.Value); ok && v.Referrers() != nil {
		for _, ref := range *v.Referrers() {
			if ref.Pos().IsValid() {
				return ref.Pos()
			}
		}
	}
	for _, op := range instr.Operands(nil) {
		if *op != nil && (*op).Pos().IsValid() {
			return (*op).Pos()
		}
	}
	return instr.Parent().Pos()
}

// Name gives the name of a function as a reader knows it.
func Name(fn *ssa.Function) string {
	if fn.Parent() != nil {
		return "func literal"
	}
	if recv := fn.Signature.Recv(); recv != nil {
		t := recv.Type().String()
		t = t[strings.LastIndexAny(t, "./*")+1:]
		if i := strings.IndexByte(t, '['); i > 0 {
			t = t[:i]
		}
		return t + "." + fn.Name()
	}
	return fn.Name()
}
