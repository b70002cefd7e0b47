package truth

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// A row is one value of one dimension, as a piece of a Go program.
//
// In a piece, $body, $v, $call, $risk, $guard, $noise stand for other pieces,
// $T, $sig, $ret, $tail, $return for the type of the functions at work, $p
// for the name of the point at which the program goes wrong, $point for one
// more, $id for the name of the recover. Every other $name is a fresh name,
// and an exported one where it is declared in the package below. Comment
// lines //@kind mark the line that follows for the judge.
type row struct {
	name string
	decl string // declarations beside the piece
	dep  string // declarations in the package below
	pre  string // statements before the piece
	text string // an expression or statements
	call string // the call of it, where that is not text()
	tier string // what an analyzer needs to see the truth
	typ  *signature
	// silent: the form does not tell what recover gave.
	silent bool
	// starts: the piece starts a goroutine.
	starts bool
	// always: it goes wrong in every run that reaches it.
	always bool
	// unreached: the recover stands where nothing ever runs it.
	unreached bool
}

// A signature is the type of the functions that a program passes around.
type signature struct{ typ, sig, ret, tail, zero string }

var (
	plainFunc  = &signature{"func()", "()", "", "", "return"}
	errorFunc  = &signature{"func() error", "() error", "return ", "return nil", "return nil"}
	resultFunc = &signature{"func() (any, error)", "() (any, error)", "return ", "return nil, nil", "return nil, nil"}
)

// The tiers in which an analyzer may stay silent. A false alarm is one in
// every tier.
var quietTiers = []string{"policy", "conditional", "dynamic", "cannot-panic"}

// A program is one generated program while it grows.
type program struct {
	choices
	num    int
	pkgs   [3]source // the program's own package, the one below, and the one below that
	level  int       // the package that is being written
	pre    []string  // the statements before the piece that is being written
	typ    *signature
	names  map[string]int
	depth  int
	tiers  []string
	runs   []run
	points int
	main   string // the point at which the program itself goes wrong, "" when each risk has its own

	rid, use, sid string // the recover, the use of it and the start that is being written

	recovers []*recoverSite
	starts   []*startSite
}

type source struct{ decls []string }

// A run is one run of the program.
type run struct {
	active []string
	use    string // the use of a handler that is tried
	sid    string // the start whose function goes wrong, "" for none
}

// A recoverSite is a recover whose effect is judged.
type recoverSite struct {
	id        string
	silent    bool // only the end of the process tells
	rescued   bool // it is deferred for a panic of its handler's own
	unreached bool
	handler   bool     // stands in a handler whose uses are tried one by one
	uses      []string // their names
}

// A startSite is a place where a function is started on a goroutine.
type startSite struct {
	id    string
	outer string // the start in whose function it stands, if any
}

func newProgram(num int, s spec) *program {
	return &program{
		choices: choices{spec: s, asked: map[string]int{}},
		num:     num,
		typ:     plainFunc,
		names:   map[string]int{},
	}
}

func (p *program) newID() string {
	p.points++
	return fmt.Sprintf("%d.%d", p.num, p.points)
}

func (p *program) fresh(base string) string {
	p.names[base]++
	if n := p.names[base]; n > 1 {
		return fmt.Sprintf("%s%d%c%s", base, p.num, 'a'+(n-1)%26, strings.Repeat("z", (n-1)/26))
	}
	return fmt.Sprintf("%s%d", base, p.num)
}

// point names a place where the program goes wrong, and asks for a run in
// which it does.
func (p *program) point() string {
	if p.main != "" {
		return p.main
	}
	return p.extra()
}

// extra asks for one more run, in which the program goes wrong at one more
// place.
func (p *program) extra() string {
	id := p.newID()
	r := run{active: []string{id}, use: p.use, sid: p.sid}
	if p.main != "" {
		r.active = append(r.active, p.main)
	}
	p.runs = append(p.runs, r)
	return id
}

func (p *program) addTier(tier string) {
	if tier != "" && !slices.Contains(p.tiers, tier) {
		p.tiers = append(p.tiers, tier)
	}
}

// quiet reports whether an analyzer may stay silent.
func (p *program) quiet() bool {
	return slices.ContainsFunc(p.tiers, func(tier string) bool { return slices.Contains(quietTiers, tier) })
}

// within sets a variable of the program while f runs.
func within[V any](variable *V, value V, f func() string) string {
	old := *variable
	*variable = value
	defer func() { *variable = old }()
	return f()
}

// block gives the statements of f after those that have to stand before them.
func (p *program) block(f func() string) string {
	return within(&p.pre, nil, func() string {
		text := f()
		return strings.Join(append(p.pre, text), "\n")
	})
}

func (p *program) declare(level int, text string) {
	p.pkgs[level].decls = append(p.pkgs[level].decls, text)
}

// below gives the package below the one that is being written.
func (p *program) below() int { return min(p.level+1, len(p.pkgs)-1) }

type pieces map[string]func() string

func text(s string) func() string { return func() string { return s } }

// expand writes the row with its pieces filled in.
func (p *program) expand(r row, with pieces) (text, call string) {
	p.addTier(r.tier)
	e := expansion{program: p, row: r, pieces: with, names: map[string]string{}, base: p.level}
	if r.dep != "" {
		p.declare(p.below(), within(&p.level, p.below(), func() string { return e.fill(r.dep) }))
	}
	if r.decl != "" {
		p.declare(p.level, e.fill(r.decl))
	}
	if r.pre != "" {
		p.pre = append(p.pre, e.fill(r.pre))
	}
	text = e.fill(r.text)
	if r.call != "" {
		return text, e.fill(r.call)
	}
	return text, text + "()"
}

// An expansion is a row while it is written.
type expansion struct {
	*program
	row    row
	pieces pieces
	names  map[string]string
	base   int // the level of the package that the row is written for
}

var (
	placeholder = regexp.MustCompile(`\$[A-Za-z]+[0-9]*`)
	marker      = regexp.MustCompile(`(?m)^//@(\w+)(\n|$)`)
)

func (e *expansion) fill(template string) string {
	template = marker.ReplaceAllStringFunc(template, func(line string) string {
		kind := strings.TrimPrefix(strings.TrimSpace(line), "//@")
		if id := e.siteOf(kind); id != "" {
			return "// @" + kind + " " + id + "\n"
		}
		return ""
	})
	var out strings.Builder
	at := 0
	for _, loc := range placeholder.FindAllStringIndex(template, -1) {
		out.WriteString(template[at:loc[0]])
		before := template[:loc[0]]
		selected := strings.HasSuffix(before, ".") || strings.HasSuffix(before, ") ") // x.Name, func (r R) Name
		out.WriteString(e.value(template[loc[0]+1:loc[1]], selected))
		at = loc[1]
	}
	out.WriteString(template[at:])
	return out.String()
}

// siteOf names the site that a mark of this kind belongs to.
func (e *expansion) siteOf(kind string) string {
	switch kind {
	case "recover", "via":
		return e.rid
	case "use":
		return e.use
	case "start", "spawner", "outer", "risk":
		return e.sid
	}
	panic("internal error: no such mark: " + kind)
}

func (e *expansion) value(name string, selected bool) string {
	if piece := e.pieces[name]; piece != nil {
		return piece()
	}
	switch name {
	case "T":
		return e.typ.typ
	case "sig":
		return e.typ.sig
	case "ret":
		return e.typ.ret
	case "tail":
		return e.typ.tail
	case "return":
		return e.typ.zero
	case "id":
		return e.rid
	case "sid":
		return e.sid
	}
	if e.names[name] == "" {
		e.names[name] = e.newName(name)
	}
	foreign := e.row.dep != "" && unicode.IsUpper(rune(name[0])) && !selected
	if foreign && e.level == e.base && e.below() != e.base {
		return packageNames[e.below()] + "." + e.names[name]
	}
	return e.names[name]
}

func (e *expansion) newName(name string) string {
	switch name {
	case "p":
		return e.point()
	case "point":
		return e.extra()
	}
	return e.fresh(name)
}
