package write

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestChangesAndApply(t *testing.T) {
	dir := t.TempDir()
	same, gone, fresh := filepath.Join(dir, "same.go"), filepath.Join(dir, "gone.go"), filepath.Join(dir, "new", "fresh.go")
	for _, name := range []string{same, gone} {
		if err := os.WriteFile(name, []byte("x"), 0o640); err != nil {
			t.Fatal(err)
		}
	}
	files := []File{{same, []byte("x")}, {fresh, []byte("y")}, {gone, nil}, {filepath.Join(dir, "never.go"), nil}}
	changes, err := Changes(files)
	if err != nil || len(changes) != 2 || changes[0].Name != gone || changes[1].Name != fresh {
		t.Fatal(changes, err)
	}
	if err := Apply(changes); err != nil {
		t.Fatal(err)
	}
	if changes, err := Changes(files); err != nil || len(changes) != 0 {
		t.Error("a second time:", changes, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "new", ".*")); len(left) != 0 {
		t.Error("left behind:", left)
	}
}

func TestWholeKeepsTheOldFileWhereItFails(t *testing.T) {
	name := filepath.Join(t.TempDir(), "users_safe.go")
	if err := os.WriteFile(name, []byte("old"), 0o444); err != nil {
		t.Fatal(err)
	}
	if err := Whole(name, []byte("new")); err == nil {
		t.Error("a read-only file is overwritten")
	}
	if content, err := os.ReadFile(name); string(content) != "old" || err != nil {
		t.Error(string(content), err)
	}
}

// What another run is at work on stays, what an interrupted one left goes.
func TestWholeAndTheFilesOfOtherRuns(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "users_safe.go")
	busy, left := filepath.Join(dir, ".users_safe.go.1.tmp"), filepath.Join(dir, ".users_safe.go.2.tmp")
	for _, temp := range []string{busy, left} {
		if err := os.WriteFile(temp, []byte("half"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chtimes(left, time.Time{}, time.Now().Add(-time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := Whole(name, []byte("new")); err != nil {
		t.Fatal(err)
	}
	if content, err := os.ReadFile(busy); string(content) != "half" || err != nil {
		t.Error("the file of another run:", string(content), err)
	}
	if _, err := os.Stat(left); err == nil {
		t.Error("what an interrupted run left is still there")
	}
}
