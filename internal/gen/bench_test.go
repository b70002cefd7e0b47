package gen

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/tools/go/packages"
)

// The floor is what it costs to load the packages at all: one run of the go command,
// and the type checker. 50 packages with 20 methods each:
//
//	go test -run '^$' -bench . -benchtime 5x ./internal/gen
func BenchmarkFloor(b *testing.B) {
	dir := thousandMethods(b)
	b.ResetTimer()
	for b.Loop() {
		pkgs, err := packages.Load(&packages.Config{
			Dir: dir,
			Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
				packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule,
		}, "./...")
		if err != nil || len(pkgs) != 50 || len(pkgs[0].Errors) > 0 {
			b.Fatal(len(pkgs), err, pkgs[0].Errors)
		}
	}
}

// BenchmarkGenerate writes all outputs, from nothing, each time.
func BenchmarkGenerate(b *testing.B) {
	dir := thousandMethods(b)
	b.ResetTimer()
	for b.Loop() {
		b.StopTimer()
		removeOutputs(b, dir)
		b.StartTimer()
		if code := Main(nil, []string{"-C", dir, "./..."}, io.Discard, os.Stderr); code != exitDone {
			b.Fatal(code)
		}
	}
}

// BenchmarkCheck compares outputs that are up to date.
func BenchmarkCheck(b *testing.B) {
	dir := thousandMethods(b)
	if code := Main(nil, []string{"-C", dir, "./..."}, io.Discard, os.Stderr); code != exitDone {
		b.Fatal(code)
	}
	b.ResetTimer()
	for b.Loop() {
		if code := Main(nil, []string{"check", "-C", dir, "./..."}, io.Discard, os.Stderr); code != exitDone {
			b.Fatal(code)
		}
	}
}

func removeOutputs(b *testing.B, dir string) {
	outputs, err := filepath.Glob(filepath.Join(dir, "*", "*_safe*.go"))
	if err != nil {
		b.Fatal(err)
	}
	for _, output := range outputs {
		if err := os.Remove(output); err != nil {
			b.Fatal(err)
		}
	}
}

// thousandMethods makes a module with 50 packages of one interface with 20 methods.
func thousandMethods(b *testing.B) (dir string) {
	b.Helper()
	b.Setenv("GOWORK", "off")
	b.Setenv("GOFLAGS", "-mod=mod")
	dir = b.TempDir()
	safe, err := filepath.Abs(filepath.Join("..", "..", "safe"))
	if err != nil {
		b.Fatal(err)
	}
	writeFile(b, filepath.Join(dir, "go.mod"), fmt.Sprintf("module example.com/thousand\n\ngo 1.26.0\n\nrequire %s v0.0.0\n\nreplace %[1]s => %s\n", DefaultRuntime, safe))
	for i := range 50 {
		source := fmt.Sprintf("package p%d\n\nimport (\n\t\"context\"\n\t\"net/http\"\n)\n\ntype Item struct{ ID int }\n\n//safe:wrap deadline=2s breaker=p%[1]d\ntype Store interface {\n", i)
		for j := range 20 {
			source += fmt.Sprintf("\tGet%d(ctx context.Context, id int, names ...string) (map[string]*Item, *http.Response, error)\n", j)
		}
		writeFile(b, filepath.Join(dir, fmt.Sprintf("p%d", i), "store.go"), source+"}\n")
	}
	return dir
}

func writeFile(b *testing.B, name, content string) {
	b.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		b.Fatal(err)
	}
}
