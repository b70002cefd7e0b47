package plan

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// A Hook is the hook of a package for traces or metrics, which all its outputs share.
type Hook struct {
	Kind string // trace or metrics
	Type string // SafeTraceHook
	Var  string // SafeMetrics, which is one of that type; "": the zero value is
	New  string // newSafeMetricsHook, with Var
	Path string // of the package
	Test string
	Span string // a type of the test of a trace
}

// A HookProof is the test of a Hook.
type HookProof struct{ Hook *Hook }

func (*Hook) isDecl() {}

func (*HookProof) isDecl() {}

// A HookUse is a hook that a policy names.
type HookUse struct {
	Kind string // slog, trace or metrics
	Hook *Hook  // nil for one of the runtime's
}

// HooksSource is what the file with the hooks says it comes from: it belongs to no one
// file, for each may be left out of a build.
const HooksSource = "the hooks that directives of this package name"

// hookUses finds the hooks that a policy names.
func (p *packagePlanner) hookUses(d policy.Directive) []HookUse {
	var uses []HookUse
	for _, kind := range d.Hooks() {
		uses = append(uses, HookUse{Kind: kind, Hook: p.hooks[p.pkg.Types.Path()+" "+kind]})
	}
	return uses
}

// nameHooks names the hooks that the directives of the package ask for, before any
// output is planned. What the package has, its test files have too.
func (p *packagePlanner) nameHooks() {
	for _, w := range p.allWants() {
		for _, kind := range w.Hooks() {
			key := p.pkg.Types.Path() + " " + kind
			if kind == "slog" || p.hooks[key] != nil {
				continue
			}
			h := &Hook{Kind: kind, Path: p.pkg.Types.Path()}
			if kind == "trace" {
				h.Type = p.names.fresh("SafeTraceHook")
			} else {
				h.Type, h.Var, h.New = p.names.fresh("SafeMetricsHook"), p.names.fresh("SafeMetrics"), p.names.fresh("newSafeMetricsHook")
			}
			p.hooks[key] = h
			p.own = append(p.own, h)
		}
	}
}

// allWants are what the package asks for in its files and for types of other modules.
func (p *packagePlanner) allWants() []want {
	var all []want
	for _, file := range p.pkg.Files {
		all = append(all, wanted(file)...)
	}
	for _, entry := range p.pkg.Foreign {
		all = append(all, foreignWant(&entry))
	}
	return all
}

// hooksFile plans the output with the hooks.
func (p *packagePlanner) hooksFile() {
	if len(p.own) == 0 {
		return
	}
	b := p.newFile(p.hooksName(), "", HooksSource)
	if b == nil {
		return
	}
	b.imports()
	for _, h := range p.own {
		b.file.Decls = append(b.file.Decls, h)
		b.sums = append(b.sums, fmt.Sprint("hook ", h.Kind, " ", h.Type, " ", h.Var))
		if p.isProved(h.Kind) {
			h.Test = p.names.fresh("Test" + h.Type + "Hears")
			if h.Kind == "trace" {
				h.Span = p.names.fresh("heardSpan")
			}
			b.proofs = append(b.proofs, &HookProof{h})
		}
	}
	b.finish()
}

// hooksName is the name of the output with the hooks: one that no other has.
func (p *packagePlanner) hooksName() string {
	suffix := ""
	if p.pkg.Test {
		suffix = "_test"
	}
	name := ""
	for _, stem := range []string{"hooks", "safehooks"} {
		name = filepath.Join(p.pkg.Dir, fmt.Sprintf(p.options.Output, stem+suffix))
		if suffix != "" {
			name = strings.TrimSuffix(name, ".go") + suffix + ".go"
		}
		if !slices.ContainsFunc(p.plan.Files, func(f *File) bool { return f.Name == name }) {
			break
		}
	}
	return name
}

// isProved reports whether a directive that names the hook wants tests.
func (p *packagePlanner) isProved(kind string) bool {
	return slices.ContainsFunc(p.allWants(), func(w want) bool {
		s, ok := w.Get("proof")
		return slices.Contains(w.Hooks(), kind) && (!ok || s.Value == "on")
	})
}
