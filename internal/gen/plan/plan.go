package plan

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/recoverlint/recoverlint/internal/gen/load"
	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// Options are what the command line says.
type Options struct {
	Runtime   string // import path of the runtime
	Output    string // name of an output; %s is the stem of the file with the directives
	AllowSkip bool   // a method that cannot be wrapped is forwarded, not an error
}

// DefaultOutput is the name of an output for users.go: users_safe.go.
const DefaultOutput = "%s_safe.go"

// A Plan is everything that one run writes, and what it says about it.
type Plan struct {
	Files []*File // by package and name
	Rows  []Row   // what was asked for, wrapped or not, in the order of the files
}

// Make plans the outputs of a program. The error lists all refusals and conflicts,
// each with its place.
func Make(program *load.Program, options Options) (*Plan, error) {
	if options.Output == "" {
		options.Output = DefaultOutput
	}
	planner := &planner{program: program, options: options, onMethods: membersOf(program), hooks: make(map[string]*Hook), plan: new(Plan)}
	for _, pkg := range program.Packages {
		planner.pkg(pkg)
	}
	planner.unused()
	return planner.plan, errors.Join(planner.problems...)
}

// A planner plans all packages.
type planner struct {
	program   *load.Program
	options   Options
	onMethods map[token.Pos]*member
	hooks     map[string]*Hook // by path of the package and kind
	plan      *Plan
	problems  []error
}

// A member is the directive of a method, and whether something made use of it.
type member struct {
	load.Directive
	used bool
}

// membersOf collects the directives on methods, by where the method is declared: the
// same method has another object in each instance of a generic interface.
func membersOf(program *load.Program) map[token.Pos]*member {
	all := make(map[token.Pos]*member)
	for _, pkg := range program.Packages {
		for _, file := range pkg.Files {
			for _, d := range file.Directives {
				if d.Verb == policy.Method || d.Verb == policy.Skip {
					all[d.Func.Pos()] = &member{Directive: d}
				}
			}
		}
	}
	return all
}

func (p *planner) fail(at token.Position, format string, args ...any) {
	p.problems = append(p.problems, fmt.Errorf("%v: %s", at, fmt.Sprintf(format, args...)))
}

// unused reports method directives that nothing looked at.
func (p *planner) unused() {
	var ats []*member
	for _, m := range p.onMethods {
		if !m.used {
			ats = append(ats, m)
		}
	}
	slices.SortFunc(ats, func(a, b *member) int {
		return strings.Compare(a.At.String(), b.At.String())
	})
	for _, m := range ats {
		p.fail(m.At, "%s%s has no effect: nothing wraps the type that %s belongs to; add %swrap to it", policy.Prefix, m.Verb, m.Func.Name(), policy.Prefix)
	}
}

// pkg plans the outputs of a package: one for each file with directives, and one
// for each type of another module.
func (p *planner) pkg(pkg *load.Package) {
	b := &packagePlanner{planner: p, pkg: pkg, names: newScope(predeclared()), methods: make(map[string]bool)}
	for _, name := range pkg.Types.Scope().Names() {
		b.names.take(name)
	}
	for name := range pkg.TestNames {
		b.names.take(name)
	}
	b.nameHooks()
	outputs := make(map[string]bool)
	for _, file := range pkg.Files {
		name := p.output(file)
		outputs[name] = true
		b.file(name, file.Constraint, filepath.Base(file.Name), wanted(file))
	}
	wants := make(map[string][]want) // types of one name share an output
	var names []string
	for _, entry := range pkg.Foreign {
		name := p.foreignOutput(pkg, entry, outputs)
		if wants[name] == nil {
			names = append(names, name)
		}
		wants[name] = append(wants[name], foreignWant(&entry))
	}
	for _, name := range names {
		b.file(name, "", policy.ConfigName, wants[name])
	}
	b.hooksFile()
}

// foreignOutput is the name of the output for a type of another module: that of the
// type, with its package if a file of the user's has an output of that name.
func (p *planner) foreignOutput(pkg *load.Package, entry policy.Foreign, outputs map[string]bool) string {
	stem := strings.ToLower(entry.Type)
	name := filepath.Join(pkg.Dir, fmt.Sprintf(p.options.Output, stem))
	if outputs[name] {
		from := strings.Map(fileRune, strings.ToLower(path.Base(entry.Path)))
		name = filepath.Join(pkg.Dir, fmt.Sprintf(p.options.Output, from+"_"+stem))
	}
	return name
}

// fileRune leaves out what makes a file's name hard to read.
func fileRune(r rune) rune {
	if unicode.IsLetter(r) || unicode.IsDigit(r) {
		return r
	}
	return -1
}

func foreignWant(entry *policy.Foreign) want {
	return want{foreign: entry, Directive: load.Directive{Directive: entry.Directive}}
}

// output is the name of the output for a file.
func (p *planner) output(file *load.File) string {
	stem := strings.TrimSuffix(filepath.Base(file.Name), ".go")
	out := fmt.Sprintf(p.options.Output, stem)
	if file.Test {
		out = strings.TrimSuffix(out, ".go") + "_test.go"
	}
	return filepath.Join(filepath.Dir(file.Name), out)
}

// A want is a directive that asks for a declaration.
type want struct {
	load.Directive
	foreign *policy.Foreign // the entry of gensafe.yaml it comes from; nil: from a file
	cgo     bool            // the file imports "C"
}

func wanted(file *load.File) []want {
	var all []want
	for _, d := range file.Directives {
		if d.Verb != policy.Method && d.Verb != policy.Skip {
			all = append(all, want{Directive: d, cgo: file.Cgo})
		}
	}
	return all
}

// A packagePlanner plans the files of one package.
type packagePlanner struct {
	*planner
	pkg     *load.Package
	names   *scope          // at the top level of the package
	methods map[string]bool // that guards are, of the user's types: Box.AtSafe
	own     []*Hook
}

// file plans one output. It has no declaration, and is left out, if all that was
// asked for was refused.
func (p *packagePlanner) file(name, constraint, source string, wants []want) {
	b := p.newFile(name, constraint, source)
	if b == nil {
		return
	}
	b.targets(wants)
	b.imports()
	for _, t := range b.wants {
		b.declare(t)
	}
	b.finish()
}

// newFile begins the plan of an output. It returns nil, and reports the problem, if
// the file's name is taken.
func (p *packagePlanner) newFile(name, constraint, source string) *filePlanner {
	if taken := filepath.Base(name); p.pkg.Taken[taken] {
		p.problems = append(p.problems, fmt.Errorf("%s: is in the way: gen-safe did not write it (its first line is not %q); rename it, or choose another name with -o", name, load.Header))
		return nil
	}
	return &filePlanner{
		packagePlanner: p,
		file: &File{
			Name: name, Package: p.pkg.Types.Name(), Path: p.pkg.Types.Path(), Constraint: constraint,
			Source: source, Runtime: p.options.Runtime,
		},
		writer: newTypeWriter(p.pkg.Types),
	}
}

// finish files the output, and its tests.
func (b *filePlanner) finish() {
	if len(b.file.Decls) == 0 {
		return
	}
	b.file.Digest = digest(b.sums)
	b.plan.Files = append(b.plan.Files, b.file)
	if len(b.proofs) > 0 {
		b.plan.Files = append(b.plan.Files, b.proofFile())
	}
}

// A filePlanner plans one output.
type filePlanner struct {
	*packagePlanner
	file   *File
	writer *typeWriter
	wants  []target
	locals *scope   // what local names must not be: packages, types, predeclared names
	sums   []string // signatures and policy, for the digest
	proofs []Decl
}

// imports names all packages that the output may import.
func (b *filePlanner) imports() {
	paths := make(map[string]string)
	for _, path := range policy.Imports {
		paths[path] = path[strings.LastIndexByte(path, '/')+1:]
	}
	paths[b.file.Runtime] = "safe"
	paths[b.file.Runtime+"/safetest"] = "safetest"
	for path, pkg := range b.writer.pkgs {
		paths[path] = pkg.Name()
	}
	for _, path := range b.pkg.Libraries {
		if imported := b.pkg.Imports[path]; imported != nil {
			paths[path] = imported.Name()
		}
	}
	delete(paths, b.file.Path)
	b.locals = newScope(predeclared())
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		alias := newScope(b.names).fresh(paths[path])
		for b.locals.has(alias) {
			alias += "pkg"
		}
		b.locals.take(alias)
		b.file.Imports = append(b.file.Imports, Import{Path: path, Name: paths[path], Alias: alias})
	}
	for _, name := range b.pkg.Types.Scope().Names() {
		if _, ok := b.pkg.Types.Scope().Lookup(name).(*types.TypeName); ok {
			b.locals.take(name)
		}
	}
	local := newScope(b.locals)
	b.file.Local = ProofNames{
		T: local.fresh("t"), Policy: local.fresh("p", "policy"), Config: local.fresh("config"), Wrapped: local.fresh("s", "wrapped"),
		Ctx: local.fresh("ctx"), Err: local.fresh("err"),
	}
}

// alias is the name of an import in the output.
func (b *filePlanner) alias(path string) string {
	for _, i := range b.file.Imports {
		if i.Path == path {
			return i.Alias
		}
	}
	panic("internal error: no import of " + path)
}

// declare plans what one directive asks for.
func (b *filePlanner) declare(t target) {
	switch t.want.Verb {
	case policy.Wrap:
		b.decorate(t)
	case policy.Guard:
		b.guard(t)
	case policy.Null:
		b.null(t)
	case policy.Export:
		b.export(t)
	case policy.HTTP, policy.Gin, policy.Echo, policy.GRPC, policy.Redis:
		b.adapter(t.want)
	default:
		b.fail(t.want.At, "%s%s is not supported here", policy.Prefix, t.want.Verb)
	}
}
