package plan

import (
	"fmt"
	"go/types"
	"strings"
	"time"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A methodPlanner plans one method of a decorator.
type methodPlanner struct {
	*decoratorPlanner
	fn  *types.Func
	sig *types.Signature
	in  inForce
	m   Method
	row Row
}

// method plans the method fn: wrapped, forwarded, or refused.
func (p *decoratorPlanner) method(fn *types.Func) {
	q := &methodPlanner{decoratorPlanner: p, fn: fn, sig: fn.Signature(), in: p.policyOf(fn)}
	q.m = Method{Name: fn.Name(), Op: p.opName(fn.Name()), Ctx: -1, Err: -1, Carrier: -1}
	q.row = Row{
		Package: p.file.Path, PkgName: p.file.Package, Name: p.typ + "." + fn.Name(), At: q.at(), Policy: q.in.parts(),
		By: p.d.Name + "." + fn.Name(), Output: p.file.Name,
	}
	why, refused := q.shape()
	switch {
	case refused && q.target.refused[fn.Name()] != "":
		q.refuse(why)
		p.embed() // its signature cannot be written: it is forwarded by embedding
	case refused:
		q.refuse(why)
		q.forward(why)
	case why != "":
		q.row.Skipped = true
		q.forward(why)
	default:
		q.wrap()
	}
	q.row.Why = why
	p.plan.Rows = append(p.plan.Rows, q.row)
	p.sums = append(p.sums, fmt.Sprintf("%s %s %s", fn.Name(), types.TypeString(q.sig, nil), q.in.sum()))
}

// at is where the method was asked for: its own directive, or its type's.
func (q *methodPlanner) at() string {
	if q.in.method != nil {
		return q.in.method.At.String()
	}
	return q.target.want.At.String()
}

// shape finds the context and the error. It says why the method is not wrapped, and
// whether that was not asked for.
func (q *methodPlanner) shape() (why string, refused bool) {
	if q.in.method != nil && q.in.method.Verb == policy.Skip {
		if why := q.target.refused[q.fn.Name()]; why != "" {
			q.embed()
			return q.in.method.Reason, false
		}
		return q.in.method.Reason, false
	}
	if why := q.target.refused[q.fn.Name()]; why != "" {
		return why, true
	}
	for i := range q.sig.Params().Len() {
		if match.IsContext(q.sig.Params().At(i).Type()) {
			q.m.Ctx = i
			break
		}
	}
	for i := range q.sig.Results().Len() {
		if match.IsError(q.sig.Results().At(i).Type()) {
			q.m.Err = i // the last one
		}
	}
	if n := q.sig.Results().Len(); q.m.Err < 0 && n > 0 {
		last := q.sig.Results().At(n - 1).Type()
		switch {
		case n == 1 && isCarrier(last):
			q.m.Carrier = 0
		case types.Implements(last, errorType):
			return q.foreignError(last), true
		}
	}
	return "", false
}

// foreignError says why a panic cannot become the error t, which is not the language's.
func (b *filePlanner) foreignError(t types.Type) string {
	name := types.TypeString(t, types.RelativeTo(b.pkg.Types))
	if types.Universe.Lookup(name) != nil {
		return fmt.Sprintf("its result %s is not that of the language: the package declares %[1]s anew; rename it", name)
	}
	return fmt.Sprintf("its result %s is an error of a type of its own, which a panic cannot become; let it return error", name)
}

var errorType = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

// isCarrier reports whether t is a pointer to a struct that carries its error
// inside, and that an error can be put into: go-redis' commands.
func isCarrier(t types.Type) bool {
	ptr, ok := types.Unalias(t).(*types.Pointer)
	if !ok || types.Implements(t, errorType) {
		return false
	}
	if _, ok := ptr.Elem().Underlying().(*types.Struct); !ok {
		return false
	}
	set := types.NewMethodSet(t)
	return isSetErr(set) && isErr(set)
}

func isSetErr(set *types.MethodSet) bool {
	sel := set.Lookup(nil, "SetErr")
	if sel == nil {
		return false
	}
	sig := sel.Type().(*types.Signature)
	return sig.Params().Len() == 1 && sig.Results().Len() == 0 && match.IsError(sig.Params().At(0).Type())
}

func isErr(set *types.MethodSet) bool {
	sel := set.Lookup(nil, "Err")
	if sel == nil {
		return false
	}
	sig := sel.Type().(*types.Signature)
	return sig.Params().Len() == 0 && sig.Results().Len() == 1 && match.IsError(sig.Results().At(0).Type())
}

// refuse reports a method that cannot be wrapped. It is an error unless the user
// allows it.
func (q *methodPlanner) refuse(why string) {
	if q.options.AllowSkip {
		return
	}
	q.broken = true
	q.fail(q.target.want.At, "%s.%s cannot be wrapped: %s; mark it %sskip, or pass -allow-skip", q.typ, q.fn.Name(), why, policy.Prefix)
}

// embed makes the wrapped value an embedded field: it forwards what cannot be written.
func (p *decoratorPlanner) embed() {
	p.d.Embed = true
	p.d.Next = p.typ
	if p.d.Extracted != nil {
		p.d.Next = p.d.Extracted.Name
	}
}

// forward plans a method that only calls the wrapped one.
func (q *methodPlanner) forward(why string) {
	if q.target.refused[q.fn.Name()] != "" {
		return
	}
	q.m.Skipped = why
	q.signature()
	q.d.Methods = append(q.d.Methods, q.m)
}

// wrap plans a wrapped method.
func (q *methodPlanner) wrap() {
	if why := q.in.conflict(); why != "" {
		q.conflict("%s", why)
		return
	}
	lower := lowerFirst(q.fn.Name())
	q.m.Field = q.members.fresh(lower, lower+"Op")
	q.row.Wrapped = true
	q.how("panic becomes an error", q.m.Err >= 0 || q.m.Carrier >= 0)
	q.how("panic is heard of and goes on (no error result)", q.m.Err < 0 && q.m.Carrier < 0)
	scope := q.signature()
	q.deadline()
	q.breaker()
	q.stream()
	q.fallback(scope)
	if q.m.Carrier >= 0 {
		q.m.Fallback = &Fallback{Direct: q.members.fresh(lower + "Direct")}
	}
	q.d.Methods = append(q.d.Methods, q.m)
}

func (q *methodPlanner) conflict(format string, args ...any) {
	q.broken = true
	at := q.target.want.At
	if q.in.method != nil {
		at = q.in.method.At
	}
	q.fail(at, "%s.%s: %s", q.typ, q.fn.Name(), fmt.Sprintf(format, args...))
}

func (q *methodPlanner) how(text string, holds bool) {
	if holds {
		q.row.How = append(q.row.How, text)
	}
}

// signature names the parameters, the results and the local variables.
func (q *methodPlanner) signature() *scope {
	local := newScope(q.locals)
	q.m.Variadic = q.sig.Variadic()
	for i, v := range vars(q.sig.Params()) {
		want := "arg"
		if i == q.m.Ctx {
			want = "ctx"
		}
		q.m.Params = append(q.m.Params, Param{Name: localName(local, v, want), Type: v.Type()})
	}
	for i, v := range vars(q.sig.Results()) {
		want := "result"
		if i == q.m.Err {
			want = "err"
		}
		q.m.Results = append(q.m.Results, Param{Name: localName(local, v, want), Type: v.Type()})
	}
	q.m.Receiver = local.fresh("s", "self")
	q.m.Call = local.fresh("call")
	q.m.CtxName, q.m.ErrName = "", ""
	if q.m.Ctx >= 0 {
		q.m.CtxName = q.m.Params[q.m.Ctx].Name
	} else {
		q.m.CtxName = local.fresh("ctx")
	}
	if q.m.Err >= 0 {
		q.m.ErrName = q.m.Results[q.m.Err].Name
	} else {
		q.m.ErrName = local.fresh("err")
	}
	return local
}

func vars(t *types.Tuple) []*types.Var {
	all := make([]*types.Var, t.Len())
	for i := range all {
		all[i] = t.At(i)
	}
	return all
}

// localName is the name of v in the output: its own, if nothing there has it.
func localName(local *scope, v *types.Var, want string) string {
	name := v.Name()
	if name == "" || name == "_" {
		if n, ok := types.Unalias(v.Type()).(*types.Named); ok && want != "ctx" && want != "err" && n.Obj().Pkg() != nil {
			return local.fresh(lowerFirst(strings.TrimPrefix(n.Obj().Name(), "_Ctype_")), want)
		}
		return local.fresh(want)
	}
	return local.fresh(name, name+"Arg")
}

// deadline plans the deadline, which only a context can carry.
func (q *methodPlanner) deadline() {
	s, own, ok := q.in.get("deadline")
	_, ownAdaptive, adaptive := q.in.get("adaptive")
	if q.m.Ctx < 0 {
		if own || ownAdaptive {
			q.conflict("it takes no context: a deadline cannot reach it")
		}
		q.how("no deadline (it takes no context)", ok && s.Duration() > 0 || adaptive)
		return
	}
	if ok {
		q.m.Budget = s.Duration()
		f := ConfigField{Name: "Deadline", Kind: DeadlineField, Deadline: q.m.Budget, Doc: "is what one call may take, for the methods that have no deadline of their own; 0: what the caller's context allows"}
		key := "deadline"
		if own {
			key = q.fn.Name() + " deadline"
			f.Name, f.Doc = upperFirst(q.fn.Name())+"Deadline", "is what one call of "+q.fn.Name()+" may take; 0: what the caller's context allows"
		}
		q.m.Deadline = q.field(f, key)
	}
	q.how(fmt.Sprintf("deadline %v", q.m.Budget), q.m.Budget > 0)
	if low, high, ok := q.in.adaptive(); ok && !(own && q.m.Budget == 0) {
		q.adaptive(low, high, ownAdaptive)
	}
	q.how("the first of its contexts counts", contexts(q.sig) > 1)
}

func (q *methodPlanner) adaptive(low, high time.Duration, own bool) {
	f := ConfigField{Name: "Adaptive", Kind: AdaptiveField, Low: low, High: high, Doc: "makes the deadlines follow the latency of each method"}
	key := "adaptive"
	if own {
		key = q.fn.Name() + " adaptive"
		f.Name, f.Doc = upperFirst(q.fn.Name())+"Adaptive", "makes the deadline of "+q.fn.Name()+" follow its latency"
	}
	q.m.Adaptive = q.field(f, key)
	q.how(fmt.Sprintf("deadline follows the latency within %v and %v", low, high), true)
}

func contexts(sig *types.Signature) int {
	n := 0
	for _, v := range vars(sig.Params()) {
		if match.IsContext(v.Type()) {
			n++
		}
	}
	return n
}

// breaker plans the breaker, which can only refuse a call that may fail.
func (q *methodPlanner) breaker() {
	s, own, ok := q.in.get("breaker")
	if !ok || s.Value == "none" {
		return
	}
	if q.m.Err < 0 && q.m.Carrier < 0 {
		if own {
			q.conflict("it has no error result: a breaker could not refuse a call")
		}
		q.how("no breaker (no error result)", true)
		return
	}
	f := ConfigField{Name: "Breaker", Kind: BreakerField, Breaker: s.Value, Doc: "refuses calls while the dependency fails; nil: none. Its thresholds are changed with Configure"}
	if own {
		f.Name = upperFirst(identOf(s.Value)) + "Breaker"
	}
	q.m.Breaker = q.field(f, "breaker "+s.Value)
	q.how("breaker "+s.Value, true)
}

// identOf makes an identifier of a breaker's name: users-db becomes usersDb.
func identOf(name string) string {
	var b strings.Builder
	for i, part := range strings.FieldsFunc(name, func(r rune) bool {
		return !(r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z')
	}) {
		if i > 0 {
			part = upperFirst(part)
		}
		b.WriteString(part)
	}
	return b.String()
}
