package driver

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/report"
)

// unusedIgnore reports ignores that silence nothing. It is not a rule about
// Go, so it is no row of the table; it runs with -unused-ignores.
var unusedIgnore = &analysis.Analyzer{
	Name: "unusedignore",
	Doc: `unusedignore: report a comment that is to silence a finding and silences none

Runs with -unused-ignores. A comment is reported if it names recoverlint or one
of its rules that runs, and no finding of that rule is left out because of it:

	//nolint:nakedgo // reported, if there is no finding on this line

A comment that names recoverlint may silence any rule, so it is reported only
if all rules that are on by default run. A //lint:ignore without a reason
silences nothing, here as in staticcheck, and is reported as well.
`,
}

func unusedIgnoreRule() Rule {
	return Rule{Analyzer: unusedIgnore, Group: "driver", Level: string(report.Warning), Since: "v0.1.0"}
}

func (u *unit) reportUnused(pass *analysis.Pass) (any, error) {
	if u.isSilent(pass) || len(u.broken) > 0 {
		return nil, nil // what a broken rule would have found is not known
	}
	for _, syntax := range pass.Files {
		name := pass.Fset.Position(syntax.Package).Filename
		f := u.file(pass, name)
		if f == nil || f.generated || !u.opts.tests && isTest(name) || u.excludes(name) {
			continue
		}
		for _, ig := range f.ignores {
			u.reportIfUnused(pass, ig)
		}
	}
	return nil, nil
}

func (u *unit) reportIfUnused(pass *analysis.Pass, ig *ignore) {
	for i, name := range ig.names {
		if slices.Contains(ig.names[:i], name) || !u.judges(name) {
			continue
		}
		used := ig.used[name] || name == progname && len(ig.used) > 0
		if used {
			continue
		}
		message := "this ignore of " + name + " silences nothing"
		if ig.bad {
			message = "this ignore of " + name + " gives no reason, so it silences nothing"
		}
		pass.Report(analysis.Diagnostic{
			Pos:     ig.comment.Pos(),
			End:     ig.comment.End(),
			Message: label(message, unusedIgnore.Name),
		})
	}
}

// judges reports whether this run can tell that an ignore of name is unused.
func (u *unit) judges(name string) bool {
	if name == progname {
		return u.opts.everyDefault(u.known)
	}
	return slices.ContainsFunc(u.rules, func(r Rule) bool { return r.Analyzer.Name == name })
}
