package truth

import (
	"fmt"
	"hash/fnv"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A spec says how a program comes about: every choice follows from the seed
// and from the name of the choice alone, unless it is fixed. So a choice can
// be changed without changing the others, which is how a program is reduced.
type spec struct {
	family string
	seed   uint64
	fixed  map[string]int
}

// String gives the form that parseSpec reads.
func (s spec) String() string {
	parts := []string{s.family, strconv.FormatUint(s.seed, 10)}
	for _, key := range slices.Sorted(maps.Keys(s.fixed)) {
		parts = append(parts, fmt.Sprintf("%s=%d", key, s.fixed[key]))
	}
	return strings.Join(parts, ",")
}

func parseSpec(text string) (spec, error) {
	parts := strings.Split(text, ",")
	s := spec{family: parts[0], fixed: map[string]int{}}
	if len(parts) < 2 || families[s.family] == nil {
		return s, fmt.Errorf("%q is no program: write family,seed,choice=value,...", text)
	}
	var err error
	if s.seed, err = strconv.ParseUint(parts[1], 10, 64); err != nil {
		return s, err
	}
	for _, part := range parts[2:] {
		key, value, _ := strings.Cut(part, "=")
		if s.fixed[key], err = parseChoice(key, value); err != nil {
			return s, err
		}
	}
	return s, nil
}

// parseChoice reads a number, or the name of a row of the dimension.
func parseChoice(key, value string) (int, error) {
	dimension, _, _ := strings.Cut(key, ".")
	i := slices.IndexFunc(tables[dimension], func(r row) bool { return r.name == value })
	if i >= 0 {
		return i, nil
	}
	return strconv.Atoi(value)
}

// with gives s with one more choice fixed.
func (s spec) with(key string, value int) spec {
	s.fixed = maps.Clone(s.fixed)
	if s.fixed == nil {
		s.fixed = map[string]int{}
	}
	s.fixed[key] = value
	return s
}

// choices makes the choices of one program and remembers them.
type choices struct {
	spec
	asked map[string]int // how often each dimension has been asked for
	made  []choice
	rows  []string // the rows taken, as dimension:name
}

type choice struct {
	key   string
	value int
}

func (c *choices) pick(dimension string, n int) int {
	key := fmt.Sprintf("%s.%d", dimension, c.asked[dimension])
	c.asked[dimension]++
	value, ok := c.fixed[key]
	if !ok && c.seed != 0 { // seed 0 is the simplest program
		h := fnv.New64a()
		fmt.Fprintf(h, "%s %d %s", c.family, c.seed, key)
		value = int(mix(h.Sum64()) % uint64(n))
	}
	if value >= n {
		value = 0
	}
	c.made = append(c.made, choice{key, value})
	return value
}

// mix spreads the bits of a hash (the finalizer of splitmix64), so that names
// which differ in one letter give unrelated choices.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// chance answers yes in percent of all programs; a reduced program says no.
func (c *choices) chance(dimension string, percent int) bool {
	return c.pick(dimension, 100) >= 100-percent
}

// choose takes one of the rows that fit. Row 0 is what a program is reduced
// to, so the first row of a table is its simplest.
func (c *choices) choose(dimension string, rows []row, fits func(row) bool) row {
	var some []row
	for _, r := range rows {
		if fits == nil || fits(r) {
			some = append(some, r)
		}
	}
	r := some[c.pick(dimension, len(some))]
	c.rows = append(c.rows, dimension+":"+r.name)
	return r
}
