package load

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
)

// A Directive is a directive and what it stands on.
type Directive struct {
	policy.Directive
	Type   *types.TypeName // of a type declaration; nil otherwise
	Func   *types.Func     // of a function, a method, or a method of an interface; nil otherwise
	Member bool            // Func is a method in an interface's declaration
	Doc    string          // the first sentence of what it stands on; "" if there is none
}

// A directiveReader finds the directives of a file, and what each stands on.
type directiveReader struct {
	pkg    *Package
	file   *File
	owners map[*ast.CommentGroup]owner
}

// An owner is a declaration, as the owner of its comments.
type owner struct {
	ident  *ast.Ident
	member bool
	doc    string
}

func (r *directiveReader) read() error {
	r.owners = make(map[*ast.CommentGroup]owner)
	for _, decl := range r.file.Syntax.Decls {
		r.own(decl)
	}
	var problems []error
	for _, group := range r.file.Syntax.Comments {
		for _, comment := range group.List {
			if !policy.IsDirective(comment.Text) {
				continue
			}
			at := r.pkg.fset.Position(comment.Slash)
			parsed, err := policy.Parse(comment.Text, at)
			if err == nil {
				err = r.add(parsed, group, r.alone(comment, group))
			}
			problems = append(problems, err)
		}
	}
	return errors.Join(problems...)
}

// own notes the comments of a declaration.
func (r *directiveReader) own(decl ast.Decl) {
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		r.note(decl.Doc, owner{ident: decl.Name})
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			spec, ok := spec.(*ast.TypeSpec)
			if !ok {
				continue
			}
			o := owner{ident: spec.Name}
			if !decl.Lparen.IsValid() {
				r.note(decl.Doc, o)
			}
			r.note(spec.Doc, o)
			r.note(spec.Comment, o)
			if it, ok := spec.Type.(*ast.InterfaceType); ok {
				r.members(it)
			}
		}
	}
}

func (r *directiveReader) members(it *ast.InterfaceType) {
	for _, field := range it.Methods.List {
		if len(field.Names) == 1 {
			o := owner{ident: field.Names[0], member: true}
			r.note(field.Doc, o)
			r.note(field.Comment, o)
		}
	}
}

func (r *directiveReader) note(group *ast.CommentGroup, o owner) {
	if group != nil {
		o.doc, _, _ = strings.Cut(group.Text(), "\n")
		r.owners[group] = o
	}
}

// alone reports whether a comment belongs to no declaration: it is neither in one, nor
// behind it on a line, nor above a function or type.
func (r *directiveReader) alone(comment *ast.Comment, group *ast.CommentGroup) bool {
	line := func(pos token.Pos) int { return r.pkg.fset.Position(pos).Line }
	for _, decl := range r.file.Syntax.Decls {
		switch {
		case decl.Pos() <= comment.Slash && comment.Slash < decl.End(), line(decl.End()) == line(comment.Slash):
			return false
		case line(group.End())+1 == line(decl.Pos()) && declares(decl):
			return false
		}
	}
	return true
}

// declares reports whether a declaration is that of a function or type.
func declares(decl ast.Decl) bool {
	group, ok := decl.(*ast.GenDecl)
	return !ok || group.Tok == token.TYPE
}

// add adds d if it stands where its verb wants it.
func (r *directiveReader) add(d policy.Directive, group *ast.CommentGroup, alone bool) error {
	o, owned := r.owners[group]
	result := Directive{Directive: d, Doc: o.doc, Member: o.member}
	if owned {
		switch obj := r.pkg.Info.Defs[o.ident].(type) {
		case *types.TypeName:
			result.Type = obj
		case *types.Func:
			result.Func = obj
		}
	}
	if want := result.place(alone); want != "" {
		return fmt.Errorf("%v: %s%s is in the wrong place: it stands on %s", d.At, policy.Prefix, d.Verb, want)
	}
	r.file.Directives = append(r.file.Directives, result)
	return nil
}

// place says where the verb of d should stand; "" if it stands there.
func (d Directive) place(alone bool) string {
	switch d.Verb {
	case policy.Wrap:
		if d.Type == nil {
			return "an interface or a struct"
		}
	case policy.Null:
		if d.Type == nil {
			return "a struct"
		}
		if _, ok := d.Type.Type().Underlying().(*types.Struct); !ok {
			return "a struct"
		}
	case policy.Method, policy.Skip:
		if d.Func == nil || !d.Member && d.Func.Signature().Recv() == nil {
			return "a method of an interface, or of a struct, with " + policy.Prefix + "wrap"
		}
	case policy.Guard, policy.Export:
		if d.Func == nil || d.Member {
			return "a function"
		}
	default:
		if !alone {
			return "the package clause, or between declarations, with a blank line after it"
		}
	}
	return ""
}
