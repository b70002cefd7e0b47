package driver

import (
	"os"
	"path/filepath"
	"testing"
)

func TestRepository(t *testing.T) {
	root := resolve(t.TempDir())
	for _, dir := range []string{"repo/.git", "repo/svc/api", "alone"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ dir, wantRoot, wantFolder string }{
		{"repo/svc/api", "repo", "svc/api"},
		{"repo", "repo", "."},
		{"alone", "alone", "."}, // unless the temporary folder is in a repository
	} {
		r := newRepository(filepath.Join(root, test.dir))
		if r.root != filepath.Join(root, test.wantRoot) || r.folder() != test.wantFolder {
			t.Errorf("%s: root %s, folder %s, want %s, %s", test.dir, r.root, r.folder(), test.wantRoot, test.wantFolder)
		}
	}
	r := newRepository(filepath.Join(root, "repo", "svc", "api"))
	for file, want := range map[string]string{"a/a.go": "svc/api/a/a.go", "../b.go": "svc/b.go", filepath.Join(root, "repo", "c.go"): "c.go"} {
		if got, ok := r.name(file); got != want || !ok {
			t.Errorf("%s is %s, %v, want %s", file, got, ok, want)
		}
	}
	outside := filepath.Join(root, "else.go")
	if got, ok := r.name(outside); got != filepath.ToSlash(outside) || ok {
		t.Errorf("%s is %s, %v", outside, got, ok)
	}
}

// A link that leads to a file of the repository is that file: GitHub does not
// follow it.
func TestRepositoryResolvesLinks(t *testing.T) {
	root := t.TempDir()
	for _, dir := range []string{".git", "real"} {
		if err := os.Mkdir(filepath.Join(root, dir), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(root, "real", "a.go"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	if got, ok := newRepository(root).name("link/a.go"); got != "real/a.go" || !ok {
		t.Errorf("got %s, %v", got, ok)
	}
	if r := newRepository(filepath.Join(root, "link")); r.folder() != "real" {
		t.Errorf("the folder is %s", r.folder())
	}
}

func TestReplaceFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "out")
	for _, text := range []string{"first", "second"} {
		if err := replaceFile(name, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(name); string(got) != text || err != nil {
			t.Errorf("got %q, %v, want %q", got, err, text)
		}
	}
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	if err := replaceFile(name, nil); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(name); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the mode is %v, %v", info.Mode(), err)
	}
	if err := replaceFile(filepath.Join(dir, "none", "out"), nil); err == nil {
		t.Error("a file is written in a folder that is not there")
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 || err != nil {
		t.Errorf("left over: %v, %v", left, err)
	}
}
