package emit

import (
	"embed"
	"fmt"
	"regexp"
	"strings"
	"text/template"
	"time"

	"github.com/dave/jennifer/jen"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// adapters are the texts of middleware, interceptors and hooks. Nothing in them
// depends on the user's types, so they are written as Go, in which @path@.Name is a
// name of an imported package.
//
//go:embed adapters
var adapters embed.FS

var texts = template.Must(template.ParseFS(adapters, "adapters/*.txt"))

// adapter writes an adapter.
func (w *writer) adapter(a *plan.Adapter) []jen.Code { return w.text(a, string(a.Kind)+".txt") }

// adapterProof writes the test of an adapter.
func (w *writer) adapterProof(p *plan.AdapterProof) []jen.Code {
	return w.text(p.Adapter, string(p.Adapter.Kind)+"_test.txt")
}

func (w *writer) text(a *plan.Adapter, name string) []jen.Code {
	var b strings.Builder
	err := texts.ExecuteTemplate(&b, name, struct {
		*plan.Adapter
		Op, ClientOp, Budget, Breaker string
		Deadline                      string
	}{a, quote(a.Op), quote(a.Op + ".client"), durationText(a.Budget), quote(a.Breaker), text(a.Budget)})
	if err != nil {
		panic("internal error: " + err.Error())
	}
	return []jen.Code{w.qualified(b.String()), jen.Line()}
}

// quote is a string literal, or nothing for the empty string.
func quote(s string) string {
	if s == "" {
		return ""
	}
	return fmt.Sprintf("%q", s)
}

func text(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return d.String()
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

// durationText is duration as text.
func durationText(d time.Duration) string {
	return strings.ReplaceAll(fmt.Sprintf("%#v", duration(d)), "time.", "@time@.")
}
