package truth

import (
	"fmt"
	"strings"
)

// families are the kinds of programs.
var families = map[string]func(*program){
	"recover": (*program).recoverProgram,
	"start":   (*program).startProgram,
	"worker":  (*program).workerProgram,
}

// A fn is a function at hand: an expression of a function type, unless it
// needs arguments, and the call of it.
type fn struct{ value, call string }

// generate writes the program of a spec.
func generate(num int, s spec) *program {
	p := newProgram(num, s)
	families[s.family](p)
	return p
}

// needsValue reports whether the row needs its function as a value.
func needsValue(r row) bool { return strings.Contains(r.text+r.pre, "$v") }

// entry is the function that the runner calls.
func (p *program) entry(body string) {
	p.declare(0, fmt.Sprintf("func Case%d() {\n%s\n}", p.num, body))
}

// hosted puts statements into a function.
func (p *program) hosted(percent int, fits func(row) bool, body func() string) string {
	if !p.chance("hosted", percent) {
		return p.block(body)
	}
	host := p.choose("host", hosts, fits)
	inner := func() string { return p.block(body) }
	if !host.starts {
		return p.block(func() string { return p.piece(host, pieces{"body": inner}) })
	}
	return within(&p.sid, p.newStart(), func() string {
		return p.block(func() string { return p.piece(host, pieces{"body": inner}) })
	})
}

// piece writes a row that is no function.
func (p *program) piece(r row, with pieces) string {
	text, _ := p.expand(r, with)
	return text
}

func (p *program) newStart() string {
	id := p.newID()
	p.starts = append(p.starts, &startSite{id: id, outer: p.sid})
	return id
}

// recoverProgram has one recover, in a handler that is used once or twice.
func (p *program) recoverProgram() {
	r := &recoverSite{id: p.newID(), handler: true}
	p.recovers = append(p.recovers, r)
	switch {
	case p.chance("typed", 20):
		p.entry(p.oneUse(r, func() string { return p.typedUse(r) }))
	case p.chance("shared", 25):
		p.entry(p.twoUses(r))
	default:
		p.entry(p.oneUse(r, func() string { return p.sink(r, p.handler(r, nil)) }))
	}
}

// notParent leaves out the host that would hide what a recover does.
func notParent(r row) bool { return r.name != "parent-guarded" }

// oneUse is one use of a handler in a host.
func (p *program) oneUse(r *recoverSite, use func() string) string {
	return p.hosted(40, notParent, func() string { return p.used(r, use) })
}

// used asks for a run in which the use is tried.
func (p *program) used(r *recoverSite, use func() string) string {
	id := p.newID()
	r.uses = append(r.uses, id)
	p.runs = append(p.runs, run{active: []string{id}, use: id, sid: p.sid})
	return within(&p.use, id, func() string {
		return within(&p.main, id, use)
	})
}

// twoUses gives two functions that use the same handler, each for itself.
func (p *program) twoUses(r *recoverSite) string {
	shareable := func(f row) bool { return !strings.Contains(f.text+f.pre+f.call, "$body") }
	var h fn
	pre := within(&p.pre, nil, func() string {
		h = p.handler(r, shareable)
		return strings.Join(p.pre, "\n")
	})
	here := func(host row) bool { return host.dep == "" && notParent(host) } // the handler stands in this package
	var entry strings.Builder
	asked := len(p.runs)
	for range 2 {
		body := p.hosted(40, here, func() string {
			return p.used(r, func() string { return pre + "\n" + p.block(func() string { return p.sink(r, h) }) })
		})
		name := p.fresh("use")
		p.declare(0, fmt.Sprintf("func %s() {\n%s\n}", name, body))
		fmt.Fprintf(&entry, "if obs.Selected(%q) {\n%s()\n}\n", r.uses[len(r.uses)-1], name)
	}
	for i := range p.runs[:asked] { // of points in the handler: the first use runs it
		p.runs[i].use = r.uses[0]
		p.runs[i].active = append(p.runs[i].active, r.uses[0])
	}
	return entry.String()
}

// handler gives a function that recovers.
func (p *program) handler(r *recoverSite, fits func(row) bool) fn {
	return p.function(30, fits, func() string { return p.recovering(r) })
}

// function gives a function with the body, at hand as a value or, in percent
// of all programs, as a call with arguments.
func (p *program) function(percent int, fits func(row) bool, body func() string) fn {
	with := pieces{"body": func() string { return p.block(body) }}
	if p.typ == plainFunc && p.chance("call", percent) {
		_, call := p.expand(p.choose("call", calls, fits), with)
		return fn{call: call}
	}
	value, call := p.expand(p.choose("function", functions, fits), with)
	return fn{value, call}
}

// recovering is the body of a handler: the recover, and what stands around it.
func (p *program) recovering(r *recoverSite) string {
	return within(&p.typ, plainFunc, func() string {
		return within(&p.rid, r.id, func() string { return p.layers(r) })
	})
}

// layers writes the recover from the inside out.
func (p *program) layers(r *recoverSite) string {
	kind := p.pick("layers", 10) // 0-5 direct, 6-7 in a frame, 8 in two, 9 rescued
	rescued := kind == 9
	threads := kind >= 6
	form := p.choose("form", forms, func(f row) bool {
		inner := strings.Contains(f.name, "in-")
		return !(rescued && (f.silent || inner)) && !(threads && f.tier == "policy")
	})
	r.silent, r.rescued = form.silent, rescued
	body := func() string { return p.block(func() string { return p.piece(form, nil) }) }
	if p.chance("placed", 30) {
		body = p.layer("place", places, body)
	}
	switch {
	case rescued:
		body = p.layer("rescue", rescues, body)
	case kind >= 8:
		body = p.layer("frame", frames, body)
		fallthrough
	case kind >= 6:
		body = p.layer("frame", frames, body)
	}
	return body()
}

// layer puts a row of the table around the body.
func (p *program) layer(dimension string, rows []row, body func() string) func() string {
	outer := p.choose(dimension, rows, nil)
	return func() string {
		return p.block(func() string { return p.piece(outer, pieces{"body": body}) })
	}
}

// carried sends a function value some way round.
func (p *program) carried(h fn, wrapped int) fn {
	for n := 0; h.value != "" && n < 3 && p.chance("carried", 35); n++ {
		table, dimension := carriers, "carrier"
		if p.chance("wrapped", wrapped) {
			table, dimension = wrappers, "wrapper"
		}
		value, call := p.expand(p.choose(dimension, table, nil), pieces{"v": text(h.value)})
		h = fn{value, call}
	}
	return h
}

// sink uses a handler while the program panics.
func (p *program) sink(r *recoverSite, h fn) string {
	h = p.carried(h, 10)
	sink := p.choose("sink", sinks, func(s row) bool { return h.value != "" || !needsValue(s) })
	r.unreached = r.unreached || sink.unreached
	return p.piece(sink, p.usePieces(h))
}

func (p *program) typedUse(r *recoverSite) string {
	with := p.usePieces(fn{})
	with["body"] = func() string { return p.block(func() string { return p.recovering(r) }) }
	return within(&p.rid, r.id, func() string {
		chosen := p.choose("typed", typed, nil)
		r.silent = chosen.silent
		return p.piece(chosen, with)
	})
}

// usePieces gives what a row may ask for that uses the function h, which goes
// wrong or calls what does.
func (p *program) usePieces(h fn) pieces {
	return pieces{
		"v":    text(h.value),
		"call": text(h.call),
		"risk": func() string { return p.block(func() string { return p.risk(0, 0) }) },
	}
}

// startPieces gives what a row may ask for that starts the function h, or
// that is the body of one. In a quarter of them nothing can go wrong.
func (p *program) startPieces(h fn) pieces {
	with := p.usePieces(h)
	with["risk"] = func() string { return p.block(func() string { return p.risk(25, 0) }) }
	with["guard"] = func() string { return p.block(p.guard) }
	with["noise"] = func() string { return p.block(p.noise) }
	with["nested"] = func() string { return p.block(p.innerStart) }
	return with
}

// risk is what may go wrong, directly or some calls away. In percent of all
// programs it is something that cannot.
func (p *program) risk(safe, depth int) string {
	if depth < 3 && p.chance("route", 40-10*depth) {
		inner := func() string { return p.block(func() string { return p.risk(safe, depth+1) }) }
		return p.piece(p.choose("route", routes, nil), pieces{"risk": inner})
	}
	if p.chance("safe", safe) {
		return p.noise() + fmt.Sprintf("\nobs.Arm(%q)", p.sid)
	}
	alone := func(r row) bool { return p.main != "" || !r.always } // other runs pass a start's risks
	return p.piece(p.choose("risk", risks, alone), nil)
}

func (p *program) noise() string {
	return p.piece(p.choose("harmless", harmless, nil), nil)
}

// guard installs a handler of its own.
func (p *program) guard() string {
	r := &recoverSite{id: p.newID()}
	p.recovers = append(p.recovers, r)
	return within(&p.typ, plainFunc, func() string {
		return within(&p.use, r.id+"u", func() string {
			return within(&p.rid, r.id, func() string { return p.installed(r) })
		})
	})
}

// installed is the statement that installs the handler: right in most
// programs.
func (p *program) installed(r *recoverSite) string {
	rows := guards[:1]
	if p.chance("odd-guard", 25) {
		rows = guards
	}
	guard := p.choose("guard", rows, nil)
	if strings.Contains(guard.text, "//@recover") {
		return p.piece(guard, nil) // it needs no handler
	}
	percent := 30
	if needsValue(guard) {
		percent = 0
	}
	h := p.function(percent, nil, func() string { return p.recovering(r) })
	if p.chance("carried-guard", 25) {
		h = p.carried(h, 10)
	}
	return p.piece(guard, pieces{"v": text(h.value), "call": text(h.call)})
}

// startProgram starts a function on a goroutine.
func (p *program) startProgram() {
	p.entry(p.hosted(35, nil, p.start))
}

// start gives the statements that start a function.
func (p *program) start() string {
	return within(&p.sid, p.newStart(), func() string {
		starter := p.choose("starter", starters, nil)
		typ := starter.typ
		if typ == nil {
			typ = plainFunc
		}
		return within(&p.typ, typ, func() string {
			percent := 20
			if needsValue(starter) {
				percent = 0
			}
			h := p.carried(p.function(percent, nil, p.laidOut), 30)
			return p.piece(starter, p.startPieces(h))
		})
	})
}

// innerStart is a start in a started function: one deep, no deeper.
func (p *program) innerStart() string {
	if p.depth++; p.depth > 1 {
		return p.noise()
	}
	return within(&p.typ, plainFunc, func() string { return p.hosted(20, nil, p.start) })
}

// laidOut is the body of a started function.
func (p *program) laidOut() string {
	return p.piece(p.choose("layout", layouts, nil), p.startPieces(fn{}))
}

// workerProgram starts one of the workers.
func (p *program) workerProgram() {
	p.entry(p.hosted(25, nil, func() string {
		return within(&p.sid, p.newStart(), func() string {
			with := pieces{"body": func() string { return p.block(p.laidOut) }}
			return p.piece(p.choose("worker", workers, nil), with)
		})
	}))
}
