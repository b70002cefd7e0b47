package driver

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bluekeyes/go-gitdiff/gitdiff"

	"github.com/recoverlint/recoverlint/internal/report"
)

// changes are the lines that a working tree has and a revision has not.
type changes struct {
	files map[string][]lineRange // by absolute name
	whole map[string]bool        // files that are new, or of which git names no lines
}

type lineRange struct{ from, to int }

// changedSince asks git for the changes since the revision from which the current
// branch and rev went apart: what came to rev later is not the user's.
func changedSince(dir, rev string) (*changes, error) {
	root, err := git(dir, "rev-parse", "--show-toplevel")
	if err != nil {
		return nil, err
	}
	top := strings.TrimSpace(string(root))
	if _, err := git(dir, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{commit}"); err != nil {
		return nil, fmt.Errorf("git knows no revision %q here (in a shallow clone, fetch it first: git fetch --unshallow)", rev)
	}
	base, err := git(dir, "merge-base", rev, "HEAD")
	if err != nil {
		return nil, fmt.Errorf("%s and HEAD have no revision in common (in a shallow clone, fetch more: git fetch --unshallow)", rev)
	}
	diff, err := git(top, "-c", "core.quotePath=false", "diff", "--no-color", "--no-ext-diff", "--no-textconv", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--submodule=short", "--src-prefix=a/", "--dst-prefix=b/", strings.TrimSpace(string(base)))
	if err != nil {
		return nil, err
	}
	files, _, err := gitdiff.Parse(bytes.NewReader(diff))
	if err != nil {
		return nil, fmt.Errorf("what git diff printed: %w", err)
	}
	c := &changes{files: make(map[string][]lineRange), whole: make(map[string]bool)}
	for _, f := range files {
		name := resolve(filepath.Join(top, filepath.FromSlash(f.NewName)))
		c.whole[name] = f.IsBinary // .gitattributes may say so of any file; git names no lines then
		for _, hunk := range f.TextFragments {
			c.files[name] = append(c.files[name], linesOf(hunk))
		}
	}
	untracked, err := git(top, "ls-files", "-z", "--others", "--exclude-standard")
	if err != nil {
		return nil, err
	}
	for name := range strings.SplitSeq(string(untracked), "\x00") {
		c.whole[resolve(filepath.Join(top, filepath.FromSlash(name)))] = true
	}
	return c, nil
}

// linesOf gives the lines that a hunk changes. Where it only takes lines away these are
// the two between which they were: it may have been a guard.
func linesOf(hunk *gitdiff.TextFragment) lineRange {
	from := int(hunk.NewPosition)
	if hunk.NewLines == 0 {
		return lineRange{from, from + 1}
	}
	return lineRange{from, from + int(hunk.NewLines) - 1}
}

// git runs git, and gives what it said as the error.
func git(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return nil, errors.New("the git command is not in PATH")
	case err != nil:
		said, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return nil, fmt.Errorf("git %s: %s", args[0], said)
	}
	return out, nil
}

// filter gives the findings that touch a changed line: one that they mark, or one that
// they refer to. The go statement may be old, and what now panics behind it new.
func (c *changes) filter(findings []report.Finding, dir string) []report.Finding {
	return slices.DeleteFunc(slices.Clone(findings), func(f report.Finding) bool {
		return !c.touch(dir, f.Start, f.End) && !slices.ContainsFunc(f.Related, func(r report.Related) bool { return c.touch(dir, r.Start, r.End) })
	})
}

// touch reports whether a line from start to end was changed. Their file is relative
// to dir.
func (c *changes) touch(dir string, start, end report.Position) bool {
	if start.File == "" {
		return false
	}
	name := resolve(join(dir, filepath.FromSlash(start.File)))
	return c.whole[name] || slices.ContainsFunc(c.files[name], func(r lineRange) bool {
		return r.from <= max(start.Line, end.Line) && start.Line <= r.to
	})
}
