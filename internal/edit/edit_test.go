package edit_test

import (
	"go/ast"
	"go/format"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/internal/edit"
)

// Each source has a call of use, before which the qualifier is wanted.
func TestImport(t *testing.T) {
	for _, test := range []struct{ name, src, qualifier, want string }{
		{"none yet", "package p\n\nfunc use() { use() }\n", "context.",
			"package p\n\nimport \"context\"\n\nfunc use() { use() }\n"},
		{"single import", "package p\n\nimport \"fmt\"\n\nfunc use() { use(); fmt.Println() }\n", "context.",
			"package p\n\nimport \"context\"\n\nimport \"fmt\"\n\nfunc use() { use(); fmt.Println() }\n"},
		{"group in order", "package p\n\nimport (\n\t\"bytes\"\n\t\"fmt\"\n)\n\nvar _ bytes.Buffer\n\nfunc use() { use(); fmt.Println() }\n", "context.",
			"package p\n\nimport (\n\t\"bytes\"\n\t\"context\"\n\t\"fmt\"\n)\n\nvar _ bytes.Buffer\n\nfunc use() { use(); fmt.Println() }\n"},
		{"group at the end", "package p\n\nimport (\n\t\"bytes\" // for b\n)\n\nvar _ bytes.Buffer\n\nfunc use() { use() }\n", "context.",
			"package p\n\nimport (\n\t\"bytes\"\n\t\"context\" // for b\n)\n\nvar _ bytes.Buffer\n\nfunc use() { use() }\n"},
		{"there already", "package p\n\nimport \"context\"\n\nfunc use() { use(); context.TODO() }\n", "context.",
			"package p\n\nimport \"context\"\n\nfunc use() { use(); context.TODO() }\n"},
		{"by another name", "package p\n\nimport c \"context\"\n\nfunc use() { use(); c.TODO() }\n", "c.",
			"package p\n\nimport c \"context\"\n\nfunc use() { use(); c.TODO() }\n"},
		{"dot", "package p\n\nimport . \"context\"\n\nfunc use() { use(); TODO() }\n", "",
			"package p\n\nimport . \"context\"\n\nfunc use() { use(); TODO() }\n"},
		{"hidden", "package p\n\nimport \"context\"\n\nvar _ = context.TODO\n\nfunc use() { context := 1; use(); _ = context }\n", "context2.",
			"package p\n\nimport context2 \"context\"\n\nimport \"context\"\n\nvar _ = context.TODO\n\nfunc use() { context := 1; use(); _ = context }\n"},
		{"name of the package's own", "package p\n\nvar context = 1\n\nfunc use() { use() }\n", "context2.",
			"package p\n\nimport context2 \"context\"\n\nvar context = 1\n\nfunc use() { use() }\n"},
	} {
		qualifier, got := importInto(t, test.src)
		if qualifier != test.qualifier || got != test.want {
			t.Errorf("%s: qualifier %q, want %q; source:\n%s\nwant:\n%s", test.name, qualifier, test.qualifier, got, test.want)
		}
	}
}

func importInto(t *testing.T, src string) (qualifier, result string) {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{Scopes: map[ast.Node]*types.Scope{}, Defs: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{}}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	if _, err := conf.Check("p", fset, []*ast.File{file}, info); err != nil {
		t.Fatal(err)
	}
	base := fset.File(file.Pos())
	qualifier, edits := edit.Import(info, file, "context", base.Pos(strings.LastIndex(src, "use()")))
	for _, e := range edits {
		src = src[:base.Offset(e.Pos)] + string(e.NewText) + src[base.Offset(e.End):]
	}
	out, err := format.Source([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	return qualifier, string(out)
}

func TestText(t *testing.T) {
	fset := token.NewFileSet()
	expr, err := parser.ParseExprFrom(fset, "", "f( a ,b /* c */)", 0)
	if err != nil {
		t.Fatal(err)
	}
	if got := edit.Text(fset, expr); got != "f(a, b)" {
		t.Errorf("Text = %q", got)
	}
	if e := edit.Replace(expr, "x"); e.Pos != expr.Pos() || e.End != expr.End() || string(e.NewText) != "x" {
		t.Errorf("Replace = %+v", e)
	}
}
