package policy

import (
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"github.com/recoverlint/recoverlint/internal/nearest"
	"github.com/recoverlint/recoverlint/internal/yamlfile"
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
	r := reader{File: yamlfile.Parse(file, content)}
	config := &Config{File: file}
	if r.Err() == nil {
		r.Each(r.Body, func(key ast.Node, name string, value ast.Node) {
			config.Wraps = append(config.Wraps, r.top(key, name, value)...)
		})
	}
	return config, r.Err()
}

// A reader turns YAML into directives.
type reader struct{ *yamlfile.File }

func (r *reader) at(n ast.Node) token.Position {
	p := n.GetToken().Position
	return token.Position{Filename: r.Name, Line: p.Line, Column: p.Column}
}

func (r *reader) top(key ast.Node, name string, value ast.Node) []Foreign {
	if name != "wrap" {
		r.Fail(key, "unknown key %q %s", name, nearest.Hint(name, []string{"wrap"}))
		return nil
	}
	list, ok := value.(*ast.SequenceNode)
	if !ok {
		r.Fail(value, "wrap is a list: - type: example.com/users.Store")
		return nil
	}
	var wraps []Foreign
	for _, item := range list.Values {
		wraps = append(wraps, r.foreign(item))
	}
	return wraps
}

func (r *reader) foreign(item ast.Node) Foreign {
	dir := filepath.Dir(r.Name)
	f := Foreign{Directive: Directive{Verb: Wrap, At: r.at(item)}, Into: dir}
	r.Each(item, func(key ast.Node, name string, value ast.Node) {
		switch name {
		case "type":
			f.At = r.at(key)
			f.Path, f.Type = r.typeName(value)
		case "into":
			f.Into = r.into(dir, value)
		case "package":
			f.Package = r.Text(value)
			if !token.IsIdentifier(f.Package) {
				r.Fail(value, "package: %q is no package name", f.Package)
			}
		case "methods":
			f.Methods = r.methods(value)
		default:
			r.setting(&f.Directive, key, value)
		}
	})
	if f.Type == "" {
		r.Fail(item, "an entry of wrap needs a type: type: example.com/users.Store")
	}
	return f
}

// into gives the directory of an output, which is in the module.
func (r *reader) into(dir string, value ast.Node) string {
	text := r.Text(value)
	into := filepath.Join(dir, filepath.FromSlash(text))
	if path.IsAbs(text) || filepath.IsAbs(text) {
		r.Fail(value, "into: %s: want a path from here, with slashes", text)
		return dir
	}
	root := dir
	for !isFile(filepath.Join(root, "go.mod")) && root != filepath.Dir(root) {
		root = filepath.Dir(root)
	}
	if rel, err := filepath.Rel(root, into); err != nil || !filepath.IsLocal(rel) {
		r.Fail(value, "into: %s is outside of the module", text)
	}
	if slices.Contains(strings.Split(path.Clean(text), "/"), "vendor") {
		r.Fail(value, "into: %s: what is in a vendor directory belongs to other modules", text)
	}
	return into
}

func isFile(name string) bool {
	info, err := os.Stat(name)
	return err == nil && info.Mode().IsRegular()
}

func (r *reader) typeName(n ast.Node) (path, name string) {
	text := r.Text(n)
	i := strings.LastIndexByte(text, '.')
	if i <= 0 || !token.IsExported(text[i+1:]) || strings.HasSuffix(text[:i], "/") {
		r.Fail(n, "type: %q is not an import path, a dot and an exported name", text)
		return "", ""
	}
	return text[:i], text[i+1:]
}

func (r *reader) methods(n ast.Node) []Named {
	var all []Named
	r.Each(n, func(key ast.Node, name string, value ast.Node) {
		m := Named{Name: name, Directive: Directive{Verb: Method, At: r.at(key)}}
		r.Each(value, func(key ast.Node, name string, value ast.Node) {
			if name != "skip" {
				r.setting(&m.Directive, key, value)
				return
			}
			m.Verb, m.Reason = Skip, strings.TrimSpace(r.Text(value))
			if m.Reason == "" {
				r.Fail(value, "skip needs a reason")
			}
		})
		if m.Verb == Skip && len(m.Settings) > 0 {
			r.Fail(key, "%s: %s has no effect beside skip", name, m.Settings[0].Key)
		}
		all = append(all, m)
	})
	return all
}

// setting adds one key to d. A flag is written as true.
func (r *reader) setting(d *Directive, keyNode, value ast.Node) {
	key, text, hasValue := r.Text(keyNode), "", true
	switch v := value.(type) {
	case *ast.SequenceNode:
		var words []string
		for _, w := range v.Values {
			words = append(words, r.Text(w))
		}
		text = strings.Join(words, ",")
	case *ast.BoolNode:
		if keys[d.Verb][key] == flagKind {
			hasValue = false
			if !v.Value {
				return
			}
		} else if text = "off"; v.Value { // YAML 1.1 reads on as true
			text = "on"
		}
	default:
		text = r.Text(v)
	}
	if err := d.Add(Setting{Key: key, Value: text, At: r.at(keyNode)}, hasValue); err != nil {
		r.Keep(err)
	}
}
