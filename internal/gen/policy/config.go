package policy

import (
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/recoverlint/recoverlint/internal/nearest"
)

// ConfigName is the file that holds the policies for types of other modules.
const ConfigName = "gensafe.yaml"

// A Config is what gensafe.yaml says.
type Config struct {
	File  string // its path; "" if there is none
	Wraps []Foreign
}

// A Foreign is the policy for a type that directives cannot reach, since its
// source belongs to another module.
type Foreign struct {
	Directive  // of verb Wrap
	Path, Type string
	Into       string // directory of the output, absolute
	Package    string // name of the package there, should it not exist yet; "" means the directory's
	Methods    []Named
}

// A Named is the directive of the method Name: of verb Method or Skip.
type Named struct {
	Name string
	Directive
}

// ReadConfig reads file. Every error names the file, the line and what would have
// been right.
func ReadConfig(file string) (*Config, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	parsed, err := parser.ParseBytes(content, 0)
	if err != nil {
		return nil, syntaxError(file, err)
	}
	r := reader{file: file}
	config := &Config{File: file}
	for _, doc := range parsed.Docs {
		if doc.Body != nil {
			config.Wraps = append(config.Wraps, r.document(doc.Body)...)
		}
	}
	return config, r.err
}

// syntaxError names the place of what the parser did not understand.
func syntaxError(file string, err error) error {
	var e yaml.Error
	if !errors.As(err, &e) || e.GetToken() == nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	at := e.GetToken().Position
	return fmt.Errorf("%s:%d:%d: %s", file, at.Line, at.Column, e.GetMessage())
}

// A reader turns YAML into directives. It keeps the first error.
type reader struct {
	file string
	err  error
}

func (r *reader) at(n ast.Node) token.Position {
	p := n.GetToken().Position
	return token.Position{Filename: r.file, Line: p.Line, Column: p.Column}
}

func (r *reader) fail(n ast.Node, format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("%v: %s", r.at(n), fmt.Sprintf(format, args...))
	}
}

func (r *reader) document(body ast.Node) []Foreign {
	var wraps []Foreign
	for _, e := range r.mapping(body, "the file") {
		if key := r.text(e.Key); key != "wrap" {
			r.fail(e.Key, "unknown key %q %s", key, nearest.Hint(key, []string{"wrap"}))
			continue
		}
		list, ok := e.Value.(*ast.SequenceNode)
		if !ok {
			r.fail(e.Value, "wrap is a list: - type: example.com/users.Store")
			continue
		}
		for _, item := range list.Values {
			wraps = append(wraps, r.foreign(item))
		}
	}
	return wraps
}

func (r *reader) foreign(item ast.Node) Foreign {
	f := Foreign{Directive: Directive{Verb: Wrap, At: r.at(item)}, Into: filepath.Dir(r.file)}
	for _, e := range r.mapping(item, "an entry of wrap") {
		switch key := r.text(e.Key); key {
		case "type":
			f.At = r.at(e.Key)
			f.Path, f.Type = r.typeName(e.Value)
		case "into":
			f.Into = filepath.Join(filepath.Dir(r.file), filepath.FromSlash(r.text(e.Value)))
		case "package":
			f.Package = r.text(e.Value)
			if !token.IsIdentifier(f.Package) {
				r.fail(e.Value, "package: %q is no package name", f.Package)
			}
		case "methods":
			f.Methods = r.methods(e.Value)
		default:
			r.setting(&f.Directive, e)
		}
	}
	if f.Type == "" {
		r.fail(item, "an entry of wrap needs a type: type: example.com/users.Store")
	}
	return f
}

func (r *reader) typeName(n ast.Node) (path, name string) {
	text := r.text(n)
	i := strings.LastIndexByte(text, '.')
	if i <= 0 || !token.IsExported(text[i+1:]) || strings.HasSuffix(text[:i], "/") {
		r.fail(n, "type: %q is not an import path, a dot and an exported name", text)
		return "", ""
	}
	return text[:i], text[i+1:]
}

func (r *reader) methods(n ast.Node) []Named {
	var all []Named
	for _, e := range r.mapping(n, "methods") {
		m := Named{Name: r.text(e.Key), Directive: Directive{Verb: Method, At: r.at(e.Key)}}
		for _, s := range r.mapping(e.Value, "a method") {
			if r.text(s.Key) == "skip" {
				m.Verb, m.Reason = Skip, strings.TrimSpace(r.text(s.Value))
				if m.Reason == "" {
					r.fail(s.Value, "skip needs a reason")
				}
				continue
			}
			r.setting(&m.Directive, s)
		}
		all = append(all, m)
	}
	return all
}

// setting adds one key to d. A flag is written as true.
func (r *reader) setting(d *Directive, e *ast.MappingValueNode) {
	key, value := r.text(e.Key), ""
	hasValue := true
	switch v := e.Value.(type) {
	case *ast.SequenceNode:
		var words []string
		for _, w := range v.Values {
			words = append(words, r.text(w))
		}
		value = strings.Join(words, ",")
	case *ast.BoolNode:
		if keys[d.Verb][key] == flagKind {
			hasValue = false
			if !v.Value {
				return
			}
		} else if value = "off"; v.Value { // YAML 1.1 reads on as true
			value = "on"
		}
	default:
		value = r.text(v)
	}
	if err := d.Add(Setting{Key: key, Value: value, At: r.at(e.Key)}, hasValue); err != nil && r.err == nil {
		r.err = err
	}
}

func (r *reader) mapping(n ast.Node, what string) []*ast.MappingValueNode {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}
	}
	r.fail(n, "%s has keys and values: key: value", what)
	return nil
}

func (r *reader) text(n ast.Node) string {
	if s, ok := n.(ast.ScalarNode); ok {
		return fmt.Sprint(s.GetValue())
	}
	r.fail(n, "want a word, not %s", strings.ToLower(n.Type().String()))
	return ""
}
