package plan

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// wrapper plans one wrapper.
func (p *callsPlanner) wrapper(w callWant) *CallWrapper {
	c := &CallWrapper{Kind: w.Kind, Doc: p.display(w.Func, "."), Proof: true}
	c.Op = p.file.Package + "." + c.Doc
	c.Directive = w.Key()
	if c.Name = w.Name; c.Name == "" {
		c.Name = p.callName(w)
	}
	recv, local := p.callSignature(c, w)
	switch w.Kind {
	case CallWithContext:
		p.guardedCall(c, w, recv, local)
	case CallGo:
		c.Body = p.goBody(c, w, recv)
	case CallStart:
		p.start(c, w, recv, local)
	}
	return c
}

// initialisms are names of packages that Go writes in capitals.
var initialisms = map[string]string{"http": "HTTP", "sql": "SQL", "tls": "TLS", "url": "URL", "grpc": "GRPC", "rpc": "RPC", "db": "DB", "api": "API", "dns": "DNS", "smtp": "SMTP"}

// callName is the name of a new wrapper: safeHTTPGet, safeGoServerLoop.
func (p *callsPlanner) callName(w callWant) string {
	name := "safe"
	if w.Kind == CallGo {
		name = "safeGo"
	}
	for part := range strings.SplitSeq(p.display(w.Func, "."), ".") {
		if upper, ok := initialisms[part]; ok {
			part = upper
		}
		name += upperFirst(part)
	}
	for i := 1; ; i++ {
		free := name
		if i > 1 {
			free += strconv.Itoa(i)
		}
		if p.names.free(free) && p.names.free(opVar(free)) && !p.words.has(free) && !p.words.has(opVar(free)) {
			p.names.take(free)
			p.names.take(opVar(free))
			return free
		}
	}
}

// opVar is the variable with the operation of a wrapper, which users set deadlines of.
func opVar(wrapper string) string { return wrapper + "Op" }

// display is a function as this package calls it: fetch, Store.Load, http.Get.
func (p *callsPlanner) display(fn *types.Func, sep string) string {
	f := match.FuncOf(fn)
	var parts []string
	if fn.Pkg() != p.pkg.Types {
		parts = append(parts, fn.Pkg().Name())
	}
	if f.Recv != "" {
		parts = append(parts, f.Recv)
	}
	return strings.Join(append(parts, f.Name), sep)
}

// callSignature names the parameters and results: a context in front if the
// function takes none, then the receiver. It returns the receiver's name.
func (p *callsPlanner) callSignature(c *CallWrapper, w callWant) (recv string, local *scope) {
	sig := w.Func.Signature()
	local = newScope(p.locals)
	local.take(w.Func.Name()) // a parameter must not hide the function
	local.take(c.Name)
	c.Ctx, c.Err, c.Carrier, c.Variadic = -1, -1, -1, sig.Variadic()
	if w.Kind == CallWithContext {
		c.Ctx = 0
		c.Params = append(c.Params, Param{Name: local.fresh("ctx"), Type: p.contextType()})
	}
	if r := sig.Recv(); r != nil {
		recv, c.Recv = localName(local, r, "self"), true
		c.Params = append(c.Params, Param{Name: recv, Type: r.Type()})
	}
	for _, v := range w.target.params {
		want := "arg"
		if match.IsContext(v.Type()) && c.Ctx < 0 {
			c.Ctx, want = len(c.Params), "ctx"
		}
		c.Params = append(c.Params, Param{Name: localName(local, v, want), Type: v.Type()})
	}
	if w.Kind != CallGo {
		c.Err = errorOf(sig)
		for i, v := range vars(sig.Results()) {
			want := "result"
			if i == c.Err {
				want = "err"
			}
			c.Results = append(c.Results, Param{Name: localName(local, v, want), Type: v.Type()})
		}
	}
	if w.Kind != CallStart {
		c.nameLocals(local)
	}
	return recv, local
}

// nameLocals names the context, the error and the call.
func (c *CallWrapper) nameLocals(local *scope) {
	if c.Ctx >= 0 {
		c.CtxName = c.Params[c.Ctx].Name
	} else {
		c.CtxName = local.fresh("ctx")
	}
	if c.Err >= 0 {
		c.ErrName = c.Results[c.Err].Name
	} else {
		c.ErrName = local.fresh("err")
	}
	c.Call = local.fresh("call")
}

// contextType is context.Context, which the outputs import.
func (p *callsPlanner) contextType() types.Type {
	return p.pkg.Imports["context"].Scope().Lookup("Context").Type()
}

func (c *CallWrapper) resultNames() []string {
	var all []string
	for _, r := range c.Results {
		all = append(all, r.Name)
	}
	return all
}

// argTexts are the arguments for the function's own parameters.
func (c *CallWrapper) argTexts(recv string) []string {
	params := c.Params
	if c.Kind == CallWithContext {
		params = params[1:]
	}
	if recv != "" {
		params = params[1:]
	}
	var args []string
	for i, param := range params {
		name := param.Name
		if c.Variadic && i == len(params)-1 {
			name += "..."
		}
		args = append(args, name)
	}
	return args
}

// guardedCall plans a wrapper that takes a context.
func (p *callsPlanner) guardedCall(c *CallWrapper, w callWant, recv string, local *scope) {
	c.OpVar = opVar(c.Name)
	c.Budget = w.Deadline
	if c.Budget > 0 {
		c.Directive += " deadline=" + c.Budget.String()
	}
	c.Body = w.target.body(w.Func, c, recv, func() string { return local.fresh("request", "req") })
	c.Keep = streamOf(w.Func.Signature(), c.Err)
}

// streamOf finds the result that keeps the context: a stream, or what is made with
// it and used later (http.NewRequestWithContext).
func streamOf(sig *types.Signature, err int) *Keep {
	if k := keepOfResults(sig, func(i int) bool { return i == err }); k != nil {
		return k
	}
	for i, v := range vars(sig.Results()) {
		if hasMethod(v.Type(), "WithContext") {
			return &Keep{Result: i, Kind: KeepOpen}
		}
	}
	return nil
}

// goBody is what runs on the goroutine: statements that end with a return of an
// error.
func (p *callsPlanner) goBody(c *CallWrapper, w callWant, recv string) string {
	call := callee(w.Func, recv) + "(" + strings.Join(c.argTexts(recv), ", ") + ")"
	sig := w.Func.Signature()
	err := errorOf(sig)
	switch {
	case err < 0 && sig.Results().Len() > 0: // go vet minds some results that nobody looks at
		return strings.Repeat("_, ", sig.Results().Len()-1) + "_ = " + call + "\nreturn nil"
	case err < 0:
		return call + "\nreturn nil"
	case sig.Results().Len() == 1:
		return "return " + call
	}
	names := make([]string, sig.Results().Len())
	for i := range names {
		names[i] = "_"
	}
	names[err] = c.ErrName
	return fmt.Sprintf("%s := %s\nreturn %s", strings.Join(names, ", "), call, c.ErrName)
}

// start plans the wrapper of a function that starts another.
func (p *callsPlanner) start(c *CallWrapper, w callWant, recv string, local *scope) {
	at := w.target.started
	args := c.argTexts(recv)
	s := &Started{Param: strings.TrimSuffix(args[at], "...")}
	s.Call = callee(w.Func, recv) + "(" + strings.Join(append(args[:at:at], ""), ", ")
	s.After = strings.Join(append([]string{""}, args[at+1:]...), ", ") + ")"
	sig := w.target.params[at].Type().Underlying().(*types.Signature)
	inner := newScope(local)
	s.Ctx, s.Err, s.Carrier, s.Variadic = -1, errorOf(sig), -1, sig.Variadic()
	for i, v := range vars(sig.Params()) {
		want := "arg"
		if match.IsContext(v.Type()) && s.Ctx < 0 {
			s.Ctx, want = i, "ctx"
		}
		s.Params = append(s.Params, Param{Name: localName(inner, v, want), Type: v.Type()})
	}
	for i, v := range vars(sig.Results()) {
		want := "result"
		if i == s.Err {
			want = "err"
		}
		s.Results = append(s.Results, Param{Name: localName(inner, v, want), Type: v.Type()})
	}
	if s.Ctx >= 0 {
		s.CtxName = s.Params[s.Ctx].Name
	} else {
		s.CtxName = inner.fresh("ctx")
	}
	s.ErrName = inner.fresh("err")
	if s.Err >= 0 {
		s.ErrName = s.Results[s.Err].Name
	}
	c.Started = s
	c.Proof = startsAtOnce[match.FuncOf(w.Func)]
}

// startsAtOnce are the starters that a test can call with zero values, and that then
// start what they are given.
var startsAtOnce = map[match.Func]bool{
	{Pkg: "sync", Recv: "WaitGroup", Name: "Go"}:                      true,
	{Pkg: "time", Name: "AfterFunc"}:                                  true,
	{Pkg: "golang.org/x/sync/errgroup", Recv: "Group", Name: "Go"}:    true,
	{Pkg: "golang.org/x/sync/errgroup", Recv: "Group", Name: "TryGo"}: true,
}
