package decodeflow

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// checks knows which variables of the package, fields and parameters among
// them, somebody looks at for their zero value: compares with it, looks up in
// a table, hands to a function that refuses it. Who does so has thought of
// the value that is not there.
type checks struct {
	res         *Result
	looked      map[*types.Var]bool
	near        map[*types.Var]bool      // see LooksAt
	stored      map[*types.Var]bool      // what becomes a field of another package's that is looked at there
	read        map[*types.Var]int       // how often a field is read by name
	agreed      map[*types.Var]int       // how often an if statement without else asks whether it is true
	handed      map[*types.TypeName]bool // structs that are handed to functions as an any
	relied      map[*types.Var]bool      // numbers and bools that something is computed or decided from
	weighed     map[*types.Var]bool      // those of them where zero does harm
	mapped      map[*types.Var]int       // how often its value becomes one of a map
	denied      map[*types.Var]bool      // bools that do something by being false
	delegating  map[*types.TypeName]bool // see delegation
	passed      map[*types.Var]int       // how often a call is given it
	printed     map[*types.Var]int       // how often a call that formats or logs is given it
	logged      map[*types.Var]int       // and how often one that only logs
	told        map[*types.Var]int       // how often an Error method says it, or it is asked for one value that is not zero
	echoed      map[*types.Var]int       // how often it goes back as it came; see echo
	vets        map[*types.Var]bool      // parameters whose fields a function looks through; see vetted
	judged      map[*types.TypeName]bool // structs that a method or function judges as a whole
	conversions []Conversion
	// flows lists, for a variable, those whose value it gets: a look at it is
	// a look at them.
	flows   map[*types.Var][]*types.Var
	others  map[string]bool               // fields that imported packages of the user's look at
	getters map[*types.Func]*types.Var    // methods that return a field
	methods map[string][]*types.Func      // the package's methods by name
	impls   map[*types.Func][]*types.Func // see implementations
}

func collectChecks(res *Result) *checks {
	c := &checks{
		res: res, looked: map[*types.Var]bool{}, stored: map[*types.Var]bool{}, told: map[*types.Var]int{}, echoed: map[*types.Var]int{}, read: map[*types.Var]int{}, judged: map[*types.TypeName]bool{}, delegating: map[*types.TypeName]bool{},
		agreed: map[*types.Var]int{}, handed: map[*types.TypeName]bool{}, relied: map[*types.Var]bool{}, weighed: map[*types.Var]bool{}, printed: map[*types.Var]int{}, logged: map[*types.Var]int{}, passed: map[*types.Var]int{}, denied: map[*types.Var]bool{}, mapped: map[*types.Var]int{},
		flows: map[*types.Var][]*types.Var{}, getters: map[*types.Func]*types.Var{},
		vets: map[*types.Var]bool{}, methods: map[string][]*types.Func{}, impls: map[*types.Func][]*types.Func{},
	}
	c.collectMethods()
	for _, file := range res.pass.Files {
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Body != nil {
				c.vetted(fd)
			}
		}
	}
	for _, file := range res.pass.Files {
		if res.IsTest(file.Package) || res.generated[res.base(file.Package)] {
			continue
		}
		for _, decl := range file.Decls {
			if fd, ok := decl.(*ast.FuncDecl); ok && fd.Body != nil {
				c.mentioned(fd)
				c.delegation(fd)
				c.telling(fd)
				c.echoes(fd)
				c.conversion(fd)
			}
		}
		written := map[ast.Expr]bool{}
		ast.Inspect(file, func(n ast.Node) bool {
			c.note(n, written)
			c.node(n)
			c.reliance(n)
			if at, ok := n.(*ast.IndexExpr); ok && !written[at] {
				c.lookup(at)
			}
			return true
		})
	}
	c.returned()
	c.propagate()
	c.export()
	return c
}

func (c *checks) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		c.comparison(n)
		c.between(n)
	case *ast.SwitchStmt:
		c.choice(n)
	case *ast.CallExpr:
		c.call(n)
	case *ast.AssignStmt:
		c.assign(n)
	case *ast.ValueSpec:
		for i, name := range n.Names {
			if i < len(n.Values) {
				c.flow(c.res.pass.TypesInfo.Defs[name], n.Values[i])
			}
		}
	case *ast.CompositeLit:
		c.literal(n)
	case *ast.IfStmt:
		c.condition(n.Cond, leaves(n.Body))
		if n.Else == nil {
			c.agree(n.Cond)
		}
	}
}

// collectMethods notes the package's methods, and those that return a field:
// func (r *Req) peer() string { return r.Peer }.
func (c *checks) collectMethods() {
	info := c.res.pass.TypesInfo
	for _, file := range c.res.pass.Files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || fd.Recv == nil || fd.Body == nil || c.res.IsTest(fd.Pos()) {
				continue
			}
			fn, ok := info.Defs[fd.Name].(*types.Func)
			if !ok {
				continue
			}
			c.methods[fn.Name()] = append(c.methods[fn.Name()], fn)
			if len(fd.Body.List) != 1 {
				continue
			}
			if ret, ok := fd.Body.List[0].(*ast.ReturnStmt); ok && len(ret.Results) == 1 {
				if sel, ok := ast.Unparen(ret.Results[0]).(*ast.SelectorExpr); ok {
					if v, ok := info.Uses[sel.Sel].(*types.Var); ok && v.IsField() {
						c.getters[fn] = v.Origin()
					}
				}
			}
		}
	}
}

// implementations gives the functions of this package that a call of fn may
// run: itself, or, for the method of an interface, those of the types that
// implement it.
func (c *checks) implementations(fn *types.Func) []*types.Func {
	recv := fn.Signature().Recv()
	if recv == nil || !types.IsInterface(recv.Type()) {
		return []*types.Func{fn}
	}
	impls, ok := c.impls[fn]
	if !ok {
		iface, _ := recv.Type().Underlying().(*types.Interface)
		for _, m := range c.methods[fn.Name()] {
			if t := m.Signature().Recv().Type(); iface != nil && types.Implements(t, iface) {
				impls = append(impls, m)
			}
		}
		c.impls[fn] = impls
	}
	return impls
}

// lookup handles handlers[req.Op]: what is not in the map is not there. (It
// is, for maps of numbers or texts.)
func (c *checks) lookup(at *ast.IndexExpr) {
	m, ok := c.res.pass.TypesInfo.TypeOf(at.X).Underlying().(*types.Map)
	if !ok {
		return
	}
	switch elem := m.Elem().Underlying().(type) {
	case *types.Basic:
		if elem.Kind() == types.Bool {
			c.look(at.Index)
		}
	case *types.Struct, *types.Array:
	default:
		c.look(at.Index)
	}
}

// note notes the fields that are read, which are those that are mentioned and
// not assigned to.
func (c *checks) note(n ast.Node, written map[ast.Expr]bool) {
	switch n := n.(type) {
	case *ast.AssignStmt:
		if n.Tok == token.ASSIGN {
			for _, lhs := range n.Lhs {
				written[ast.Unparen(lhs)] = true
			}
		}
	case *ast.SelectorExpr:
		if v, ok := c.res.pass.TypesInfo.Uses[n.Sel].(*types.Var); ok && v.IsField() && !written[n] {
			c.read[v.Origin()]++
		}
	}
}

// agree handles if user.Verified { use(user.Email) }, where false does nothing,
// and if msg.State == "playing" { ... }.
func (c *checks) agree(x ast.Expr) {
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND:
			c.agree(x.X)
			c.agree(x.Y)
		case x.Op == token.EQL && c.constant(x.Y) != nil && !isZeroValue(c.constant(x.Y)):
			for _, v := range c.vars(x.X) {
				c.agreed[v]++
			}
		}
	case *ast.SelectorExpr:
		for _, v := range c.vars(x) {
			c.agreed[v]++
		}
	}
}

// condition handles if !req.Agreed, and if resp.Status != 200, when the body
// leaves: zero is refused.
func (c *checks) condition(x ast.Expr, bodyLeaves bool) {
	switch x := ast.Unparen(x).(type) {
	case *ast.BinaryExpr:
		switch {
		case x.Op == token.LAND || x.Op == token.LOR:
			c.condition(x.X, bodyLeaves)
			c.condition(x.Y, bodyLeaves)
		case x.Op == token.NEQ && bodyLeaves && c.constant(x.Y) != nil:
			c.look(x.X)
		case bodyLeaves:
			c.smaller(x)
		}
	case *ast.UnaryExpr:
		if x.Op == token.NOT && bodyLeaves {
			c.smaller(x)
			c.look(x.X)
		}
	}
}

// leaves reports whether a block ends by leaving the function or the loop.
func leaves(body *ast.BlockStmt) bool {
	if len(body.List) == 0 {
		return false
	}
	switch last := body.List[len(body.List)-1].(type) {
	case *ast.ReturnStmt, *ast.BranchStmt:
		return true
	case *ast.ExprStmt:
		call, ok := last.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		id, ok := call.Fun.(*ast.Ident)
		return ok && id.Name == "panic"
	}
	return false
}

// look notes that somebody looks at what the expression holds.
func (c *checks) look(x ast.Expr) {
	for _, v := range c.vars(x) {
		c.looked[v] = true
	}
}

// vars gives the variables whose value, or length, or trimmed form, the
// expression is.
func (c *checks) vars(x ast.Expr) []*types.Var {
	info := c.res.pass.TypesInfo
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		if v, ok := info.ObjectOf(x).(*types.Var); ok {
			return []*types.Var{v.Origin()}
		}
	case *ast.SelectorExpr:
		if v, ok := info.Uses[x.Sel].(*types.Var); ok {
			return []*types.Var{v.Origin()}
		}
	case *ast.StarExpr:
		return c.vars(x.X)
	case *ast.UnaryExpr:
		return c.vars(x.X) // &req.Name, -n
	case *ast.BinaryExpr:
		return c.scaled(x)
	case *ast.CallExpr:
		return c.through(x)
	}
	return nil
}

// scaled is vars for seconds * time.Second, bytes / 1024: nothing of either is nothing.
func (c *checks) scaled(x *ast.BinaryExpr) []*types.Var {
	switch {
	case x.Op != token.MUL && x.Op != token.QUO, c.constant(x) != nil:
		return nil
	case c.constant(x.Y) != nil:
		return c.vars(x.X)
	case x.Op == token.MUL && c.constant(x.X) != nil:
		return c.vars(x.Y)
	}
	return nil
}

// through gives the variables that a call leaves as they are, as far as being
// zero goes: string(b), len(s), strings.TrimSpace(s), d.Seconds().
func (c *checks) through(call *ast.CallExpr) []*types.Var {
	info := c.res.pass.TypesInfo
	if tv, ok := info.Types[call.Fun]; ok && tv.IsType() && len(call.Args) == 1 {
		return c.vars(call.Args[0])
	}
	switch {
	case match.IsBuiltin(info, call, "len"):
		return c.vars(call.Args[0])
	case match.IsBuiltin(info, call, "min"), match.IsBuiltin(info, call, "max"):
		var vars []*types.Var
		for _, arg := range call.Args {
			vars = append(vars, c.vars(arg)...)
		}
		return vars
	}
	fn := match.Callee(info, call)
	if fn == nil || fn.Pkg() == nil {
		return nil
	}
	switch fn.Pkg().Path() {
	case "strings", "bytes", "unicode/utf8", "path", "path/filepath", "html", "encoding/base64", "encoding/hex":
		if len(call.Args) > 0 {
			return c.vars(call.Args[0])
		}
	}
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) > 0 || fn.Signature().Recv() == nil {
		return nil
	}
	var vars []*types.Var
	for _, impl := range c.implementations(fn) {
		if v := c.getters[impl]; v != nil {
			vars = append(vars, v)
		}
	}
	if vars == nil {
		vars = c.vars(sel.X)
	}
	return vars
}

// comparison handles x == 0, s != "", n < 1, len(s) < 8. A comparison that
// tells large values from all others is none with zero.
func (c *checks) comparison(n *ast.BinaryExpr) {
	x, y, op := n.X, n.Y, n.Op
	if c.constant(x) != nil {
		x, y, op = y, x, mirrored[op]
	}
	val := c.constant(y)
	if val == nil {
		if op == token.EQL || op == token.NEQ {
			c.equality(x, y)
		}
		return
	}
	zero := isZeroValue(val)
	sign := 0
	if val.Kind() == constant.Int || val.Kind() == constant.Float {
		sign = constant.Sign(val)
	}
	one := constant.Compare(constant.MakeInt64(1), token.EQL, val)
	switch op {
	case token.EQL, token.NEQ:
		if zero {
			c.look(x)
		}
	case token.LSS:
		if sign > 0 { // n < 0 treats zero as it does other numbers
			c.look(x)
		}
	case token.LEQ, token.GTR:
		if zero || sign > 0 && op == token.LEQ {
			c.look(x)
		}
	case token.GEQ:
		if one {
			c.look(x)
		}
	}
}

// equality handles req.Version != current: what is not there differs. (It does
// not if current has its zero value; we do not know.)
func (c *checks) equality(x, y ast.Expr) {
	t := c.res.pass.TypesInfo.TypeOf(x)
	if t == nil {
		return
	}
	if basic, ok := t.Underlying().(*types.Basic); ok && basic.Info()&(types.IsString|types.IsNumeric) != 0 {
		c.look(x)
		c.look(y)
	}
}

var mirrored = map[token.Token]token.Token{
	token.EQL: token.EQL, token.NEQ: token.NEQ, token.LSS: token.GTR, token.GTR: token.LSS, token.LEQ: token.GEQ, token.GEQ: token.LEQ,
}

func (c *checks) constant(x ast.Expr) constant.Value { return c.res.pass.TypesInfo.Types[x].Value }

func isZeroValue(v constant.Value) bool {
	switch v.Kind() {
	case constant.String:
		return constant.StringVal(v) == ""
	case constant.Int, constant.Float:
		return constant.Sign(v) == 0
	}
	return false // a comparison with false says nothing about presence
}

// choice handles switch req.Kind with a default, or with a case for zero; without
// either nothing is done for what is not there.
func (c *checks) choice(n *ast.SwitchStmt) {
	if n.Tag == nil {
		return // its cases are conditions, which are visited
	}
	others := true
	for _, stmt := range n.Body.List {
		clause := stmt.(*ast.CaseClause)
		if clause.List == nil {
			c.look(n.Tag)
		}
		for _, x := range clause.List {
			val := c.constant(x)
			if val != nil && isZeroValue(val) {
				c.look(n.Tag)
			}
			others = others && val != nil
		}
	}
	if others {
		for _, v := range c.vars(n.Tag) {
			if c.agreed[v]++; !v.IsField() {
				c.looked[v] = true // func apply(kind string): what it does not know, it leaves
			}
		}
	}
}

// call handles arguments: of functions that refuse zero, of functions of this
// package whose parameter somebody looks at, and of those that say in their
// name that they look.
func (c *checks) call(call *ast.CallExpr) {
	info := c.res.pass.TypesInfo
	if match.IsBuiltin(info, call, "max") {
		c.atLeast(call.Args)
		return
	}
	fn := match.Callee(info, call)
	if fn == nil {
		return
	}
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok && (fn.Name() == "IsZero" || isLooking(fn)) {
		c.look(sel.X) // req.At.IsZero(), req.Kind.Validate()
	}
	c.rules(call.Args)
	impls := c.implementations(fn)
	for i, arg := range call.Args {
		c.hand(fn, i, arg)
		switch {
		case c.vettedBy(fn, i):
			c.lookThrough(info.TypeOf(arg))
		case isLooking(fn) || i == 1 && takesAll(fn) || i == 0 && isUnmarshal(fn.Name()) || known.Refuses(fn, i) || known.Replaces(fn) || c.refusedBy(fn, i) || c.makes(fn, i):
			c.look(arg)
		default:
			for _, impl := range impls {
				if params := impl.Signature().Params(); impl.Pkg() == c.res.pass.Pkg && i < params.Len() {
					c.edge(params.At(i), arg)
				}
			}
		}
	}
}

// rules handles field(req.Name, notBlank), where notBlank looks at what it is given.
func (c *checks) rules(args []ast.Expr) {
	info := c.res.pass.TypesInfo
	for _, rule := range args {
		var fn *types.Func
		switch rule := ast.Unparen(rule).(type) {
		case *ast.Ident:
			fn, _ = info.Uses[rule].(*types.Func)
		case *ast.SelectorExpr:
			fn, _ = info.Uses[rule.Sel].(*types.Func)
		}
		if fn == nil || fn.Signature().Params().Len() != 1 || !mayRefuse(fn.Signature()) {
			continue
		}
		param := fn.Signature().Params().At(0)
		for _, arg := range args {
			if t := info.TypeOf(arg); t == nil || !types.Identical(t, param.Type()) {
				continue
			}
			c.edge(param, arg)
			if c.refusedBy(fn, 0) {
				c.look(arg)
			}
		}
	}
}

// takesAll matches strings.Contains and its like: every text contains "".
func takesAll(fn *types.Func) bool {
	return match.IsFunc(fn, "strings", "Contains") || match.IsFunc(fn, "strings", "HasPrefix") || match.IsFunc(fn, "strings", "HasSuffix")
}

// atLeast handles max(req.Size, 50), max(req.Page-1, 0) and max(least, min(n, most)): zero
// becomes something else.
func (c *checks) atLeast(args []ast.Expr) {
	least := slices.ContainsFunc(args, func(x ast.Expr) bool {
		val := c.constant(x)
		switch x := ast.Unparen(x).(type) {
		case *ast.Ident:
			return val == nil && isLeast(x.Name) || val != nil && !isZeroValue(val)
		case *ast.SelectorExpr:
			return val == nil && isLeast(x.Sel.Name) || val != nil && !isZeroValue(val)
		}
		return val != nil && !isZeroValue(val)
	})
	for _, x := range args {
		less, ok := ast.Unparen(x).(*ast.BinaryExpr)
		switch {
		case ok && less.Op == token.SUB && c.constant(less.Y) != nil:
			c.look(less.X)
		case least:
			c.look(x)
		}
	}
}

// isLeast reports whether a variable is named for the end that a value is raised to.
func isLeast(name string) bool {
	lower := strings.ToLower(name)
	return lower == "lo" || lower == "low" || strings.HasPrefix(lower, "min") || strings.HasPrefix(lower, "least") || strings.HasPrefix(lower, "floor")
}

// hand notes a struct, or pointers to it or a slice of it, that a function
// other than one that prints gets as an any: to store it, to send it.
func (c *checks) hand(fn *types.Func, i int, arg ast.Expr) {
	params := fn.Signature().Params()
	if i >= params.Len() || fn.Pkg() == nil || prints(fn.Pkg().Path()) {
		return
	}
	if iface, ok := params.At(i).Type().Underlying().(*types.Interface); !ok || !iface.Empty() {
		return
	}
	t := c.res.pass.TypesInfo.TypeOf(arg)
	if taken, ok := ast.Unparen(arg).(*ast.UnaryExpr); ok && taken.Op == token.AND && !isPointer(c.res.pass.TypesInfo.TypeOf(taken.X)) || c.decodes(fn, i) {
		return // &x, to be filled; but nobody fills a pointer to a pointer
	}
	c.handOn(t)
}

// handOn notes the struct that t is, or leads to by pointers and slices.
func (c *checks) handOn(t types.Type) {
	for t != nil {
		switch u := types.Unalias(t).(type) {
		case *types.Pointer:
			t = u.Elem()
		case *types.Slice:
			t = u.Elem()
		case *types.Named:
			c.handed[u.Origin().Obj()] = true
			return
		default:
			return
		}
	}
}

func (c *checks) decodes(fn *types.Func, i int) bool {
	return slices.ContainsFunc(c.res.flowsOf(fn), func(f Flow) bool { return f.Into == i && !f.Encodes })
}

func prints(path string) bool {
	switch path {
	case "fmt", "log", "log/slog", "errors", "reflect", "testing":
		return true
	}
	return false
}

// isLooking reports whether a function says in its name that it looks at what
// it is given.
func isLooking(fn *types.Func) bool {
	lower := strings.ToLower(fn.Name())
	for _, verb := range [...]string{"valid", "isvalid", "check", "verify", "ensure", "require", "assert", "parse", "mustparse"} {
		if strings.HasPrefix(lower, verb) {
			return true
		}
	}
	return brings(lower) && mayRefuse(fn.Signature())
}

// brings reports whether a function says in its name that it brings what it is given into
// a form, which is no look at it: whoever makes a name lower case makes "" of "".
func brings(lower string) bool {
	return strings.HasPrefix(lower, "sanitize") || strings.HasPrefix(lower, "normalize")
}

// mayRefuse reports whether the last result of a function says whether it went well.
func mayRefuse(sig *types.Signature) bool {
	if sig.Results().Len() == 0 {
		return false
	}
	last := sig.Results().At(sig.Results().Len() - 1).Type()
	basic, ok := last.Underlying().(*types.Basic)
	return match.IsError(last) || ok && basic.Info()&types.IsBoolean != 0
}

// isUnmarshal reports whether a function says in its name that it decodes its
// first argument, which fails when that is empty.
func isUnmarshal(name string) bool { return strings.HasPrefix(strings.ToLower(name), "unmarshal") }

// makes matches spec.NewRoomID(req.Room) of another package, a constructor that may
// fail: it makes nothing of no text.
func (c *checks) makes(fn *types.Func, i int) bool {
	params, results := fn.Signature().Params(), fn.Signature().Results()
	if fn.Pkg() == nil || fn.Pkg() == c.res.pass.Pkg || !strings.HasPrefix(fn.Name(), "New") || i > 0 || params.Len() == 0 || results.Len() == 0 {
		return false
	}
	basic, ok := params.At(0).Type().Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsString != 0 && match.IsError(results.At(results.Len()-1).Type())
}

func (c *checks) refusedBy(fn *types.Func, i int) bool {
	if fn.Pkg() == nil || fn.Pkg() == c.res.pass.Pkg || known.IsStd(fn.Pkg().Path()) {
		return false
	}
	var fact refuses
	return c.res.pass.ImportObjectFact(fn, &fact) && slices.Contains(fact.Params, i)
}

// assign handles name := strings.TrimSpace(req.Name), and h, ok := table[req.Kind].
func (c *checks) assign(n *ast.AssignStmt) {
	if len(n.Lhs) == 2 && len(n.Rhs) == 1 {
		if x, ok := ast.Unparen(n.Rhs[0]).(*ast.IndexExpr); ok {
			c.look(x.Index)
		}
	}
	if len(n.Lhs) >= 2 && len(n.Rhs) == 1 {
		if call, ok := ast.Unparen(n.Rhs[0]).(*ast.CallExpr); ok && !isBlank(n.Lhs[len(n.Lhs)-1]) {
			c.find(call)
		}
	}
	for i, rhs := range n.Rhs { // of raw, err := decode(req.Data) the first
		if i >= len(n.Lhs) {
			break
		}
		if n.Tok == token.ASSIGN || n.Tok == token.DEFINE { // balance -= p.Cents: balance is more than that
			for _, v := range c.vars(n.Lhs[i]) {
				c.edge(v, rhs)
			}
		}
		if sel, ok := ast.Unparen(n.Lhs[i]).(*ast.SelectorExpr); ok {
			if s := c.res.pass.TypesInfo.Selections[sel]; s != nil && s.Kind() == types.FieldVal && len(s.Index()) == 1 {
				c.store(s.Recv(), s.Obj().(*types.Var), rhs)
			}
		}
	}
}

// store handles domain.Order{Cents: req.Cents}, and order.Cents = req.Cents, where
// another package of the user's looks at its own field, or judges its struct.
func (c *checks) store(owner types.Type, field *types.Var, x ast.Expr) {
	if field.Pkg() == c.res.pass.Pkg || !c.res.Own(field.Pkg()) {
		return
	}
	named := match.Named(owner)
	if named == nil {
		return
	}
	if c.elsewhere(fieldName(owner, field)) || c.isString(x) && c.elsewhere(typeName(named.Origin().Obj())) {
		c.mark(c.stored, []ast.Expr{x})
	}
}

func (c *checks) flow(to types.Object, x ast.Expr) {
	if v, ok := to.(*types.Var); ok {
		c.edge(v.Origin(), x)
	}
}

// edge notes that v gets the value of x.
func (c *checks) edge(v *types.Var, x ast.Expr) {
	if v == nil {
		return
	}
	for _, from := range c.vars(x) {
		if from != v {
			c.flows[v] = append(c.flows[v], from)
		}
	}
}

// literal handles User{Name: req.Name}, User{req.Name}, and Upsert{Value: metadata} where
// the field holds anything.
func (c *checks) literal(n *ast.CompositeLit) {
	made := c.res.pass.TypesInfo.TypeOf(n)
	if made == nil {
		return
	}
	list, _ := made.Underlying().(*types.Struct)
	for i, elt := range n.Elts {
		if kv, ok := elt.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok {
				v, _ := c.res.pass.TypesInfo.Uses[key].(*types.Var)
				c.set(made, v, kv.Value)
			}
		} else if list != nil && i < list.NumFields() {
			c.set(made, list.Field(i), elt)
		}
	}
}

// set notes that a field of a literal is given a value.
func (c *checks) set(made types.Type, v *types.Var, x ast.Expr) {
	if v == nil || !v.IsField() {
		return
	}
	c.edge(v.Origin(), x)
	c.store(made, v, x)
	if iface, ok := v.Type().Underlying().(*types.Interface); ok && iface.Empty() {
		c.handOn(c.res.pass.TypesInfo.TypeOf(x))
	}
}

// mentioned handles func (r *Req) Validate() error, or func validate(r Req):
// a field that it mentions is looked at.
func (c *checks) mentioned(fd *ast.FuncDecl) {
	info := c.res.pass.TypesInfo
	fn, ok := info.Defs[fd.Name].(*types.Func)
	if !ok || !isJudging(fn) {
		return
	}
	c.judge(fn.Signature().Recv())
	for param := range fn.Signature().Params().Variables() {
		c.judge(param)
	}
	ast.Inspect(fd.Body, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if s := info.Selections[sel]; s != nil && s.Kind() == types.FieldVal {
				c.look(sel)
			}
		}
		return true
	})
}

func (c *checks) judge(v *types.Var) {
	if v == nil {
		return
	}
	if named := match.Named(v.Type()); named != nil && isStruct(named) {
		c.judged[named.Origin().Obj()] = true
	}
}

// isJudging reports whether a method says in its name that it judges the
// struct as a whole, or fills in what is missing.
func isJudging(fn *types.Func) bool {
	lower := strings.ToLower(fn.Name())
	for _, verb := range [...]string{"valid", "isvalid", "check", "verify", "setdefault", "applydefault", "withdefault", "adddefault", "filldefault", "default"} {
		if strings.HasPrefix(lower, verb) {
			return true
		}
	}
	return fn.Name() == "Bind" || // of go-chi/render's Binder: called after decoding
		brings(lower) && mayRefuse(fn.Signature())
}

// propagate makes a look at a variable a look at those whose value it gets,
// and likewise what relies on it.
func (c *checks) propagate() {
	c.near = maps.Clone(c.looked)
	c.spread(c.near, func(v *types.Var) bool { return !v.IsField() })
	maps.Copy(c.looked, c.stored)
	c.spread(c.looked, always)
	c.spread(c.relied, always)
	c.spread(c.weighed, always)
	c.flows = nil
}

func always(*types.Var) bool { return true }

// spread adds to a set the variables whose value those of the set get that by admits.
func (c *checks) spread(set map[*types.Var]bool, by func(*types.Var) bool) {
	todo := slices.Collect(maps.Keys(set)) // in any order: the result is a set
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if !by(v) {
			continue
		}
		for _, from := range c.flows[v] {
			if !set[from] {
				set[from] = true
				todo = append(todo, from)
			}
		}
	}
}

// export exports the functions that look at a parameter.
func (c *checks) export() {
	info := c.res.pass.TypesInfo
	for _, file := range c.res.pass.Files {
		for _, decl := range file.Decls {
			fd, ok := decl.(*ast.FuncDecl)
			if !ok || !fd.Name.IsExported() {
				continue
			}
			fn, ok := info.Defs[fd.Name].(*types.Func)
			if !ok {
				continue
			}
			var fact refuses
			for i := range fn.Signature().Params().Len() {
				if c.looked[fn.Signature().Params().At(i)] {
					fact.Params = append(fact.Params, i)
				}
				if c.vets[fn.Signature().Params().At(i)] {
					fact.Fields = append(fact.Fields, i)
				}
			}
			if fact.Params != nil || fact.Fields != nil {
				c.res.pass.ExportObjectFact(fn, &fact)
			}
		}
	}
}

// names lists the fields of named structs that the package looks at, and the
// structs that it judges as a whole, its own and those of other packages of
// the user's.
func (c *checks) names() []string {
	var names []string
	for obj := range c.judged {
		if c.res.Own(obj.Pkg()) {
			names = append(names, typeName(obj))
		}
	}
	for pkg := range c.packages() {
		scope := pkg.Scope()
		for _, name := range scope.Names() {
			tn, ok := scope.Lookup(name).(*types.TypeName)
			if !ok {
				continue
			}
			s, ok := tn.Type().Underlying().(*types.Struct)
			if !ok || match.Named(tn.Type()) == nil || match.Named(tn.Type()).Obj() != tn {
				continue
			}
			for f := range s.Fields() {
				if c.looked[f] {
					names = append(names, fieldName(tn.Type(), f))
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// packages gives the user's own packages whose fields the package looks at.
func (c *checks) packages() map[*types.Package]bool {
	pkgs := map[*types.Package]bool{}
	for v := range c.looked {
		if v.IsField() && c.res.Own(v.Pkg()) {
			pkgs[v.Pkg()] = true
		}
	}
	return pkgs
}

// elsewhere reports whether an imported package of the user's looks at the
// field.
func (c *checks) elsewhere(field string) bool {
	if c.others == nil {
		c.others = map[string]bool{}
		for _, fact := range c.res.pass.AllPackageFacts() {
			if o, ok := fact.Fact.(*own); ok && fact.Package != c.res.pass.Pkg {
				for _, name := range o.Looked {
					c.others[name] = true
				}
			}
		}
	}
	return field != "" && c.others[field]
}
