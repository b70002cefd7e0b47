package emit

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
	"text/template"

	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// adapters are the texts of middleware, interceptors and hooks. Nothing in them
// depends on the user's types, so they are written as Go, in which @path@.Name is a
// name of an imported package.
//
//go:embed adapters
var adapters embed.FS

var texts = template.Must(template.New("").Funcs(template.FuncMap{"lib": lib}).ParseFS(adapters, "adapters/*.txt"))

// lib is a name of the package at path, as the texts write it.
func lib(path, name string) string { return "@" + path + "@." + name }

// adapter writes an adapter.
func (w *writer) adapter(a *plan.Adapter) []jen.Code { return w.text(a, string(a.Kind)+".txt") }

// adapterProof writes the test of an adapter.
func (w *writer) adapterProof(p *plan.AdapterProof) []jen.Code {
	return w.text(p.Adapter, string(p.Adapter.Kind)+"_test.txt")
}

func (w *writer) text(a *plan.Adapter, name string) []jen.Code {
	return w.execute(name, struct {
		*plan.Adapter
		Deadline string // the default, as Go
		Hook     string // the default, as Go
	}{a, strings.ReplaceAll(fmt.Sprintf("%#v", duration(a.Budget)), "time.", "@time@."), hookText(a.Hooks)})
}

// hook writes a hook for a library.
func (w *writer) hook(h *plan.Hook) []jen.Code { return w.execute("hook_"+h.Kind+".txt", h) }

// hookProof writes the test of a hook.
func (w *writer) hookProof(p *plan.HookProof) []jen.Code {
	return w.execute("hook_"+p.Hook.Kind+"_test.txt", p.Hook)
}

// execute writes one of the texts.
func (w *writer) execute(name string, data any) []jen.Code {
	var b strings.Builder
	if err := texts.ExecuteTemplate(&b, name, data); err != nil {
		panic("internal error: " + err.Error())
	}
	return []jen.Code{w.qualified(b.String()), jen.Line()}
}

// hookText is the hook that a policy names, as the texts write it; "" for none.
func hookText(hooks []plan.HookUse) string {
	var list []string
	for _, h := range hooks {
		switch h.Kind {
		case "slog":
			list = append(list, "@safe@.SlogHook{}")
		case "trace":
			list = append(list, h.Hook.Type+"{}")
		case "metrics":
			list = append(list, h.Hook.Var)
		}
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return "@safe@.Hooks(" + strings.Join(list, ", ") + ")"
}

var qualified = regexp.MustCompile(`@([^@\s]+)@\.(\w+)`)

// qualified turns a text into code, in which the imports are known.
func (w *writer) qualified(text string) *jen.Statement {
	code := jen.Null()
	for {
		at := qualified.FindStringSubmatchIndex(text)
		if at == nil {
			return code.Op(text)
		}
		path, name := text[at[2]:at[3]], text[at[4]:at[5]]
		switch path {
		case "safe":
			path = w.file.Runtime
		case "safetest":
			path = w.file.Runtime + "/safetest"
		}
		code.Op(text[:at[0]]).Qual(path, name)
		text = text[at[1]:]
	}
}
