// Package yamlfile reads a YAML file that people write by hand, such that each mistake
// can be named with its line and column.
package yamlfile

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// A File is a file that is being read. It keeps the first mistake.
type File struct {
	Name string
	Body ast.Node // nil: there is nothing in it
	err  error
}

// Parse reads the text of the file name. Anchors, aliases and a second document are
// mistakes: whoever forgets to put quotes around *.pb.go may have written an alias.
func Parse(name string, data []byte) *File {
	f := &File{Name: name}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // editors of Windows write it
	parsed, err := parser.ParseBytes(data, 0)
	if err != nil {
		f.err = f.badYAML(data, err)
		return f
	}
	for i, doc := range parsed.Docs {
		switch {
		case doc.Body == nil:
		case i > 0:
			f.failAt(doc.Start, "a second document: write one")
		default:
			f.Body = doc.Body
			ast.Walk(aliasFinder{f}, doc.Body)
		}
	}
	return f
}

// Err is the first mistake, with its place; nil if there is none.
func (f *File) Err() error { return f.err }

// An aliasFinder refuses anchors and aliases.
type aliasFinder struct{ *File }

// Visit looks at one node.
func (f aliasFinder) Visit(n ast.Node) ast.Visitor {
	switch n.Type() {
	case ast.AnchorType, ast.AliasType:
		f.Fail(n, "anchors and aliases are not read: "+quotes)
	}
	return f
}

const quotes = "put quotes around what begins with * or &"

// badYAML says where the file is no YAML, and why. (The parser takes **/*.pb.go without
// quotes for an alias, and complains of what comes next.)
func (f *File) badYAML(data []byte, err error) error {
	var e yaml.Error
	if !errors.As(err, &e) || e.GetToken() == nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	at, remedy := e.GetToken().Position, ""
	if lines := bytes.Split(data, []byte("\n")); at.Line <= len(lines) && bytes.ContainsAny(lines[at.Line-1], "*&") {
		remedy = " (" + quotes + ")"
	}
	return fmt.Errorf("%s:%d:%d: %s%s", f.Name, at.Line, at.Column, e.GetMessage(), remedy)
}

// Fail notes a mistake at n, if it is the first.
func (f *File) Fail(n ast.Node, format string, args ...any) {
	f.failAt(n.GetToken(), format, args...)
}

// Keep notes a mistake that says its place itself, if it is the first.
func (f *File) Keep(err error) {
	if f.err == nil {
		f.err = err
	}
}

func (f *File) failAt(t *token.Token, format string, args ...any) {
	at := t.Position
	f.Keep(fmt.Errorf("%s:%d:%d: %s", f.Name, at.Line, at.Column, fmt.Sprintf(format, args...)))
}

// Each calls set with each key of a mapping. No value at all is an empty one.
func (f *File) Each(n ast.Node, set func(key ast.Node, name string, value ast.Node)) {
	switch n := n.(type) {
	case *ast.MappingNode:
		for _, e := range n.Values {
			set(e.Key, f.Text(e.Key), e.Value)
		}
	case *ast.MappingValueNode:
		set(n.Key, f.Text(n.Key), n.Value)
	case nil, *ast.NullNode:
	default:
		f.Fail(n, "want keys and values")
	}
}

// Text is the text of a value that has no parts.
func (f *File) Text(n ast.Node) string {
	if s, ok := n.(ast.ScalarNode); ok {
		return fmt.Sprint(s.GetValue())
	}
	f.Fail(n, "want a word, not %s", strings.ToLower(n.Type().String()))
	return ""
}
