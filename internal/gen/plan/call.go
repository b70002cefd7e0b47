package plan

import (
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/recoverlint/recoverlint/internal/gen/load"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A CallKind says what the wrapper of a function's calls does.
type CallKind string

// The kinds of wrappers.
const (
	CallWithContext CallKind = "call"  // it takes a context, and calls what takes one
	CallGo          CallKind = "go"    // it starts the function on a goroutine
	CallStart       CallKind = "start" // it calls a function that starts another
)

// CallsOutput is the default name of the output with wrappers of calls.
const CallsOutput = "safe_calls.go"

// A CallWant asks for the wrapper of a function's calls.
type CallWant struct {
	Kind     CallKind
	Func     *types.Func
	Name     string        // that it has already; "" for a new one
	Deadline time.Duration // of CallWithContext, to begin with; 0 for none
}

// Key tells wants of a package apart, for there is one wrapper for each:
// call database/sql DB.Query.
func (w CallWant) Key() string {
	f := match.FuncOf(w.Func)
	name := f.Name
	if f.Recv != "" {
		name = f.Recv + "." + f.Name
	}
	return strings.Join([]string{string(w.Kind), f.Pkg, name}, " ")
}

// A CallWrapper stands in for the calls of a function. Its Method is its signature,
// and the names in its body.
type CallWrapper struct {
	Method
	Kind      CallKind
	Doc       string // what it stands in for: http.Get
	Directive string // what a later run reads: call net/http Get deadline=2s
	OpVar     string // the variable with the operation of CallWithContext
	Body      string // the call, as text in which @path@.Name is a name of a package
	Recv      bool   // the first parameter, but for the context, is the receiver
	Started   *Started
	Proof     bool // a test can tell that it holds
}

// ParamTypes are the types of the parameters.
func (c *CallWrapper) ParamTypes() []types.Type {
	var all []types.Type
	for _, p := range c.Params {
		all = append(all, p.Type)
	}
	return all
}

// A Started is the function that the wrapper of a starter guards.
type Started struct {
	Method
	Param string // the wrapper's parameter
	Call  string // the starter's call around the guarded function: before and after it
	After string
}

// A CallsProof is the test of the wrappers of calls.
type CallsProof struct {
	Test     string
	Wrappers []*CallWrapper
}

func (*CallWrapper) isDecl() {}

func (*CallsProof) isDecl() {}

// A CallPlan is the output with the wrappers of calls in one package, and its test.
type CallPlan struct {
	Files    []*File
	Wrappers map[string]*CallWrapper // by the key of what was wanted
	Refused  map[string]string       // why there is none
}

// CallOptions are what the command line says.
type CallOptions struct {
	Runtime string // import path of the runtime
	Output  string // base name of the output
	NoProof bool
}

// A callsPlanner plans the wrappers of one package.
type callsPlanner struct {
	*filePlanner
	result *CallPlan
	wants  []callWant
	words  *scope // all identifiers of the package: one might hide a wrapper where it is called
}

// A callWant is a want that can be met.
type callWant struct {
	CallWant
	target callTarget
}

// Calls plans the wrappers of calls in a package.
func Calls(pkg *load.Package, wants []CallWant, o CallOptions) (*CallPlan, error) {
	p := newCallsPlanner(pkg, o)
	for _, w := range wants {
		if w.Name != "" {
			p.names.take(w.Name)
			p.names.take(opVar(w.Name))
		}
	}
	for _, w := range wants {
		p.accept(w)
	}
	p.imports()
	var decls []*CallWrapper
	for _, w := range p.wants {
		wrapper := p.wrapper(w)
		p.result.Wrappers[w.Key()] = wrapper
		decls = append(decls, wrapper)
	}
	if len(p.problems) > 0 {
		return nil, p.problems[0]
	}
	slices.SortFunc(decls, func(a, b *CallWrapper) int { return strings.Compare(a.Name, b.Name) })
	p.finish(decls, o)
	return p.result, nil
}

func newCallsPlanner(pkg *load.Package, o CallOptions) *callsPlanner {
	b := &packagePlanner{planner: &planner{options: Options{Runtime: o.Runtime}, plan: new(Plan)}, pkg: pkg, names: newScope(predeclared())}
	for _, name := range pkg.Types.Scope().Names() {
		b.names.take(name)
	}
	for name := range pkg.TestNames {
		b.names.take(name)
	}
	source := load.CallsSource
	if o.NoProof {
		source = load.UnprovenCalls
	}
	return &callsPlanner{
		words: wordsOf(pkg),
		filePlanner: &filePlanner{
			packagePlanner: b, writer: newTypeWriter(pkg.Types),
			file: &File{
				Name: filepath.Join(pkg.Dir, o.Output), Package: pkg.Types.Name(), Path: pkg.Types.Path(),
				Source: source, Runtime: o.Runtime,
			},
		},
		result: &CallPlan{Wrappers: make(map[string]*CallWrapper), Refused: make(map[string]string)},
	}
}

func wordsOf(pkg *load.Package) *scope {
	words := newScope(nil)
	for _, syntax := range pkg.Syntax {
		ast.Inspect(syntax, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				words.take(id.Name)
			}
			return true
		})
	}
	return words
}

// accept notes a want and the packages that its wrapper names, or why there is none.
func (p *callsPlanner) accept(w CallWant) {
	target, why := p.target(w)
	if why == "" {
		why = p.unwritableCall(w.Func, target)
	}
	if why != "" {
		p.result.Refused[w.Key()] = why
		return
	}
	p.wants = append(p.wants, callWant{w, target})
}

// unwritableCall says why this package cannot name what a wrapper names.
func (p *callsPlanner) unwritableCall(fn *types.Func, target callTarget) string {
	sig := fn.Signature()
	if sig.TypeParams().Len() > 0 || sig.RecvTypeParams().Len() > 0 {
		return "it is generic: a wrapper would be one for each instance"
	}
	if recv := sig.Recv(); recv != nil {
		if match.Named(recv.Type()) == nil {
			return "its receiver has no name"
		}
		if why := p.writer.check(recv.Type()); why != "" {
			return why
		}
	}
	for _, path := range target.imports {
		p.writer.pkgs[path] = types.NewPackage(path, path[strings.LastIndexByte(path, '/')+1:])
	}
	if sig.Recv() == nil && fn.Pkg() != p.pkg.Types {
		p.writer.pkgs[fn.Pkg().Path()] = fn.Pkg()
	}
	return p.writer.check(types.NewSignatureType(nil, nil, nil, types.NewTuple(target.params...), sig.Results(), sig.Variadic()))
}

// finish files the wrappers and their test.
func (p *callsPlanner) finish(decls []*CallWrapper, o CallOptions) {
	if len(decls) == 0 {
		return
	}
	proof := &CallsProof{Test: p.names.fresh("TestSafeCallsHold")}
	for _, d := range decls {
		p.file.Decls = append(p.file.Decls, d)
		p.sums = append(p.sums, d.Name+" "+d.Directive+" "+d.Body)
		if d.Proof {
			proof.Wrappers = append(proof.Wrappers, d)
		}
	}
	p.file.Digest = digest(p.sums)
	p.result.Files = append(p.result.Files, p.file)
	if len(proof.Wrappers) > 0 && !o.NoProof {
		p.proofs = append(p.proofs, proof)
		p.result.Files = append(p.result.Files, p.proofFile())
	}
}
