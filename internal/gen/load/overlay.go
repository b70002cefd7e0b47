package load

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
)

// An overlay shows the go command and the parser files that are not on disk, or have
// another content there. (packages.Config.Overlay does that too, but then loads every
// dependency from source: ten times slower.)
type overlay struct {
	files map[string][]byte
	dir   string // temporary
}

// newOverlay writes the files for the go command, which reads them by way of a table
// (go help build: -overlay).
func newOverlay(files map[string][]byte) (*overlay, error) {
	dir, err := os.MkdirTemp("", "gen-safe")
	if err != nil {
		return nil, err
	}
	o := &overlay{files: files, dir: dir}
	table := struct{ Replace map[string]string }{make(map[string]string)}
	for name, content := range files {
		if content == nil { // there is no such file
			table.Replace[name] = ""
			continue
		}
		temp := filepath.Join(dir, strconv.Itoa(len(table.Replace))+".go")
		table.Replace[name] = temp
		if err := os.WriteFile(temp, content, 0o600); err != nil {
			o.remove()
			return nil, err
		}
	}
	encoded, err := json.Marshal(table)
	if err == nil {
		err = os.WriteFile(o.table(), encoded, 0o600)
	}
	if err != nil {
		o.remove()
		return nil, err
	}
	return o, nil
}

// Overlay writes the table that shows the go command files in place of those on disk
// (go help build: -overlay), and returns its name.
func Overlay(files map[string][]byte) (table string, remove func(), err error) {
	o, err := newOverlay(files)
	if err != nil {
		return "", nil, err
	}
	return o.table(), o.remove, nil
}

func (o *overlay) table() string { return filepath.Join(o.dir, "overlay.json") }

func (o *overlay) flag() string { return "-overlay=" + o.table() }

func (o *overlay) remove() { os.RemoveAll(o.dir) }

// parse is the parser of packages.Load.
func (o *overlay) parse(fset *token.FileSet, name string, src []byte) (*ast.File, error) {
	if content, ok := o.files[name]; ok {
		src = content
	}
	return parser.ParseFile(fset, name, src, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
}
