package plan

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// A decoratorPlanner plans one decorator.
type decoratorPlanner struct {
	*filePlanner
	target  target
	d       *Decorator
	members *scope // methods and fields of the decorator
	config  *scope // fields of its configuration
	fields  map[string]string
	typ     string // the wrapped type's name
	broken  bool   // something was refused
}

// decorate plans the decorator of t.
func (b *filePlanner) decorate(t target) {
	p := &decoratorPlanner{
		filePlanner: b, target: t, typ: t.obj.Name(),
		members: newScope(nil), config: newScope(nil), fields: make(map[string]string),
	}
	p.d = &Decorator{Directive: place(t.want.At), Target: t.obj.Type(), Doc: t.obj.Name()}
	if !p.nameAll() {
		return
	}
	for _, m := range t.methods {
		p.members.take(m.Name())
	}
	p.d.Next = p.members.fresh("next", "wrapped")
	p.params()
	p.field(ConfigField{Name: "Hook", Kind: HookField, Hooks: p.hookUses(t.want.Directive.Directive), Doc: "hears of the panics, the deadlines and the breaker of these methods; nil: the hook of the process does"}, "hook")
	for _, m := range t.methods {
		p.method(m)
	}
	p.unknownMethods()
	if p.broken || !p.checkFallback() {
		return
	}
	p.finish()
}

// finish names what depends on the methods, and files the decorator.
func (p *decoratorPlanner) finish() {
	for _, f := range p.d.Fields {
		if f.Kind == DeadlineField {
			p.d.Deadlines = p.members.fresh("SetDeadlines", "ApplyDeadlines")
			break
		}
	}
	for _, f := range p.d.Fields {
		if f.Kind >= CacheField && p.d.Policy == "" {
			p.d.Policy = p.members.fresh("config", "policy")
		}
	}
	local := newScope(p.locals)
	p.d.Receiver = local.fresh("s", "self")
	p.d.Params = NewNames{Next: local.fresh("next"), Config: local.fresh("config")}
	p.file.Decls = append(p.file.Decls, p.d)
	p.sums = append(p.sums, p.d.Name+" "+p.d.Config)
	p.prove()
}

// nameAll names the declarations. A name that the directive gives must be free.
func (p *decoratorPlanner) nameAll() bool {
	prefix := "Safe"
	if !token.IsExported(p.typ) {
		prefix = "safe"
	}
	name := prefix + upperFirst(p.typ)
	if s, ok := p.target.want.Get("name"); ok {
		name = s.Value
	}
	if !p.names.free(name) {
		p.fail(p.target.want.At, "%s is already declared in package %s; choose another with name=", name, p.file.Package)
		return false
	}
	p.names.take(name)
	p.d.Name = name
	exported := upperFirst(name)
	p.d.New = p.names.fresh(cased("new", name, exported))
	p.d.Config = p.names.fresh(name + "Config")
	p.d.Default = p.names.fresh(cased("default", name, exported) + "Config")
	given, hasInterface := p.target.want.Get("interface")
	if !p.target.isStruct {
		if hasInterface {
			p.fail(given.At, "interface has no effect: %s is one already", p.typ)
		}
		return !hasInterface
	}
	extracted := p.typ + "API"
	if hasInterface {
		extracted = given.Value
	}
	if !p.names.free(extracted) {
		p.fail(p.target.want.At, "%s is already declared in package %s; choose another with interface=", extracted, p.file.Package)
		return false
	}
	p.names.take(extracted)
	p.d.Extracted = &Extracted{Name: extracted, Struct: p.typ}
	p.d.Doc = extracted
	return true
}

// cased joins a verb and a name, exported if the name is.
func cased(verb, name, exported string) string {
	if token.IsExported(name) {
		verb = upperFirst(verb)
	}
	return verb + exported
}

// params names the type parameters.
func (p *decoratorPlanner) params() {
	scope := newScope(p.locals)
	for tp := range paramsOf(p.target.obj.Type()).TypeParams() {
		name := tp.Obj().Name()
		if !scope.free(name) || name == "_" {
			name = scope.fresh(strings.TrimLeft(name, "_")+"T", "T")
		}
		scope.take(name)
		p.locals.take(name)
		p.d.TypeParams = append(p.d.TypeParams, TypeParam{Name: name, Constraint: tp.Constraint(), Param: tp})
	}
}

// field gives the configuration a field, once for each key, and returns its name.
func (p *decoratorPlanner) field(f ConfigField, key string) string {
	if name, ok := p.fields[key]; ok {
		return name
	}
	f.Name = p.config.fresh(f.Name)
	p.fields[key] = f.Name
	p.d.Fields = append(p.d.Fields, f)
	return f.Name
}

// policyOf is the policy of the method m, and where its own part was written.
func (p *decoratorPlanner) policyOf(m *types.Func) inForce {
	f := inForce{typ: p.target.want.Directive.Directive}
	if own := p.onMethods[m.Pos()]; own != nil {
		own.used = true
		f.method = &own.Directive.Directive
	}
	if foreign := p.target.want.foreign; foreign != nil {
		for i := range foreign.Methods {
			if foreign.Methods[i].Name == m.Name() {
				f.method = &foreign.Methods[i].Directive
			}
		}
	}
	return f
}

// unknownMethods reports methods in gensafe.yaml that the type does not have.
func (p *decoratorPlanner) unknownMethods() {
	foreign := p.target.want.foreign
	if foreign == nil {
		return
	}
	for _, named := range foreign.Methods {
		if !p.hasMethod(named.Name) {
			p.fail(named.At, "%s has no method %s", p.typ, named.Name)
			p.broken = true
		}
	}
}

func (p *decoratorPlanner) hasMethod(name string) bool {
	for _, m := range p.target.methods {
		if m.Name() == name {
			return true
		}
	}
	return false
}

// checkFallback refuses a fallback that no method can make use of.
func (p *decoratorPlanner) checkFallback() bool {
	s, ok := p.target.want.Get("fallback")
	if !ok || len(s.List()) == 0 {
		return true
	}
	for _, m := range p.d.Methods {
		if m.Fallback != nil {
			return true
		}
	}
	p.fail(s.At, "fallback has no effect: it is for reads, and no method of %s is marked %smethod read", p.typ, policy.Prefix)
	return false
}

// opName is the name of a method's operation: users.Users.Get.
func (p *decoratorPlanner) opName(method string) string {
	prefix := fmt.Sprintf("%s.%s", p.target.obj.Pkg().Name(), p.typ)
	if s, ok := p.target.want.Get("op"); ok {
		prefix = s.Value
	}
	return prefix + "." + method
}
