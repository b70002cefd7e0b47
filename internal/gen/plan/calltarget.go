package plan

import (
	"fmt"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"github.com/recoverlint/recoverlint/internal/facts/ctxflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// A callTarget is what a wrapper calls, and how.
type callTarget struct {
	params  []*types.Var // of the function
	sibling *ctxflow.Sibling
	row     known.Contextless // with a recipe
	request *request
	started int      // the parameter that a starter starts
	imports []string // packages that only the body names
}

// target finds what the wrapper calls, or says why there is nothing.
func (p *callsPlanner) target(w CallWant) (callTarget, string) {
	t := callTarget{params: vars(w.Func.Signature().Params()), started: -1}
	switch w.Kind {
	case CallWithContext:
		return t, p.withContext(w.Func, &t)
	case CallStart:
		return t, starts(w.Func, &t)
	}
	return t, ""
}

// withContext finds what takes a context in place of fn.
func (p *callsPlanner) withContext(fn *types.Func, t *callTarget) string {
	if r, ok := requests[match.FuncOf(fn)]; ok {
		t.request, t.imports = &r, r.imports
		return ""
	}
	row, _ := known.ContextlessCall(fn)
	switch {
	case row.Use != "" && row.Fun == "":
		return "what takes a context, " + row.Use + ", has another form: change it by hand"
	case row.Use != "":
		t.row = row
		return ""
	}
	sibling, ok := ctxflow.SiblingIn(p.pkg.Types, fn)
	if !ok {
		return "no function of its kind takes a context: it cannot be canceled"
	}
	if !sibling.Fits {
		return sibling.Func.Name() + " takes a context, but differs in more than that: change it by hand"
	}
	t.sibling = &sibling
	theirs := vars(sibling.Func.Signature().Params())
	t.params = slices.Delete(theirs, sibling.At, sibling.At+1)[:len(t.params)] // not its options
	return ""
}

// A request says how a call of net/http is made of a request with a context.
type request struct {
	method      string
	body        string // with $1, $2, ... for the parameters
	contentType string
	imports     []string
}

// requests are the calls for which package net/http documents that they make a
// request and send it.
var requests = map[match.Func]request{
	{Pkg: "net/http", Name: "Get"}:      {method: "Get", body: "nil"},
	{Pkg: "net/http", Name: "Head"}:     {method: "Head", body: "nil"},
	{Pkg: "net/http", Name: "Post"}:     {method: "Post", body: "$3", contentType: "$2"},
	{Pkg: "net/http", Name: "PostForm"}: {method: "Post", body: "@strings@.NewReader($2.Encode())", contentType: `"application/x-www-form-urlencoded"`, imports: []string{"strings"}},

	{Pkg: "net/http", Recv: "Client", Name: "Get"}:      {method: "Get", body: "nil"},
	{Pkg: "net/http", Recv: "Client", Name: "Head"}:     {method: "Head", body: "nil"},
	{Pkg: "net/http", Recv: "Client", Name: "Post"}:     {method: "Post", body: "$3", contentType: "$2"},
	{Pkg: "net/http", Recv: "Client", Name: "PostForm"}: {method: "Post", body: "@strings@.NewReader($2.Encode())", contentType: `"application/x-www-form-urlencoded"`, imports: []string{"strings"}},
}

// starts finds the parameter that fn starts.
func starts(fn *types.Func, t *callTarget) string {
	var funcs []int
	for i, v := range t.params {
		if _, ok := v.Type().Underlying().(*types.Signature); ok {
			funcs = append(funcs, i)
			if does, _ := known.Runs(fn, i); does == known.Starts {
				t.started = i
			}
		}
	}
	switch {
	case t.started < 0 && len(funcs) > 1:
		return "it takes several functions, and which of them it starts is not known"
	case len(funcs) == 0:
		return "it takes no function that a guard could be put around"
	case t.started < 0:
		t.started = funcs[0]
	}
	started := t.params[t.started].Type().Underlying().(*types.Signature)
	if errorOf(started) < 0 && started.Results().Len() > 0 {
		return "what it starts has results, and none of them is an error that a panic could become"
	}
	return ""
}

// errorOf is the index of the last error among the results, or -1.
func errorOf(sig *types.Signature) int {
	for i := sig.Results().Len() - 1; i >= 0; i-- {
		if match.IsError(sig.Results().At(i).Type()) {
			return i
		}
	}
	return -1
}

// body is the statement that a wrapper with a context makes in its guard.
func (t callTarget) body(fn *types.Func, w *CallWrapper, recv string, request func() string) string {
	results := w.resultNames()
	assign := strings.Join(results, ", ") + " = "
	if len(results) == 0 {
		assign = ""
	}
	switch args := w.argTexts(recv); {
	case t.request != nil:
		return t.request.text(args, assign, recv, w.CtxName, w.ErrName, request())
	case t.row.Fun != "":
		pairs := []string{"$ctx", w.CtxName, "$recv", recv, "$pkg", "@" + fn.Pkg().Path() + "@.", "$args", strings.Join(args, ", ")}
		for i, arg := range args {
			pairs = append(pairs, "$"+strconv.Itoa(i+1), arg)
		}
		fill := strings.NewReplacer(pairs...)
		return assign + fill.Replace(t.row.Fun+"("+t.row.Args+")")
	default:
		args = slices.Insert(args, t.sibling.At, w.CtxName)
		return assign + callee(t.sibling.Func, recv) + "(" + strings.Join(args, ", ") + ")"
	}
}

// text is a request that is made and sent.
func (r request) text(args []string, assign, client, ctx, err, name string) string {
	if client == "" {
		client = "@net/http@.DefaultClient"
	}
	var pairs []string
	for i, arg := range args {
		pairs = append(pairs, "$"+strconv.Itoa(i+1), arg)
	}
	fill := strings.NewReplacer(pairs...)
	header := ""
	if r.contentType != "" {
		header = fmt.Sprintf("%s.Header.Set(\"Content-Type\", %s)\n", name, fill.Replace(r.contentType))
	}
	return fmt.Sprintf("var %[1]s *@net/http@.Request\nif %[1]s, %[2]s = @net/http@.NewRequestWithContext(%[3]s, @net/http@.Method%[4]s, %[5]s, %[6]s); %[2]s == nil {\n%[7]s%[8]s%[9]s.Do(%[1]s)\n}",
		name, err, ctx, r.method, args[0], fill.Replace(r.body), header, assign, client)
}

// callee is the text that names fn.
func callee(fn *types.Func, recv string) string {
	if recv != "" {
		return recv + "." + fn.Name()
	}
	return "@" + fn.Pkg().Path() + "@." + fn.Name()
}
