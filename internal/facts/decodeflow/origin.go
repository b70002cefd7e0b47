package decodeflow

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// An origin says where bytes come from: places that are known, and
// parameters that a caller knows.
type origin struct {
	mask   known.Boundary
	params []*ssa.Parameter
}

func (o *origin) add(other origin) {
	o.mask |= other.mask
	for _, p := range other.params {
		if !slices.Contains(o.params, p) {
			o.params = append(o.params, p)
		}
	}
}

// origin gives where the bytes come from that v holds or reads.
func (e *engine) origin(v ssa.Value) origin {
	var o origin
	t := &tracer{engine: e, out: &o, seen: map[ssa.Value]bool{}}
	t.walk(v)
	return o
}

// A tracer follows bytes back to where they come from.
type tracer struct {
	*engine
	out    *origin
	seen   map[ssa.Value]bool
	within []*ssa.Function // the functions whose results are being followed
	cut    bool            // something was left out, because it is being followed
}

// A resultOf names the i-th result of a function.
type resultOf struct {
	fn *ssa.Function
	i  int
}

// A memory holds what one round of solve found so far.
type memory struct {
	results map[resultOf]origin
	passed  map[*ssa.Parameter]origin // what the callers pass
}

func newMemory() memory {
	return memory{map[resultOf]origin{}, map[*ssa.Parameter]origin{}}
}

func (t *tracer) walk(v ssa.Value) {
	if v == nil || t.seen[v] {
		return
	}
	t.seen[v] = true
	if from := known.TypeSource(v.Type()); from != 0 && !t.isStdin(v) {
		t.out.mask |= from
		return
	}
	filled := t.filled(v)
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value != nil {
			t.out.mask |= known.Self
		}
	case *ssa.Parameter:
		t.out.add(origin{params: []*ssa.Parameter{v}})
	case *ssa.Call:
		t.call(v)
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok {
			t.result(call, v.Index)
		} else {
			t.walk(v.Tuple)
		}
	case *ssa.UnOp:
		t.load(v)
	case *ssa.Field:
		t.field(v.X.Type(), v.Field, v.X)
	case *ssa.Alloc:
		before := *t.out
		t.all(t.storedIn(v, map[ssa.Value]bool{}))
		if t.out.mask == before.mask && len(t.out.params) == len(before.params) && !filled {
			t.out.mask |= known.Elsewhere // a function that we do not know fills it
		}
	case *ssa.FreeVar:
		t.all(bindings(v))
	case *ssa.Phi, *ssa.ChangeInterface, *ssa.ChangeType, *ssa.Convert, *ssa.MultiConvert, *ssa.MakeInterface, *ssa.TypeAssert, *ssa.Slice,
		*ssa.Range:
		t.operands(v.(ssa.Instruction))
		if slice, ok := v.(*ssa.Slice); ok && carriesBytes(slice.Type()) {
			t.all(t.elements(slice)) // io.MultiReader(a, b)
		}
	case *ssa.Next:
		t.walk(v.Iter)
	case *ssa.MakeSlice, *ssa.MakeMap, *ssa.Global: // filled, if at all
	case *ssa.Lookup:
		t.walk(v.X)
	case *ssa.Index:
		t.walk(v.X)
	case *ssa.BinOp:
		if v.Op == token.ADD {
			t.operands(v)
		}
	default:
		t.out.mask |= known.Elsewhere
	}
}

func (t *tracer) all(vals []ssa.Value) {
	for _, v := range vals {
		t.walk(v)
	}
}

func (t *tracer) operands(instr ssa.Instruction) {
	for _, op := range instr.Operands(nil) {
		if *op != nil && carriesBytes((*op).Type()) {
			t.walk(*op)
		}
	}
}

// isStdin reports whether v is os.Stdin, a file that somebody else writes.
func (t *tracer) isStdin(v ssa.Value) bool {
	load, ok := v.(*ssa.UnOp)
	if !ok {
		if made, ok := v.(*ssa.MakeInterface); ok {
			return t.isStdin(made.X)
		}
		return false
	}
	g, ok := load.X.(*ssa.Global)
	return ok && g.Name() == "Stdin" && g.Pkg != nil && g.Pkg.Pkg.Path() == "os"
}

func (t *tracer) load(v *ssa.UnOp) {
	switch {
	case v.Op == token.ARROW:
		t.out.mask |= known.Elsewhere // a channel: its senders are not followed
		return
	case v.Op != token.MUL:
		return
	}
	switch addr := v.X.(type) {
	case *ssa.FieldAddr:
		t.field(addr.X.Type(), addr.Field, addr.X)
	case *ssa.IndexAddr:
		t.walk(addr.X)
	case *ssa.Global:
		if v, ok := addr.Object().(*types.Var); ok && t.embedded()[v] {
			t.out.mask |= known.File
		}
		t.all(t.stored(addr))
	default:
		t.walk(v.X)
		t.all(t.stored(v.X))
	}
}

// embedded gives the variables of the package that hold embedded files.
func (e *engine) embedded() map[*types.Var]bool {
	if e.embeds != nil {
		return e.embeds
	}
	e.embeds = map[*types.Var]bool{}
	for _, file := range e.res.pass.Files {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.VAR {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.ValueSpec)
				if !embeds(gen.Doc) && !embeds(spec.Doc) {
					continue
				}
				for _, name := range spec.Names {
					if v, ok := e.res.pass.TypesInfo.Defs[name].(*types.Var); ok {
						e.embeds[v] = true
					}
				}
			}
		}
	}
	return e.embeds
}

func embeds(doc *ast.CommentGroup) bool {
	return doc != nil && slices.ContainsFunc(doc.List, func(c *ast.Comment) bool { return strings.HasPrefix(c.Text, "//go:embed ") })
}

// field follows a field: of a type that is known, or of a struct that is
// itself filled with JSON, or that this package stores to.
func (t *tracer) field(owner types.Type, i int, of ssa.Value) {
	f := fieldOf(owner, i)
	if f == nil {
		return
	}
	if from := known.FieldSource(owner, f.Name()); from != 0 {
		t.out.mask |= t.answered(from, of)
		return
	}
	if t.isForeign(owner, of) {
		t.out.mask |= known.Elsewhere
		return
	}
	if p, ok := owner.Underlying().(*types.Pointer); ok {
		owner = p.Elem()
	}
	if obj := identity(types.Unalias(owner)); obj != nil && len(t.fields[f]) == 0 {
		t.out.mask |= t.carried[obj] // an envelope, which only JSON fills
	}
	if f.Embedded() {
		t.walk(of)
	}
	t.all(t.fields[f])
}

// isForeign reports whether of is a struct that another package declares, and that a
// function of another package returned: what this package stored in others like it
// says nothing of it.
func (t *tracer) isForeign(owner types.Type, of ssa.Value) bool {
	if result, ok := of.(*ssa.Extract); ok {
		of = result.Tuple
	}
	call, ok := of.(*ssa.Call)
	named := match.Named(owner)
	if !ok || named == nil || named.Obj().Pkg() == t.res.pass.Pkg || len(t.carried) > 0 && t.carried[named.Origin().Obj()] != 0 {
		return false
	}
	callees := t.callees[call.Common()]
	return len(callees) > 0 && !slices.ContainsFunc(callees, func(c callee) bool { return c.fn != nil && len(c.fn.Blocks) > 0 })
}

func (t *tracer) call(call *ssa.Call) { t.result(call, 0) }

// result follows the i-th result of a call.
func (t *tracer) result(call *ssa.Call, i int) {
	common := call.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		if b.Name() == "append" {
			t.all(common.Args)
		}
		return
	}
	callees := t.callees[common]
	if len(callees) == 0 {
		t.out.mask |= known.Elsewhere
	}
	for _, c := range callees {
		t.calleeResult(c, common, i)
	}
}

func (t *tracer) calleeResult(c callee, common *ssa.CallCommon, i int) {
	fn, _ := c.obj.(*types.Func)
	switch {
	case fn != nil && known.Source(fn) != 0:
		t.out.mask |= known.Source(fn)
	case fn != nil && encodes(fn):
		t.out.mask |= known.Self
	case fn != nil && known.Carries(fn):
		t.arguments(common)
		if isTextCode(fn.Pkg()) {
			t.out.mask |= known.Coded
		}
	case c.fn != nil && len(c.fn.Blocks) > 0:
		t.inside(c, common, i)
	case fn != nil && t.yields(fn) != 0:
		t.out.mask |= t.yields(fn)
	default:
		t.readers(common)
	}
}

// isTextCode reports whether a package writes bytes as text, and reads them.
func isTextCode(pkg *types.Package) bool {
	return pkg != nil && (pkg.Path() == "encoding/base64" || pkg.Path() == "encoding/hex" || pkg.Path() == "encoding/base32")
}

func encodes(fn *types.Func) bool {
	arg, _ := known.Encodes(fn)
	return arg != known.None
}

func (t *tracer) yields(fn *types.Func) known.Boundary {
	if fn.Pkg() == nil || fn.Pkg() == t.res.pass.Pkg || known.IsStd(fn.Pkg().Path()) {
		return 0
	}
	var fact yields
	t.res.pass.ImportObjectFact(fn, &fact)
	return fact.From
}

// inside follows what a function of this package returns, with its
// parameters replaced by the arguments of this call.
func (t *tracer) inside(c callee, common *ssa.CallCommon, i int) {
	found, ok := t.memory.results[resultOf{c.fn, i}]
	if !ok {
		if slices.Contains(t.within, c.fn) || len(t.within) > 10 {
			t.cut = true
			return // recursion
		}
		inner := &tracer{engine: t.engine, out: &origin{}, seen: map[ssa.Value]bool{}, within: append(slices.Clone(t.within), c.fn)}
		inner.all(results(c.fn, i))
		found = *inner.out
		if t.cut = t.cut || inner.cut; !inner.cut || len(t.within) == 0 {
			t.memory.results[resultOf{c.fn, i}] = found
		}
	}
	t.out.mask |= t.answered(found.mask, c.arg(common, known.Receiver)) // reply.Data()
	for _, p := range found.params {
		if p.Parent() == c.fn {
			t.walk(c.arg(common, paramIndex(p)))
		} else {
			t.out.add(origin{params: []*ssa.Parameter{p}})
		}
	}
}

// arguments follows all arguments, and the receiver, that can hold bytes.
func (t *tracer) arguments(common *ssa.CallCommon) {
	if common.IsInvoke() {
		t.walk(common.Value)
	}
	for _, arg := range common.Args {
		if _, constant := arg.(*ssa.Const); !constant && carriesBytes(arg.Type()) {
			t.walk(arg)
		}
	}
	if len(common.Args) > 0 { // strings.NewReader("{}"), but not strings.Trim(s, " ")
		if c, ok := common.Args[0].(*ssa.Const); ok {
			t.walk(c)
		}
	}
}

// readers follows the arguments that are readers: what a function returns
// that is given a reader comes out of it. (What it makes of bytes, we do not
// know: they may be the key to other bytes.)
func (t *tracer) readers(common *ssa.CallCommon) {
	known0 := t.out.mask
	for _, arg := range common.Args {
		if isReader(arg.Type()) {
			t.walk(arg)
		}
	}
	if t.out.mask == known0 {
		t.out.mask |= known.Elsewhere
	}
}

// filled follows what calls write into v: io.Copy(&buf, r.Body),
// decoder.Decode(&raw). It reports whether there was anything.
func (t *tracer) filled(v ssa.Value) bool {
	switch v.(type) {
	case *ssa.Alloc, *ssa.MakeSlice, *ssa.Call, *ssa.FreeVar:
	default:
		return false
	}
	if !carriesBytes(v.Type()) {
		return false
	}
	before := *t.out
	for _, alias := range t.aliases(v) {
		for _, ref := range referrers(alias) {
			switch ref := ref.(type) {
			case ssa.CallInstruction:
				t.filledBy(ref.Common(), alias)
			case *ssa.Store: // cmd.Stdout = &buf
				if at, ok := ref.Addr.(*ssa.FieldAddr); ok && ref.Val == alias {
					if f := fieldOf(at.X.Type(), at.Field); f != nil {
						t.out.mask |= known.Receives(at.X.Type(), f.Name())
					}
				}
			}
		}
	}
	return t.out.mask != before.mask || len(t.out.params) != len(before.params)
}

// aliases gives v and the interfaces and slices made of it.
func (t *tracer) aliases(v ssa.Value) []ssa.Value {
	all := []ssa.Value{v}
	for i := 0; i < len(all) && len(all) < 50; i++ {
		for _, ref := range referrers(all[i]) {
			switch ref := ref.(type) {
			case *ssa.MakeInterface:
				all = append(all, ref)
			case *ssa.ChangeInterface:
				all = append(all, ref)
			case *ssa.Slice:
				all = append(all, ref)
			}
		}
	}
	return all
}

func (t *tracer) filledBy(common *ssa.CallCommon, v ssa.Value) {
	for _, c := range t.callees[common] {
		if fn, ok := c.obj.(*types.Func); ok {
			if dst, src := known.Fills(fn); dst != known.None && c.arg(common, dst) == v {
				t.walk(c.arg(common, src))
			}
		}
		for _, flow := range t.flowsOf(c) {
			if flow.Encodes || flow.Into == known.None || c.arg(common, flow.Into) != v {
				continue
			}
			t.out.mask |= flow.From
			for _, p := range flow.Params {
				t.walk(c.arg(common, p))
			}
		}
	}
}

// carriesBytes reports whether a value of type t can hold bytes of JSON: it is
// neither a number nor a bool, an error or a function.
func carriesBytes(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Signature:
		return false
	}
	return !match.IsError(t) && !match.IsContext(t)
}

// isReader reports whether t has the method Read of io.Reader.
func isReader(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, true, nil, "Read")
	fn, ok := obj.(*types.Func)
	if !ok || fn.Signature().Params().Len() != 1 {
		return false
	}
	slice, ok := fn.Signature().Params().At(0).Type().Underlying().(*types.Slice)
	return ok && types.Identical(slice.Elem(), types.Typ[types.Byte])
}

// resolve asks the callers, in this package, for what a function's parameters
// hold.
func (e *engine) resolve(o origin) known.Boundary {
	mask := e.resolveParams(o, map[*ssa.Parameter]bool{})
	if mask&^known.Coded == 0 {
		return mask | known.Elsewhere
	}
	return mask
}

func (e *engine) resolveParams(o origin, seen map[*ssa.Parameter]bool) known.Boundary {
	mask := o.mask
	for _, p := range o.params {
		if seen[p] {
			continue
		}
		seen[p] = true
		from := e.resolveParams(e.passed(p), seen)
		if from&^(known.Self|known.Coded) == 0 && e.hasOtherCallers(p.Parent()) {
			from = known.Elsewhere
		}
		mask |= from
	}
	return mask
}

// passed gives the origins of what the callers pass for a parameter.
func (e *engine) passed(p *ssa.Parameter) origin {
	o, ok := e.memory.passed[p]
	if !ok {
		for _, site := range e.callers[p.Parent()] {
			o.add(e.origin(site.arg(paramIndex(p))))
		}
		e.memory.passed[p] = o
	}
	return o
}

// hasOtherCallers reports whether fn may be called from where we cannot see.
func (e *engine) hasOtherCallers(fn *ssa.Function) bool {
	if e.escapes[fn] || len(e.callers[fn]) == 0 {
		return true
	}
	obj := fn.Object()
	return obj != nil && obj.Exported()
}

// exportYields exports the functions that return what came from outside.
func (e *engine) exportYields() {
	for _, fn := range e.funcs {
		obj, ok := fn.Object().(*types.Func)
		if !ok || !obj.Exported() || obj.Signature().Results().Len() == 0 || !isBytes(obj.Signature().Results().At(0).Type()) {
			continue
		}
		var o origin
		t := &tracer{engine: e, out: &o, seen: map[ssa.Value]bool{}}
		t.all(results(fn, 0))
		if from := o.mask &^ (known.Elsewhere | known.Self | known.Coded); from != 0 {
			e.res.pass.ExportObjectFact(obj, &yields{from})
		}
	}
}

// isBytes reports whether t is made to hold or read bytes: []byte, string, a
// reader.
func isBytes(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Slice:
		return types.Identical(u.Elem().Underlying(), types.Typ[types.Byte])
	}
	return isReader(t)
}
