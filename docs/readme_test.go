package docs

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const readme = "../README.md"

// pages are those that show commands.
var pages = []string{readme, "formats.md", "ci.md", "../examples/shop/README.md"}

// downloading is what the go command says where the module cache is empty.
var downloading = regexp.MustCompile(`(?m)^go: downloading .*\n`)

// What they show as typed and printed (```console) is typed here, and must be
// printed. Wherever that is about exit codes, they are echoed.
func TestReadme(t *testing.T) {
	tools := t.TempDir()
	run := func(command string) string {
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = ".."
		cmd.Env = append(os.Environ(), "PATH="+tools+string(filepath.ListSeparator)+os.Getenv("PATH"), "GOFLAGS=")
		out, err := cmd.CombinedOutput()
		if err != nil && len(out) == 0 {
			t.Errorf("%s: %v", command, err)
		}
		return downloading.ReplaceAllString(string(out), "")
	}
	if problem := run("go build -buildvcs=false -o " + tools + " ./cmd/recoverlint ./cmd/gen-safe"); problem != "" {
		t.Fatal(problem)
	}
	for _, name := range pages {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		now := replay(string(page), func(command string) string {
			t.Log("$ " + command)
			return run(command)
		})
		if *update {
			if err := os.WriteFile(name, []byte(now), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if now != string(page) {
			t.Errorf("the commands in %s print something else now (run go test ./docs -update, and read it):\n%s", name, now)
		}
	}
}

// What the README shows of the small service must be findings, whatever -update
// has written there.
func TestReadmeShowsEveryRule(t *testing.T) {
	page, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range []string{"deadrecover", "nakedgo", "ctxsibling", "jsonnull"} {
		if !regexp.MustCompile(`(?m)^orders\.go:\d+:\d+: .+ \(` + rule + `\)$`).Match(page) {
			t.Errorf("the README shows no finding of %s", rule)
		}
	}
	if problem := regexp.MustCompile(`(?m)^(recoverlint|pattern|go): .*`).Find(page); problem != nil {
		t.Errorf("a command in the README fails: %s", problem)
	}
}

func TestReplay(t *testing.T) {
	page := "a\n```console\n$ b\nc\n\n$ d\n```\n$ e\n```sh\n$ f\n```\n"
	want := "a\n```console\n$ b\n<b>\n$ d\n<d>\n```\n$ e\n```sh\n$ f\n```\n"
	if got := replay(page, func(command string) string { return "<" + command + ">\n" }); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// replay puts after each command in the console blocks of a page what it
// prints, in place of what stands there.
func replay(page string, run func(command string) string) string {
	var b strings.Builder
	console := false
	for line := range strings.Lines(page) {
		command, typed := strings.CutPrefix(line, "$ ")
		fence := strings.HasPrefix(line, "```")
		if fence {
			console = line == "```console\n"
		}
		if fence || typed || !console {
			b.WriteString(line)
		}
		if console && typed {
			b.WriteString(run(strings.TrimSuffix(command, "\n")))
		}
	}
	return b.String()
}
