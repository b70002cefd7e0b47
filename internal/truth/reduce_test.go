package truth

import (
	"slices"
	"testing"
)

// reduceAll replaces the choices of programs that disagree by simpler ones,
// as long as they disagree, and keeps one program of each shape that is left.
// All programs are reduced together: a round costs one build.
func reduceAll(t *testing.T, all []disagreement) []disagreement {
	t.Helper()
	const rounds, most = 10, 40
	current := distinct(all)
	current = current[:min(len(current), most)]
	for range rounds {
		var tries []*program
		from := map[*program]int{}
		for i, d := range current {
			for _, s := range simpler(d.p) {
				p := generate(len(tries), s)
				tries = append(tries, p)
				from[p] = i
			}
		}
		if len(tries) == 0 {
			break
		}
		smaller := map[int]disagreement{}
		for _, tally := range newTruth(t, t.TempDir(), tries).ask(t, rules) {
			for _, d := range tally.disagreements {
				i := from[d.p]
				if d.rule == current[i].rule && d.kind == current[i].kind && size(d.p) < sizeOf(smaller, i, current[i]) {
					smaller[i] = d
				}
			}
		}
		if len(smaller) == 0 {
			break
		}
		for i, d := range smaller {
			current[i] = d
		}
		current = distinct(current)
	}
	return current
}

// unexplained leaves out the programs that have a row which is misjudged in a
// third of the programs that vary one row only: that is to be looked at first.
func unexplained(all []disagreement, programs []*program) []disagreement {
	odd, total := map[string]int{}, map[string]int{}
	for _, p := range programs {
		if p.seed == 0 {
			count(total, p)
		}
	}
	for _, d := range all {
		if d.p.seed == 0 {
			count(odd, d.p)
		}
	}
	return slices.DeleteFunc(slices.Clone(all), func(d disagreement) bool {
		return d.p.seed != 0 && slices.ContainsFunc(d.p.rows, func(r string) bool { return odd[r] > 0 && odd[r]*3 >= total[r] })
	})
}

func count(rows map[string]int, p *program) {
	seen := map[string]bool{}
	for _, r := range p.rows {
		if !seen[r] {
			seen[r] = true
			rows[r]++
		}
	}
}

func sizeOf(smaller map[int]disagreement, i int, old disagreement) int {
	if d, ok := smaller[i]; ok {
		return size(d.p)
	}
	return size(old.p)
}

// size is what a program is reduced in: the choices that are not the
// simplest, then its text.
func size(p *program) int {
	n := 0
	for _, c := range p.made {
		if c.value != 0 {
			n += 1000
		}
	}
	for _, pkg := range p.pkgs {
		for _, decl := range pkg.decls {
			n += len(decl)
		}
	}
	return n
}

// simpler gives specs with one choice made the simplest, and one with every
// second of them.
func simpler(p *program) []spec {
	var specs []spec
	half := p.spec
	for i, c := range p.made {
		if c.value == 0 {
			continue
		}
		specs = append(specs, p.spec.with(c.key, 0))
		if i%2 == 0 {
			half = half.with(c.key, 0)
		}
	}
	return append(specs, half)
}

// distinct keeps one disagreement of each shape, the smallest first.
func distinct(all []disagreement) []disagreement {
	slices.SortStableFunc(all, func(a, b disagreement) int { return size(a.p) - size(b.p) })
	seen := map[string]bool{}
	var kept []disagreement
	for _, d := range all {
		if !seen[d.shape()] {
			seen[d.shape()] = true
			kept = append(kept, d)
		}
	}
	return kept
}
