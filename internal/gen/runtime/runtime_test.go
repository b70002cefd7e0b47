package runtime

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "write safe.txtar")

// root is the top of the repository.
var root = filepath.Join("..", "..", "..")

// The copy is that of the module safe as it is now.
func TestArchiveIsFresh(t *testing.T) {
	want := txtar.Format(&txtar.Archive{Files: sources(t)})
	if *update {
		if err := os.WriteFile("safe.txtar", want, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(archive, want) {
		t.Error("safe.txtar is not what is in safe: go test ./internal/gen/runtime -update")
	}
}

// sources are the files of the module that a program needs, and the licence.
func sources(t *testing.T) []txtar.File {
	t.Helper()
	var files []txtar.File
	add := func(name, from string) {
		content, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, txtar.File{Name: name, Data: content})
	}
	add("LICENSE", filepath.Join(root, "LICENSE"))
	safe := filepath.Join(root, "safe")
	err := filepath.WalkDir(safe, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == "testdata":
			return fs.SkipDir
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			short, err := filepath.Rel(safe, name)
			if err != nil {
				return err
			}
			add(filepath.ToSlash(short), name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestFilesImportEachOther(t *testing.T) {
	files := Files("example.com/app/internal/safe")
	safetest := string(files["safetest/safetest.go"])
	if !strings.HasPrefix(safetest, Mark+"\n") || !strings.Contains(safetest, `"example.com/app/internal/safe"`) || strings.Contains(safetest, `"`+Module+`"`) {
		t.Errorf("safetest.go begins\n%.300s", safetest)
	}
	if len(files["LICENSE"]) == 0 {
		t.Error("the licence is missing")
	}
}
