package gen

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/recoverlint/recoverlint/internal/gen/load"
)

// Each run is a process of its own, as a user's is: TestMain does what this says.
const benchRun = "GENSAFE_BENCH"

func TestMain(m *testing.M) {
	switch run := os.Getenv(benchRun); run {
	case "":
		os.Exit(m.Run())
	case "floor":
		loadPackages()
	case "load":
		loadOnly()
	default:
		os.Exit(Main(nil, strings.Fields(run), io.Discard, os.Stderr))
	}
}

// loadPackages is the floor: one run of the go command, and the type checker.
func loadPackages() {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedCompiledGoFiles | packages.NeedImports |
			packages.NeedTypes | packages.NeedSyntax | packages.NeedTypesInfo | packages.NeedModule,
	}, "./...")
	if err != nil || len(pkgs) != 50 || packages.PrintErrors(pkgs) > 0 {
		fmt.Fprintln(os.Stderr, len(pkgs), err)
		os.Exit(1)
	}
}

// loadOnly does what a run does first: it loads the packages, with what the outputs
// will import.
func loadOnly() {
	program, err := load.Load(load.Config{Patterns: []string{"./..."}, Runtime: DefaultRuntime})
	if err != nil || len(program.Packages) != 50 {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// The floor is what it costs to load the packages at all: 50 with 20 methods each.
//
//	go test -run '^$' -bench . -benchtime 10x ./internal/gen
func BenchmarkFloor(b *testing.B) {
	dir := thousandMethods(b)
	runIn(b, dir, "floor")
	for b.Loop() {
		runIn(b, dir, "floor")
	}
}

// BenchmarkLoad is how long gen-safe itself loads the packages, without the outputs.
func BenchmarkLoad(b *testing.B) {
	dir := thousandMethods(b)
	runIn(b, dir, "load")
	for b.Loop() {
		runIn(b, dir, "load")
	}
}

// BenchmarkFloorCommitted is the floor of the same tree with the outputs in it.
func BenchmarkFloorCommitted(b *testing.B) {
	dir := thousandMethods(b)
	runIn(b, dir, "./...")
	runIn(b, dir, "floor")
	for b.Loop() {
		runIn(b, dir, "floor")
	}
}

// BenchmarkGenerate writes all outputs, from nothing, each time.
func BenchmarkGenerate(b *testing.B) {
	dir := thousandMethods(b)
	runIn(b, dir, "./...")
	for b.Loop() {
		b.StopTimer()
		removeOutputs(b, dir)
		b.StartTimer()
		runIn(b, dir, "./...")
	}
}

// BenchmarkCheck compares outputs that are up to date.
func BenchmarkCheck(b *testing.B) {
	dir := thousandMethods(b)
	runIn(b, dir, "./...")
	for b.Loop() {
		runIn(b, dir, "check ./...")
	}
}

// runIn runs this test binary in dir.
func runIn(b *testing.B, dir, run string) {
	cmd := exec.Command(os.Args[0])
	cmd.Dir, cmd.Env, cmd.Stderr = dir, append(os.Environ(), benchRun+"="+run), os.Stderr
	if err := cmd.Run(); err != nil {
		b.Fatal(err)
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
