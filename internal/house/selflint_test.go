package house

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// recoverlint finds nothing in its own code.
func TestSelfLint(t *testing.T) {
	tool := filepath.Join(t.TempDir(), "recoverlint")
	for _, args := range [][]string{
		{"go", "build", "-buildvcs=false", "-o", tool, "./cmd/recoverlint"},
		{tool, "./...", "./safe/..."},
	} {
		cmd := exec.Command(args[0], args[1:]...)
		cmd.Dir = ruletest.Root()
		out, err := cmd.CombinedOutput()
		if out = downloading.ReplaceAll(out, nil); err != nil || len(out) > 0 {
			t.Fatalf("%s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// downloading matches what the go command says of modules that are not in its cache yet.
var downloading = regexp.MustCompile(`(?m)^go: downloading .*\n`)

var suppression = regexp.MustCompile(`^//(nolint|lint:)`)

// Not even where somebody asked it to be silent. (The cases below testdata are
// no code of ours.)
func TestNoSuppressions(t *testing.T) {
	fset := token.NewFileSet()
	err := filepath.WalkDir(ruletest.Root(), func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && d.Name() == "testdata" {
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		file, err := parser.ParseFile(fset, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		for _, group := range file.Comments {
			for _, comment := range group.List {
				if suppression.MatchString(comment.Text) {
					t.Errorf("%s: %s", fset.Position(comment.Pos()), comment.Text)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
