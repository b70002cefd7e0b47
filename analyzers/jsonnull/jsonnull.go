package jsonnull

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/facts/decodeflow"
	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

//go:embed doc.go
var doc string

// Analyzer reports structs in which a JSON null passes for a value.
var Analyzer = &analysis.Analyzer{
	Name:     "jsonnull",
	Doc:      ruledoc.Text("jsonnull", doc),
	URL:      ruledoc.URL("jsonnull"),
	Requires: []*analysis.Analyzer{decodeflow.Analyzer},
	Run:      run,
}

// The categories say from whom the JSON comes.
const (
	Request   = "request"   // a client of this program
	Message   = "message"   // a websocket peer or a queue
	Other     = "other"     // a server that this program asked, or nobody knows
	Mirror    = "mirror"    // any of them, where the struct does no more than mirror it
	Reused    = "reused"    // any of them, or this program: one variable is filled again and again
	Converted = "converted" // whoever decodes it: a method makes something of null
)

var configFiles bool

func init() {
	Analyzer.Flags.Var(&decodeflow.Extra, "decoders", "comma-separated decoders of your own: import/path.Func:1 decodes into argument 1 (counted from 0, without the receiver), import/path.Func:[0] into a value of type argument 0; add =request or =message for one that reads such")
	Analyzer.Flags.BoolVar(&configFiles, "config", false, "report structs that are read only from files, embedded files, the environment or the output of commands too")
}

// The engine tells which structs this package decodes and where. A struct
// that is declared here is reported at its name, one that is declared in
// another of the user's packages at the place that decodes it, unless the
// package that declares it decodes it too and so has reported it.
func run(pass *analysis.Pass) (any, error) {
	c := &checker{pass: pass, res: pass.ResultOf[decodeflow.Analyzer].(*decodeflow.Result)}
	for _, s := range c.res.Structs() {
		c.told = nil
		c.check(s)
		c.reused(s)
	}
	for _, made := range c.res.Conversions() {
		c.converted(made)
	}
	return nil, nil
}

type checker struct {
	pass   *analysis.Pass
	res    *decodeflow.Result
	routes []ast.Expr          // see isRoutedForChange
	told   *decodeflow.Site    // where the struct at hand has been reported
	set    map[*types.Var]bool // see isSet
}

func (c *checker) check(s *decodeflow.Struct) {
	category := categoryOf(s.Boundary())
	if category == "" {
		c.writtenDefaults(s)
		return // what it is filled with was written by this program, or by its operator
	}
	if !c.isReportable(declared(s.Type)) {
		return
	}
	if s.Boundary() == known.Elsewhere && (isOptions(s.Type) || match.IsConfigName(declared(s.Type).Pkg().Name()) || c.res.IsHandedOn(s.Type)) {
		return // configuration; or what this program may have written itself
	}
	said := c.defaults(s, category)
	fields := slices.DeleteFunc(c.fields(s), func(f plainField) bool { return slices.Contains(said, f.last()) })
	for _, site := range s.Sites {
		if site.From&s.Boundary() == 0 {
			continue // not the gravest
		}
		if c.isHeldUnread(s, site) {
			continue
		}
		plain := slices.Clone(fields)
		if category != Request {
			plain = c.relied(s, site, plain)
		}
		ask := c.asking(s, site, category)
		plain = slices.DeleteFunc(plain, ask.isSilent)
		left, weight := silent(plain, site), category
		switch category {
		case Other:
			weight, left = c.weigh(s, site, left)
		case Request, Message:
			weight, left = c.mirrored(s, site, category, left)
		}
		if (weight == Other || weight == Mirror) && len(c.stale(s, site)) > 0 {
			continue // see reused
		}
		if slices.ContainsFunc(left, func(f plainField) bool { return !ask.isFree(f) }) {
			c.report(s, site, weight, paths(left))
			c.told = site
			return
		}
	}
}

func categoryOf(from known.Boundary) string {
	switch from {
	case known.Request:
		return Request
	case known.Message:
		return Message
	case known.Response, known.Elsewhere:
		return Other
	case known.File:
		if configFiles {
			return Other
		}
	}
	return ""
}

// isReportable reports whether a finding about the struct would reach the one
// who can change it, and would be the only one.
func (c *checker) isReportable(obj types.Object) bool {
	switch {
	case c.res.Generated(obj):
		return false
	case obj.Pkg() == c.pass.Pkg:
		return !c.res.IsTest(obj.Pos())
	}
	return c.res.Own(obj.Pkg()) && categoryOf(c.res.Home(obj)) == ""
}

// declared gives the object that a struct is declared by: its name, or the
// first field of one without.
func declared(t types.Type) types.Object {
	if named := match.Named(t); named != nil {
		return named.Origin().Obj()
	}
	return t.(*types.Struct).Field(0) // one without fields is not decoded
}

// isOptions reports whether a struct is named as one whose fields are by
// nature optional.
func isOptions(t types.Type) bool {
	named := match.Named(t)
	if named == nil {
		return false
	}
	return match.IsConfigName(named.Obj().Name())
}

// silent leaves the fields that had no value of the program's choice before the
// decoder ran, and are read after it.
func silent(fields []plainField, site *decodeflow.Site) []plainField {
	return slices.DeleteFunc(slices.Clone(fields), func(f plainField) bool { return keeps(site, f.vars) || site.IsLeft(f.vars) })
}

func paths(fields []plainField) []string {
	var all []string
	for _, f := range fields {
		all = append(all, f.path)
	}
	return all
}

func keeps(site *decodeflow.Site, vars []*types.Var) bool {
	for _, v := range vars {
		if site.Keeps(v) {
			return true
		}
	}
	return false
}

func (c *checker) report(s *decodeflow.Struct, site *decodeflow.Site, category string, paths []string) {
	pos, end, name := c.declaration(s.Type)
	related := analysis.RelatedInformation{Pos: site.Pos, End: site.End, Message: "decoded here" + byWhom(site.Decoder) + sourceOf(site.From)}
	if !pos.IsValid() { // declared in another package
		pos, end = site.Pos, site.End
		related = analysis.RelatedInformation{Pos: declared(s.Type).Pos(), Message: "declared here"}
	}
	c.pass.Report(analysis.Diagnostic{
		Pos: pos, End: end, Category: category, URL: c.pass.Analyzer.URL,
		Message: listed(paths, func(list string) string {
			return fmt.Sprintf("%s takes null or no key for a value in %s (%s; see gen-safe)", name, list, effect(site))
		}),
		Related: []analysis.RelatedInformation{related},
	})
}

func byWhom(decoder string) string {
	if decoder == "" {
		return "" // a function literal
	}
	return " by " + decoder
}

func sourceOf(from known.Boundary) string {
	switch {
	case from&known.Request != 0:
		return ", from a request"
	case from&known.Message != 0:
		return ", from a message"
	case from&known.Response != 0:
		return ", from a response"
	}
	return ""
}

// effect says what null does. In a variable that was made for the decoder, and
// in a slice's element, there is no old value but zero.
func effect(site *decodeflow.Site) string {
	switch {
	case site.Null == known.Zeroes:
		return "null sets zero"
	case site.Null != known.Keeps:
		return "it leaves no trace"
	case !site.Direct, site.Fresh:
		return "it stays zero"
	}
	return "the old value stays"
}

// maxMessage is as long as a line of a report should be.
const maxMessage = 120

// listed writes a message with as many fields, three at most, as one line has room for.
func listed(paths []string, text func(list string) string) string {
	for n := min(3, len(paths)); ; n-- {
		list := strings.Join(paths[:n], ", ")
		if rest := len(paths) - n; rest > 0 {
			list += fmt.Sprintf(" and %d more", rest)
		}
		if message := text(list); n == 1 || len(message) < maxMessage {
			return message
		}
	}
}

// declaration gives the place and the name of a struct: the name's own place,
// the word struct of one without name, no place for one of another package.
func (c *checker) declaration(t types.Type) (pos, end token.Pos, name string) {
	obj := declared(t)
	pos, name = obj.Pos(), obj.Name()
	if s, ok := t.(*types.Struct); ok {
		pos, name = c.structWord(s), "struct"
	}
	if obj.Pkg() != c.pass.Pkg {
		return token.NoPos, token.NoPos, obj.Pkg().Name() + "." + name
	}
	return pos, pos + token.Pos(len(name)), name
}

// structWord finds the struct type whose first field s has.
func (c *checker) structWord(s *types.Struct) token.Pos {
	first := s.Field(0).Pos()
	var at token.Pos
	for _, file := range c.pass.Files {
		if first < file.FileStart || file.FileEnd <= first {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if n == nil || first < n.Pos() || n.End() <= first {
				return false
			}
			if lit, ok := n.(*ast.StructType); ok {
				at = lit.Struct // the innermost is visited last
			}
			return true
		})
	}
	return at
}
