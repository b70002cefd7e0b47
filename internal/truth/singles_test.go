package truth

import (
	"fmt"
	"strings"
)

// A variation is a choice to be varied while all others are at their
// simplest, and what has to be fixed for it to be asked for at all.
type variation struct {
	family, fixed, key string
}

// tables gives the rows of each dimension.
var tables = map[string][]row{
	"function": functions, "call": calls, "carrier": carriers, "wrapper": wrappers, "form": forms, "place": places,
	"frame": frames, "rescue": rescues, "sink": sinks, "typed": typed, "host": hosts, "starter": starters,
	"worker": workers, "layout": layouts, "guard": guards, "risk": risks, "route": routes, "harmless": harmless,
}

// guarded fixes a start whose function begins with a guard.
const guarded = "layout.0=first "

var variations = []variation{
	{"recover", "", "function.0"},
	{"recover", "call.0=99", "call.1"},
	{"recover", "carried.0=99", "carrier.0"},
	{"recover", "carried.0=99 wrapped.0=99", "wrapper.0"},
	{"recover", "", "form.0"},
	{"recover", "placed.0=99", "place.0"},
	{"recover", "layers.0=6", "frame.0"},
	{"recover", "layers.0=9", "rescue.0"},
	{"recover", "", "sink.0"},
	{"recover", "typed.0=99", "typed.1"},
	{"recover", "hosted.0=99", "host.0"},
	{"recover", "", "risk.0"},
	{"recover", "shared.0=99 function.0=named", "sink.0"},

	{"start", "", "function.0"},
	{"start", "call.0=99", "call.1"},
	{"start", "carried.0=99", "carrier.0"},
	{"start", "carried.0=99 wrapped.0=99", "wrapper.0"},
	{"start", "hosted.0=99", "host.0"},
	{"start", "", "starter.0"},
	{"start", "", "layout.0"},
	{"start", "", "risk.0"},
	{"start", "route.0=99", "route.1"},
	{"start", "safe.0=99", "harmless.0"},
	{"worker", "", "worker.0"},

	{"start", guarded, "function.0"},
	{"start", guarded, "starter.0"},
	{"start", guarded, "form.0"},
	{"start", guarded, "function.1"},
	{"start", guarded + "call.1=99", "call.2"},
	{"start", guarded + "carried.0=99", "carrier.0"},
	{"start", guarded + "carried-guard.0=99 carried.1=99", "carrier.0"},
	{"start", guarded + "layers.0=6", "frame.0"},
	{"start", guarded + "odd-guard.0=99", "guard.0"},
	{"worker", guarded, "worker.0"},

	{"start", "starter.0=dep-spawner", "layout.0"},
	{"start", "safe.0=99 hosted.0=99", "host.0"},
	{"start", "safe.0=99", "starter.0"},
	{"start", "safe.0=99", "function.0"},
	{"start", "safe.0=99 carried.0=99", "carrier.0"},
	{"start", "safe.0=99 route.0=99", "route.1"},
	{"worker", "safe.0=99", "worker.0"},
}

// singles gives programs each of which has one row that is not the simplest
// of its table, numbered from num on.
func singles(num int) []*program {
	var set []*program
	seen := map[string]bool{}
	for _, v := range variations {
		dimension, _, _ := strings.Cut(v.key, ".")
		for i := range tables[dimension] {
			text := fmt.Sprintf("%s,0,%s", v.family, strings.Join(append(strings.Fields(v.fixed), fmt.Sprintf("%s=%d", v.key, i)), ","))
			s, err := parseSpec(text)
			if err != nil {
				panic(fmt.Sprintf("internal error: %v", err))
			}
			p := generate(num+len(set), s)
			if key := strings.Join(p.rows, " "); !seen[key] {
				seen[key] = true
				set = append(set, p)
			}
		}
	}
	return set
}
