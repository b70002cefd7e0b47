package truth

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

//go:embed testdata/obs/obs.go
var obsSource string

// A module is a set of programs, written, built and ready to run.
type module struct {
	dir      string
	binary   string
	programs []*program
	files    map[*program][]file
}

// newModule writes the programs as one module below dir and builds one
// binary out of them.
func newModule(t *testing.T, dir string, programs []*program) *module {
	t.Helper()
	m := &module{dir: dir, binary: filepath.Join(dir, "cases.exe"), programs: programs, files: map[*program][]file{}}
	for _, p := range programs {
		files, err := p.files()
		if err != nil {
			t.Fatal(err)
		}
		m.files[p] = files
		for _, f := range files {
			m.write(t, f.name, f.text)
		}
	}
	m.write(t, "go.mod", m.goMod(t))
	m.write(t, "obs/obs.go", obsSource)
	m.write(t, "main.go", m.mainFile())
	build := m.command(context.Background(), "go", "build", "-o", m.binary, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("the generated programs do not compile: %v\n%s%s", err, out, m.firstBroken(string(out)))
	}
	return m
}

func (m *module) write(t *testing.T, name, text string) {
	t.Helper()
	path := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// environment keeps the go command to what is already there.
func environment() []string {
	return append(os.Environ(), "GOFLAGS=", "GOPROXY=off", "GOWORK=off", "CGO_ENABLED=0")
}

func (m *module) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = m.dir
	cmd.Env = environment()
	return cmd
}

// goMod requires x/sync from where our own build has it (x/tools needs it).
func (m *module) goMod(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Version}} {{.Dir}}", "golang.org/x/sync").Output()
	if err != nil {
		t.Fatal(err)
	}
	version, dir, _ := strings.Cut(strings.TrimSpace(string(out)), " ")
	return fmt.Sprintf("module %s\n\ngo 1.26.0\n\nrequire golang.org/x/sync %s\n\nreplace golang.org/x/sync => %s\n", modulePath, version, dir)
}

func (m *module) mainFile() string {
	var imports, table []string
	for _, p := range m.programs {
		imports = append(imports, fmt.Sprintf("%q", modulePath+"/"+p.group()))
		table = append(table, fmt.Sprintf("\"%d\": {%s.Case%d, %v},", p.num, p.group(), p.num, len(p.starts) > 0))
	}
	slices.Sort(imports)
	return `// Command generated runs the case of its first argument, with the points of
// its second one active.
package main

import (
	"os"

	"` + modulePath + `/obs"
	` + strings.Join(slices.Compact(imports), "\n\t") + `
)

var cases = map[string]struct {
	run    func()
	starts bool
}{
	` + strings.Join(table, "\n\t") + `
}

func main() {
	c := cases[os.Args[1]]
	obs.Activate(os.Args[2])
	c.run()
	obs.End(c.starts)
}
`
}

// firstBroken gives the first program that the compiler complains about.
func (m *module) firstBroken(out string) string {
	for _, p := range m.programs {
		for _, f := range m.files[p] {
			if strings.Contains(out, f.name+":") {
				return p.spec.String() + " " + strings.Join(p.rows, " ") + "\n" + numbered(f)
			}
		}
	}
	return ""
}

// numbered gives a file with its line numbers.
func numbered(f file) string {
	var b strings.Builder
	fmt.Fprintf(&b, "-- %s --\n", f.name)
	for i, line := range strings.Split(strings.TrimSuffix(f.text, "\n"), "\n") {
		fmt.Fprintf(&b, "%3d  %s\n", i+1, line)
	}
	return b.String()
}

// An outcome is what one run did.
type outcome struct {
	run      run
	survived bool
	exit     int
	lines    []string // what obs told
	stderr   string
}

const (
	runLimit   = 30 * time.Second
	atTheTime  = 8 // most runs only wait
	brokenExit = 125
)

// runAll runs every program, once for each of its points.
func (m *module) runAll(t *testing.T) map[*program][]outcome {
	t.Helper()
	results := map[*program][]outcome{}
	type job struct {
		p *program
		i int
	}
	jobs := make(chan job)
	var wg sync.WaitGroup
	for range atTheTime {
		wg.Go(func() {
			for j := range jobs {
				results[j.p][j.i] = m.execute(j.p, results[j.p][j.i].run)
			}
		})
	}
	for _, p := range m.programs {
		runs := p.runs
		if len(runs) == 0 {
			runs = []run{{}}
		}
		for _, r := range runs {
			results[p] = append(results[p], outcome{run: r})
		}
	}
	for _, p := range m.programs {
		for i := range results[p] {
			jobs <- job{p, i}
		}
	}
	close(jobs)
	wg.Wait()
	return results
}

// execute runs one program once, in a process of its own.
func (m *module) execute(p *program, r run) outcome {
	ctx, cancel := context.WithTimeout(context.Background(), runLimit)
	defer cancel()
	cmd := m.command(ctx, m.binary, fmt.Sprint(p.num), strings.Join(r.active, ","))
	cmd.Env = append(cmd.Env, "GOTRACEBACK=single")
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	o := outcome{run: r}
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		o.exit = exit.ExitCode()
	case err != nil:
		o.exit = brokenExit
	}
	o.lines = strings.Split(strings.TrimSpace(stdout.String()), "\n")
	o.survived = slices.Contains(o.lines, "SURVIVED")
	o.stderr = stderr.String()
	return o
}

// String tells what the run did, in one line.
func (o outcome) String() string {
	end := "survived"
	if !o.survived {
		first, _, _ := strings.Cut(o.stderr, "\n")
		end = fmt.Sprintf("ended with status %d: %s", o.exit, first)
	}
	return fmt.Sprintf("run with %v: %s: %s", o.run.active, strings.Join(o.lines, ", "), end)
}

// broken tells what is wrong with a run, as a run: neither survived nor ended
// by a panic or an exit that the program asked for.
func (o outcome) broken() string {
	switch {
	case o.exit == brokenExit || o.exit < 0:
		return "did not end"
	case o.survived && o.exit != 0:
		return fmt.Sprintf("survived, and ended with status %d", o.exit)
	case !o.survived && o.exit == 0:
		return "ended without a word"
	case strings.Contains(o.stderr, "fatal error:"):
		return "ended by a fatal error"
	}
	return ""
}
