package decodeflow

import (
	"cmp"
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A Flow says that a function decodes JSON into what one of its parameters
// points to, or into a value whose type is one of its type parameters.
// Parameters count from 0, without the receiver, as in package known.
type Flow struct {
	Into     int  // parameter, or known.None
	Elems    bool // not into it, but into its elements: v ...any
	IntoType int  // type parameter, the receiver's first, or known.None
	Shape    known.Shape
	From     known.Boundary // where the JSON comes from, as far as the function knows; where it goes to, if that is a client
	Params   []int          // parameters that the JSON comes from
	Null     known.Null     // what null does to a field
	Encodes  bool           // the other way: it writes the value as JSON
	Kept     bool           // into a field of its receiver, where the next call finds it
	Over     int            // over the value of that parameter, from 1, or 0: func Or[T any](r io.Reader, v T) (T, error)
	when     known.Selector
}

// target is the part of a flow that tells it from others of its function.
type target struct {
	into, intoType int
	elems, encodes bool
	shape          known.Shape
}

func (f Flow) target() target { return target{f.Into, f.IntoType, f.Elems, f.Encodes, f.Shape} }

func compareFlows(a, b Flow) int {
	return cmp.Or(cmp.Compare(a.Into, b.Into), cmp.Compare(a.IntoType, b.IntoType), compareBools(a.Elems, b.Elems),
		compareBools(a.Encodes, b.Encodes), cmp.Compare(a.Shape, b.Shape))
}

func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// decodes is the fact of a function that is a wrapper, or of a variable that
// holds one.
type decodes struct{ Flows []Flow }

func (*decodes) AFact() {}
func (d *decodes) String() string {
	var parts []string
	for _, f := range d.Flows {
		verb, what := "decodes", fmt.Sprintf("parameter %d", f.Into)
		if f.Encodes {
			verb = "encodes"
		}
		if f.IntoType != known.None {
			what = fmt.Sprintf("type parameter %d", f.IntoType)
		}
		parts = append(parts, verb+" "+what)
	}
	return strings.Join(parts, ", ")
}

// yields is the fact of a function whose result holds or reads what came from
// outside.
type yields struct{ From known.Boundary }

func (*yields) AFact()           {}
func (y *yields) String() string { return fmt.Sprintf("yields %d", y.From) }

// refuses is the fact of a function that looks whether these parameters are
// zero.
type refuses struct {
	Params []int
	Fields []int // here it looks at the fields, by package reflect
}

func (*refuses) AFact()           {}
func (r *refuses) String() string { return fmt.Sprintf("looks for zero in parameters %v", r.Params) }

// own is the fact of each package of the user's own.
type own struct {
	Generated []string // base names of its generated files
	Looked    []string // fields that it looks at for zero, path.Type.Field, and structs that it judges, path.Type
	Encoded   []string // structs that it writes as JSON: path.Type
	Decoded   []home
	Delegates []string // structs whose UnmarshalJSON looks for nothing: path.Type
	Defaults  []string // what comments say that fields are where they are left out: path.Type.Field=true
}

// A home is a struct that the package that declares it decodes itself.
type home struct {
	Name string
	From known.Boundary
}

func (*own) AFact() {}
func (o *own) String() string {
	return fmt.Sprintf("own package, decodes %d of its structs", len(o.Decoded))
}

// Decoders are decoders that a user adds, as a flag.
type Decoders map[match.Func][]Flow

// Set reads a list: import/path.Func:1,import/path.Type.Method:0. See
// known.ParseDecoder.
func (d *Decoders) Set(list string) error {
	added := Decoders{}
	for item := range strings.SplitSeq(list, ",") {
		if item = strings.TrimSpace(item); item == "" {
			continue
		}
		fn, row, err := known.ParseDecoder(item)
		if err != nil {
			return err
		}
		added[fn] = append(added[fn], flowOf(row))
	}
	*d = added
	return nil
}

// String gives the names of the decoders.
func (d *Decoders) String() string {
	var names []string
	for fn := range maps.Keys(*d) {
		names = append(names, fn.String())
	}
	slices.Sort(names)
	return strings.Join(names, ",")
}

// flowOf turns a row of a table into a flow.
func flowOf(row known.Decoder) Flow {
	f := Flow{Into: row.Into, IntoType: row.IntoType, Shape: row.Shape, From: row.Boundary, Null: row.Null, when: row.If}
	if row.From != known.None {
		f.Params = []int{row.From}
	}
	return f
}

// flowsOf gives the flows of a function, or of a variable that holds one:
// the user's, the tables', or those that the analysis of its package found.
func (r *Result) flowsOf(obj types.Object) []Flow {
	switch obj := obj.(type) {
	case *types.Func:
	case *types.Var:
		if obj.IsField() || obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope() {
			return nil // not a package variable
		}
	default:
		return nil
	}
	obj = originOf(obj)
	if flows, ok := r.flows[obj]; ok {
		return flows
	}
	flows := r.lookup(obj)
	r.flows[obj] = flows
	return flows
}

func (r *Result) lookup(obj types.Object) []Flow {
	fn, isFunc := obj.(*types.Func)
	if isFunc {
		if len(Extra) > 0 && Extra[known.Key(fn)] != nil {
			return Extra[known.Key(fn)]
		}
		if flows := table(fn); flows != nil {
			return flows
		}
	}
	if obj.Pkg() == nil || obj.Pkg() == r.pass.Pkg || known.IsStd(obj.Pkg().Path()) {
		return nil
	}
	var fact decodes
	if r.pass.ImportObjectFact(obj, &fact) {
		return fact.Flows
	}
	return nil
}

func table(fn *types.Func) []Flow {
	var flows []Flow
	for _, row := range known.Decodes(fn) {
		flows = append(flows, flowOf(row))
	}
	if arg, answers := known.Encodes(fn); arg != known.None {
		flow := Flow{Into: arg, IntoType: known.None, Encodes: true, Shape: known.Value}
		if answers {
			flow.From = known.Response
		}
		flows = append(flows, flow)
	}
	return flows
}
