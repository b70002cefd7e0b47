package truth

import (
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A verdict is what the runs say of a site.
type verdict int

const (
	unknown verdict = iota // no run tells
	right                  // the recover stopped a panic; the process survived
	wrong                  // the recover never did; the process ended
)

// recoverVerdict says whether the recover of the site worked in any run, and
// which of its uses did.
func recoverVerdict(r *recoverSite, outcomes []outcome) (verdict, map[string]verdict) {
	if !r.handler {
		return guardVerdict(r, outcomes), nil
	}
	uses := map[string]verdict{}
	all := wrong
	for _, use := range r.uses {
		uses[use] = useVerdict(r, use, outcomes)
		switch {
		case uses[use] == right:
			all = right
		case uses[use] == unknown && all == wrong:
			all = unknown
		}
	}
	if r.rescued {
		return all, nil // it is not there for what its handler is deferred for
	}
	return all, uses
}

// useVerdict looks at the runs that try one use of a handler: the program
// panics in each, so a recover that worked has told so or kept the process
// alive.
func useVerdict(r *recoverSite, use string, outcomes []outcome) verdict {
	reached := r.unreached
	for _, o := range outcomes {
		if o.run.use != use {
			continue
		}
		if slices.Contains(o.lines, "GOT "+r.id+" 1") || r.silent && o.survived {
			return right
		}
		if o.survived {
			return unknown // something else stopped the panic
		}
		reached = reached || slices.Contains(o.lines, "REACH "+r.id) || slices.Contains(o.lines, "GOT "+r.id+" 0")
	}
	if !reached {
		return unknown
	}
	return wrong
}

// guardVerdict looks at a handler among others. It is wrong when it ran while
// the program panicked and nothing had recovered yet, and never worked.
func guardVerdict(r *recoverSite, outcomes []outcome) verdict {
	result := unknown
	for _, o := range outcomes {
		ran, worked := o.handlers()
		switch {
		case slices.Contains(worked, r.id):
			return right
		case !slices.Contains(ran, r.id):
		case !o.survived:
			result = wrong
		case r.silent && len(ran) == 1 && len(worked) == 0:
			return right // nobody else can have stopped the panic
		}
	}
	return result
}

// handlers gives the recovers that ran while the program panicked and nothing
// had recovered yet, and those that gave a value.
func (o outcome) handlers() (ran, worked []string) {
	panicking := false
	announced := map[string]bool{} // recovers that say when they run; what they gave may come later
	for _, line := range o.lines {
		kind, rest, _ := strings.Cut(line, " ")
		id, got, _ := strings.Cut(rest, " ")
		switch {
		case kind == "ON":
			panicking = true
		case kind == "GOT" && got == "1":
			worked = append(worked, id)
			panicking = false
		case kind == "REACH" || kind == "GOT" && !announced[id]:
			announced[id] = kind == "REACH"
			if panicking && !slices.Contains(ran, id) {
				ran = append(ran, id)
			}
		}
	}
	return ran, worked
}

// startVerdict says whether what the site starts ended the process.
func startVerdict(s *startSite, outcomes []outcome) verdict {
	tried, reached := 0, false
	for _, o := range outcomes {
		reached = reached || slices.Contains(o.lines, "ARM "+s.id)
		if len(o.run.active) == 0 && !o.survived {
			return unknown // nothing was to go wrong in this run, and something did
		}
		if o.run.sid != s.id {
			continue
		}
		tried++
		reached = reached || slices.ContainsFunc(o.lines, func(line string) bool {
			id, on := strings.CutPrefix(line, "ON ")
			return on && slices.Contains(o.run.active, id)
		})
		if !o.survived {
			return wrong
		}
	}
	if tried == 0 || reached {
		return right
	}
	return unknown
}

var frame = regexp.MustCompile(`(?m)^(created by )?.*\n\t(\S+\.go):(\d+)(?: \+0x|$)`)

// panickedAt gives the places of the call stack with which the function that
// a site starts ended the process.
func (m *module) panickedAt(s *startSite, outcomes []outcome) []place {
	var places []place
	for _, o := range outcomes {
		if o.run.sid != s.id || o.survived {
			continue
		}
		for _, match := range frame.FindAllStringSubmatch(o.stderr, -1) {
			name, err := filepath.Rel(m.dir, match[2])
			if err != nil || strings.HasPrefix(name, "..") || match[1] != "" {
				continue
			}
			line, _ := strconv.Atoi(match[3])
			places = append(places, place{filepath.ToSlash(name), line})
		}
	}
	return places
}
