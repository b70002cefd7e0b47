package decodeflow

import (
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// DefaultOf gives the value other than zero that a bool or number has where it is left out,
// as the comment beside the field says (Default: true), and its default tag; or "".
func (r *Result) DefaultOf(f Field) (comment, tag string) {
	basic, ok := f.Var.Type().Underlying().(*types.Basic)
	if !ok || basic.Info()&(types.IsBoolean|types.IsNumeric) == 0 {
		return "", ""
	}
	if tag = f.Tag.Get("default"); !isDefault(basic, tag) {
		tag = ""
	}
	if f.Var.Pkg() == r.pass.Pkg {
		return r.commented()[f.Var.Origin()], tag
	}
	if fact := r.own(f.Var.Pkg()); fact != nil {
		for _, entry := range fact.Defaults {
			if name, value, _ := strings.Cut(entry, "="); name == fieldName(f.Owner, f.Var) {
				return value, tag
			}
		}
	}
	return "", tag
}

// commented gives the defaults that comments beside fields of this package tell.
func (r *Result) commented() map[*types.Var]string {
	if r.defaults != nil {
		return r.defaults
	}
	r.defaults = map[*types.Var]string{}
	for _, file := range r.pass.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.StructType)
			if !ok {
				return true
			}
			for _, field := range s.Fields.List {
				text := field.Doc.Text() + "\n" + field.Comment.Text()
				for _, name := range field.Names {
					if v, ok := r.pass.TypesInfo.Defs[name].(*types.Var); ok {
						if value := told(v.Type(), text); value != "" {
							r.defaults[v] = value
						}
					}
				}
			}
			return true
		})
	}
	return r.defaults
}

// defaultText matches Default: true, defaults to `30`, (default 3), true by default, and the
// word after it, which may make it a condition: default true if ...
var defaultText = regexp.MustCompile("(?i)(?:(?:\\bdefaults?(?: value)?(?: is| to| ?[:=]) *|\\(default )[`'\"]?(true|[0-9][0-9_]*(?:\\.[0-9]+)?)\\b[`'\"]?|\\b(true) by default\\b),?(?:\\s+(if|when|unless|for|on|in|except|only)\\b)?")

// told gives the default that a comment tells of a field of type t, if it is not zero.
func told(t types.Type, comment string) string {
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		return ""
	}
	value := ""
	for _, at := range defaultText.FindAllStringSubmatchIndex(comment, -1) {
		m := defaultText.FindStringSubmatch(comment[at[0]:])
		if m == nil || m[3] != "" || otherSubject.MatchString(sentenceBefore(comment, at[0])) {
			return ""
		}
		value = strings.ToLower(m[1] + m[2])
	}
	if isDefault(basic, value) {
		return value
	}
	return ""
}

// otherSubject matches what makes a default that of something else, or none: unlike Active,
// which defaults to true; not true by default; the --write flag.
var otherSubject = regexp.MustCompile(`(?i:\b(not|never|no|which|that|whose|unlike|flag|option|inverts?)\b|--)|\S\s+[A-Z][a-z]+[A-Z]\w*\s*(is|are)?\s*$|^\s*[A-Z][A-Za-z]*[A-Z]+\w*\s+is\s*$`)

// sentenceBefore gives the part of a sentence that stands before a place in a text.
func sentenceBefore(text string, at int) string {
	start := strings.LastIndexAny(text[:at], ".;\n")
	if line := strings.LastIndex(text[:at], "\n"); line == start && line > 0 && !strings.HasSuffix(strings.TrimSpace(text[:line]), ".") {
		start = strings.LastIndexAny(text[:line], ".;") // it goes on from the line before
	}
	return text[start+1 : at]
}

// isDefault reports whether a text is a value other than zero of a bool, or a number.
func isDefault(t *types.Basic, text string) bool {
	switch {
	case t.Info()&types.IsBoolean != 0:
		return text == "true"
	case t.Info()&types.IsNumeric != 0:
		n, err := strconv.ParseFloat(strings.ReplaceAll(text, "_", ""), 64)
		return err == nil && n != 0
	}
	return false
}

// namedDefaults lists the defaults that comments tell of fields of named structs:
// path.Type.Field=true.
func (r *Result) namedDefaults() []string {
	var names []string
	scope := r.pass.Pkg.Scope()
	for _, name := range scope.Names() {
		tn, ok := scope.Lookup(name).(*types.TypeName)
		if !ok || tn.IsAlias() {
			continue
		}
		s, ok := tn.Type().Underlying().(*types.Struct)
		if !ok {
			continue
		}
		for f := range s.Fields() {
			if value := r.commented()[f]; value != "" {
				names = append(names, fieldName(tn.Type(), f)+"="+value)
			}
		}
	}
	slices.Sort(names)
	return names
}
