package driver

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/config"
	"github.com/recoverlint/recoverlint/internal/report"
)

// A unit is the one package that this process analyses.
type unit struct {
	request
	dependency bool // though not VetxOnly: see request.mayBeAsked
	tested     bool // VetxOnly, and asked for only with its tests
	opts       *options
	settings   *config.File
	known      []Rule // the table
	rules      []Rule // those of it that run
	stderr     io.Writer

	mu      sync.Mutex // analyzers run at the same time; it guards what follows
	files   map[string]*file
	broken  map[*analysis.Analyzer]bool
	crashes []string
	fixable []analysis.Diagnostic
}

// arm prepares the rules that o selects, and all that they require, for
// unitchecker. It changes the analyzers in place: analysis.Validate takes a
// copy for another analyzer that claims the same facts.
func arm(rules []Rule, o *options, u *unit, stderr io.Writer) []*analysis.Analyzer {
	u.opts, u.known, u.rules, u.stderr = o, rules, o.selected(rules), stderr
	u.broken = map[*analysis.Analyzer]bool{}
	var suite []*analysis.Analyzer
	seen := map[*analysis.Analyzer]bool{}
	variant.Run = u.findVariant
	for _, rule := range u.rules {
		suite = append(suite, rule.Analyzer)
		rule.Analyzer.Requires = append(slices.Clone(rule.Analyzer.Requires), variant)
		u.watch(rule)
		u.contain(rule.Analyzer, seen)
	}
	// What comes after the rules, and sees what they reported.
	last := []*analysis.Analyzer{internalError}
	internalError.Run = u.reportCrashes
	if o.fix {
		pickFixes.Run = u.reportFixes
		last = append(last, pickFixes)
	}
	if o.unusedIgnores && report.Warning.AtLeast(o.level) {
		unusedIgnore.Run = u.reportUnused
		last = append(last, unusedIgnore)
	}
	for _, a := range last {
		a.Requires = append(slices.Clone(suite), variant)
	}
	return append(suite, last...)
}

// watch puts the unit between the rule and the driver.
func (u *unit) watch(rule Rule) {
	run := rule.Analyzer.Run
	idle := u.VetxOnly && len(rule.Analyzer.FactTypes) == 0
	if idle { // x/tools' inspect, for one, would double the memory of a large package
		rule.Analyzer.Requires = slices.DeleteFunc(slices.Clone(rule.Analyzer.Requires), func(a *analysis.Analyzer) bool { return !usesFacts(a) })
	}
	rule.Analyzer.Run = func(pass *analysis.Pass) (any, error) {
		if idle {
			return nil, nil // unitchecker would run it, for the facts of what it requires
		}
		watched := *pass
		watched.Report = func(d analysis.Diagnostic) { u.report(rule, pass, d) }
		return run(&watched)
	}
}

// usesFacts reports whether a, or what it requires, has facts.
func usesFacts(a *analysis.Analyzer) bool {
	return len(a.FactTypes) > 0 || slices.ContainsFunc(a.Requires, usesFacts)
}

// report passes on what a user is to see.
func (u *unit) report(rule Rule, pass *analysis.Pass, d analysis.Diagnostic) {
	if u.isSilent(pass) {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	posn := pass.Fset.Position(d.Pos)
	f := u.file(pass, posn.Filename)
	if f == nil || f.generated {
		return // not in the package's own, hand-written files
	}
	if f.silences(rule.Analyzer.Name, posn.Line) {
		return
	}
	if !u.settings.Level(rule.Analyzer.Name, d.Category, rule.level(d.Category)).AtLeast(u.opts.level) || u.excludes(posn.Filename) {
		return
	}
	if !u.opts.tests && isTest(posn.Filename) {
		return
	}
	d.SuggestedFixes = slices.DeleteFunc(slices.Clone(d.SuggestedFixes), func(fix analysis.SuggestedFix) bool {
		return !u.editable(pass, fix)
	})
	if u.opts.fix {
		u.fixable = append(u.fixable, d)
		return
	}
	d.Message = label(d.Message, rule.Analyzer.Name)
	pass.Report(d)
}

// excludes reports whether the configuration leaves out a file of the package.
func (u *unit) excludes(name string) bool { return u.settings.Excludes(join(u.Dir, name)) }

// label appends the name of the rule to a message. go vet prints messages
// without it, and a user needs it to silence one.
func label(message, rule string) string { return message + " (" + rule + ")" }

func isTest(filename string) bool { return strings.HasSuffix(filename, "_test.go") }

// editable reports whether the edits of a fix are in files as they are on
// disk. What the compiler sees of a cgo file is made from it, and so is code
// below a //line comment: offsets there are not those of the file.
func (u *unit) editable(pass *analysis.Pass, fix analysis.SuggestedFix) bool {
	for _, edit := range fix.TextEdits {
		onDisk := pass.Fset.File(edit.Pos)
		if onDisk == nil {
			return false
		}
		name := pass.Fset.Position(edit.Pos).Filename
		f := u.file(pass, name)
		if f == nil || f.generated || name != onDisk.Name() {
			return false
		}
	}
	return true
}

// contain makes a crash of a, or of what it requires, a finding. To let it
// through would fail the package, and then all that import it.
func (u *unit) contain(a *analysis.Analyzer, seen map[*analysis.Analyzer]bool) {
	if seen[a] {
		return
	}
	seen[a] = true
	for _, req := range a.Requires {
		u.contain(req, seen)
	}
	run := a.Run
	a.Run = func(pass *analysis.Pass) (result any, err error) {
		if u.isBroken(a.Requires...) {
			u.breaks(a, "")
			return nil, nil
		}
		defer func() {
			if value := recover(); value != nil {
				u.breaks(a, u.describe(value))
				result, err = nil, nil
			}
		}()
		result, err = run(pass)
		if err != nil {
			u.breaks(a, ": "+err.Error())
		}
		return result, nil
	}
}

func (u *unit) isBroken(analyzers ...*analysis.Analyzer) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return slices.ContainsFunc(analyzers, func(a *analysis.Analyzer) bool { return u.broken[a] })
}

// breaks notes that a has no result, and why, unless that is because of what
// it requires.
func (u *unit) breaks(a *analysis.Analyzer, why string) {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.broken[a] = true
	if why != "" {
		u.crashes = append(u.crashes, "internal error in "+a.Name+why)
	}
}

// describe says where a panic happened, and what it was. It is called by the
// function that recovers.
func (u *unit) describe(value any) string {
	text := fmt.Sprintf("%s: %v", crashSite(), value)
	if u.opts.debug {
		text += "\n" + string(debug.Stack())
	}
	return text
}

// crashSite gives the innermost place outside package runtime on the way to
// the last panic.
func crashSite() string {
	pcs := make([]uintptr, 64)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs)])
	panicked := false
	for {
		frame, more := frames.Next()
		inRuntime := strings.HasPrefix(frame.Function, "runtime.")
		if panicked && !inRuntime {
			return fmt.Sprintf(" at %s:%d", filepath.Base(frame.File), frame.Line)
		}
		panicked = panicked || inRuntime
		if !more {
			return ""
		}
	}
}

// internalError reports crashes. As findings they reach a user in every mode
// and from the cache; errors of an analyzer would make go vet forget the
// findings of the others.
var internalError = &analysis.Analyzer{
	Name: "internalerror",
	Doc:  "internalerror: report a crash of a rule",
}

func (u *unit) reportCrashes(pass *analysis.Pass) (any, error) {
	slices.Sort(u.crashes) // the order in which analyzers end differs
	if u.VetxOnly && u.opts.json && u.Stdout != "" {
		u.printMarks(os.Stdout) // by now the file that the go command reads
		return nil, nil
	}
	for _, crash := range u.crashes {
		if u.isSilent(pass) || u.opts.fix { // nobody reads the findings
			fmt.Fprintf(u.stderr, "%s: %s, on %s\n", progname, crash, u.ID)
			continue
		}
		pass.Report(analysis.Diagnostic{Pos: pass.Files[0].Package, Message: crash})
	}
	return nil, nil
}
