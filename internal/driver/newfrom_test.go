package driver

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/internal/report"
)

// A finding is new if a line that it marks, or one that it refers to, was changed.
func TestChangesFilter(t *testing.T) {
	dir := t.TempDir()
	c := &changes{
		files: map[string][]lineRange{resolve(filepath.Join(dir, "a.go")): {{10, 12}, {20, 20}}},
		whole: map[string]bool{resolve(filepath.Join(dir, "new.go")): true},
	}
	at := func(file string, line int) report.Position { return report.Position{File: file, Line: line, Column: 1} }
	for _, test := range []struct {
		name string
		f    report.Finding
		want bool
	}{
		{"before", report.Finding{Start: at("a.go", 9), End: at("a.go", 9)}, false},
		{"on the first line", report.Finding{Start: at("a.go", 10), End: at("a.go", 10)}, true},
		{"ends on it", report.Finding{Start: at("a.go", 8), End: at("a.go", 10)}, true},
		{"begins on the last", report.Finding{Start: at("a.go", 12), End: at("a.go", 15)}, true},
		{"between", report.Finding{Start: at("a.go", 13), End: at("a.go", 19)}, false},
		{"around", report.Finding{Start: at("a.go", 13), End: at("a.go", 30)}, true},
		{"without an end", report.Finding{Start: at("a.go", 20)}, true},
		{"in another file", report.Finding{Start: at("b.go", 10)}, false},
		{"in a new file", report.Finding{Start: at("new.go", 1)}, true},
		{"leads there", report.Finding{Start: at("b.go", 1), Related: []report.Related{{Start: at("b.go", 2)}, {Start: at("a.go", 11)}}}, true},
		{"leads elsewhere", report.Finding{Start: at("b.go", 1), Related: []report.Related{{Start: at("a.go", 13)}}}, false},
		{"leads nowhere", report.Finding{Start: at("b.go", 1), Related: []report.Related{{}}}, false},
	} {
		if got := len(c.filter([]report.Finding{test.f}, dir)) == 1; got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestChangedSinceNeedsGit(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if _, err := changedSince(t.TempDir(), "HEAD"); err == nil || !strings.Contains(err.Error(), "the git command is not in PATH") {
		t.Errorf("got %v", err)
	}
}

// What users and systems set for git diff does not change what is read.
func TestChangedSinceWhateverGitIsTold(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	dir := resolve(t.TempDir())
	for key, value := range map[string]string{
		"GIT_CONFIG_GLOBAL": filepath.Join(dir, ".gitconfig"), "GIT_CONFIG_SYSTEM": os.DevNull, "GIT_EXTERNAL_DIFF": "false",
		"GIT_AUTHOR_NAME": "gopher", "GIT_AUTHOR_EMAIL": "g@example.com", "GIT_COMMITTER_NAME": "gopher", "GIT_COMMITTER_EMAIL": "g@example.com",
	} {
		t.Setenv(key, value)
	}
	write := func(name, text string) {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) {
		if _, err := git(dir, args...); err != nil {
			t.Fatal(err)
		}
	}
	write(".gitconfig", "[diff]\nnoprefix=true\nmnemonicPrefix=true\nrelative=true\ncontext=9\nsubmodule=log\nwordRegex=.\n[color]\nui=always\n[core]\nquotePath=true\n")
	write("a.go", "1\n2\n3\n4\n5\n")
	write("sub/größe \"x\".go", "1\n2\n3\n")
	write("old.go", "1\n2\n3\n4\n5\n6\n7\n")
	run("init", "-q")
	run("add", ".")
	run("commit", "-q", "-m", "first")
	write("a.go", "1\n2\nthree\nfour\n5\n")
	write("sub/größe \"x\".go", "one\n2\n3\n")
	run("mv", "old.go", "renamed.go")
	write("sub/untracked ü.go", "1\n")
	write("staged.go", "1\n2\n")
	run("add", "staged.go")
	c, err := changedSince(filepath.Join(dir, "sub"), "HEAD")
	if err != nil {
		t.Fatal(err)
	}
	for name, lines := range map[string]string{"a.go": "34", "sub/größe \"x\".go": "1", "renamed.go": "", "staged.go": "12", "sub/untracked ü.go": "123456789"} {
		for line := 1; line <= 9; line++ {
			f := report.Finding{Start: report.Position{File: name, Line: line, Column: 1}}
			want := strings.ContainsRune(lines, rune('0'+line))
			if got := len(c.filter([]report.Finding{f}, dir)) == 1; got != want {
				t.Errorf("%s:%d: changed %v, want %v", name, line, got, want)
			}
		}
	}
}
