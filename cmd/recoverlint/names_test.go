package main

import (
	"go/ast"
	"go/types"
	"reflect"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/passes/inspect"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/recoverlint/recoverlint/internal/driver"
)

// nameRules gives the rules of the command badnames, which look at names only,
// so that a script can have any finding that it needs:
//
//	badname  loud (error), bad (warning), quiet (note), and what -badname.word says;
//	         fix for bad, and one that adds imports for importer
//	rival    bad, with a fix that conflicts with badname's
//	rare     rare; opt-in
//	calls    a call of a function whose name begins with marked, by fact
//	crash    panics at boom, overflows the stack at abyss; the engine of calls
//	         panics at engineboom
func nameRules() []driver.Rule {
	badname := &analysis.Analyzer{Name: "badname", Doc: "badname: report bad names\n\nA text about bad names.", Run: runBadname, Requires: []*analysis.Analyzer{inspect.Analyzer}}
	badname.Flags.String("word", "", "one more bad `name`")
	return []driver.Rule{
		{Analyzer: badname, Group: "panic", Level: "warning", Levels: map[string]string{"loud": "error", "quiet": "note"}, On: true, Since: "v0.1.0"},
		{Analyzer: named("rival", "contested", "Rename it otherwise", "other"), Group: "panic", Level: "error", On: true, Since: "v0.1.0"},
		{Analyzer: named("rare", "rare", "", ""), Group: "edges", Level: "note", Since: "v0.1.0"},
		{Analyzer: &analysis.Analyzer{Name: "calls", Doc: "calls: report calls of marked functions", Run: runCalls, Requires: []*analysis.Analyzer{marks}}, Group: "context", Level: "error", On: true, Since: "v0.1.0"},
		{Analyzer: &analysis.Analyzer{Name: "crash", Doc: "crash: report nothing, ever", Run: runCrash}, Group: "data", Level: "error", On: true, Since: "v0.1.0"},
	}
}

func runBadname(pass *analysis.Pass) (any, error) {
	word := pass.Analyzer.Flags.Lookup("word").Value.String()
	in := pass.ResultOf[inspect.Analyzer].(*inspector.Inspector)
	for cur := range in.Root().Preorder((*ast.Ident)(nil)) {
		id := cur.Node().(*ast.Ident)
		d := analysis.Diagnostic{Pos: id.Pos(), End: id.End(), Message: "the name " + id.Name + " is bad"}
		switch id.Name {
		case "loud", "quiet":
			d.Category = id.Name
			d.Related = []analysis.RelatedInformation{{Pos: pass.Files[0].Name.Pos(), Message: "in this package"}}
		case "importer":
			d.SuggestedFixes = rename(id, "Rename it", "good")
			at := pass.Files[0].Name.End()
			for _, path := range []string{"embed", "unsafe"} {
				d.SuggestedFixes[0].TextEdits = append(d.SuggestedFixes[0].TextEdits, analysis.TextEdit{Pos: at, End: at, NewText: []byte("\n\nimport _ \"" + path + "\"")})
			}
		case "bad", "contested":
			d.SuggestedFixes = rename(id, "Rename it", "good")
		case word:
		default:
			continue
		}
		pass.Report(d)
	}
	return nil, nil
}

func rename(id *ast.Ident, message, to string) []analysis.SuggestedFix {
	return []analysis.SuggestedFix{{Message: message, TextEdits: []analysis.TextEdit{{Pos: id.Pos(), End: id.End(), NewText: []byte(to)}}}}
}

// named makes a rule that reports the declarations of a name.
func named(rule, name, fix, to string) *analysis.Analyzer {
	return &analysis.Analyzer{Name: rule, Doc: rule + ": report the name " + name, Run: func(pass *analysis.Pass) (any, error) {
		for _, file := range pass.Files {
			ast.Inspect(file, func(n ast.Node) bool {
				if id, ok := n.(*ast.Ident); ok && id.Name == name {
					d := analysis.Diagnostic{Pos: id.Pos(), End: id.End(), Message: "the name " + name + " is " + rule}
					if fix != "" {
						d.SuggestedFixes = rename(id, fix, to)
					}
					pass.Report(d)
				}
				return true
			})
		}
		return nil, nil
	}}
}

type isMarked struct{}

func (*isMarked) AFact() {}

// marks exports a fact for each function whose name begins with marked.
var marks = &analysis.Analyzer{
	Name: "recoverlint_marks", Doc: "find marked functions", Run: runMarks,
	FactTypes: []analysis.Fact{new(isMarked)}, ResultType: reflect.TypeFor[func(types.Object) bool](),
}

func runMarks(pass *analysis.Pass) (any, error) {
	for id, obj := range pass.TypesInfo.Defs {
		if fn, ok := obj.(*types.Func); ok && strings.HasPrefix(strings.ToLower(id.Name), "marked") {
			pass.ExportObjectFact(fn, new(isMarked))
		}
		if id.Name == "engineboom" {
			var none []int
			_ = none[len(id.Name)]
		}
	}
	return func(obj types.Object) bool {
		return obj != nil && obj.Pkg() != nil && pass.ImportObjectFact(obj, new(isMarked))
	}, nil
}

func runCalls(pass *analysis.Pass) (any, error) {
	marked := pass.ResultOf[marks].(func(types.Object) bool)
	for _, file := range pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if sel, ok := call.Fun.(*ast.SelectorExpr); ok && marked(pass.TypesInfo.Uses[sel.Sel]) {
					pass.ReportRangef(call, "call of marked function %s", sel.Sel.Name)
				}
			}
			return true
		})
	}
	return nil, nil
}

func runCrash(pass *analysis.Pass) (any, error) {
	if pass.Pkg.Scope().Lookup("boom") != nil {
		panic("no rule can stand this package")
	}
	if pass.Pkg.Scope().Lookup("abyss") != nil {
		debug.SetMaxStack(1 << 20)
		_ = fall(1)
	}
	return nil, nil
}

func fall(depth int) int {
	if depth < 0 {
		return depth
	}
	return fall(depth+1) + 1
}
