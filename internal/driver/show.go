package driver

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"maps"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/recoverlint/recoverlint/internal/report"
	"github.com/recoverlint/recoverlint/internal/ruledoc"
)

// printVersion prints what the go command noted when it built the program.
func printVersion(w io.Writer) {
	version := "(devel)"
	revision := ""
	if info, ok := debug.ReadBuildInfo(); ok {
		version = cmp.Or(info.Main.Version, version)
		for _, setting := range info.Settings {
			if setting.Key == "vcs.revision" {
				revision = " " + setting.Value
			}
		}
	}
	fmt.Fprintf(w, "%s %s%s %s %s/%s\n", progname, version, revision, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func printRules(w io.Writer, rules []Rule) {
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(tw, "RULE\tGROUP\tLEVEL\tRUNS\tREPORTS")
	for _, rule := range rules {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\n", rule.Analyzer.Name, rule.Group, rule.levels(), rule.runs(), ruledoc.Summary(rule.Analyzer.Doc))
	}
	tw.Flush()
}

// levels names the levels that findings of the rule may have, the highest
// first.
func (r Rule) levels() string {
	all := append(slices.Sorted(maps.Values(r.Levels)), r.Level)
	slices.SortFunc(all, func(a, b string) int { return report.Level(a).Compare(report.Level(b)) })
	return strings.Join(slices.Compact(all), ",")
}

func (r Rule) runs() string {
	switch {
	case r.On:
		return "on"
	case r.Analyzer == unusedIgnore:
		return "-unused-ignores"
	}
	return "opt-in"
}

// explain prints the docs page of a rule.
func explain(name string, rules []Rule, stdout, stderr io.Writer) int {
	i := slices.IndexFunc(rules, func(r Rule) bool { return r.Analyzer.Name == name })
	if i < 0 {
		fmt.Fprintf(stderr, "%s: there is no rule %q (%s -rules lists them)\n", progname, name, progname)
		return failed
	}
	stdout.Write(rules[i].page().Markdown())
	return clean
}

func (r Rule) page() ruledoc.Page {
	return ruledoc.Page{
		Rule: r.Analyzer.Name, Text: r.Analyzer.Doc, Group: r.Group,
		Level: r.Level, Levels: r.Levels, On: r.On, Since: r.Since,
	}
}

// usage prints the help text.
func usage(w io.Writer, rules []Rule) {
	fmt.Fprint(w, `recoverlint finds the places where a Go service fails silently.

	recoverlint [flags] [packages]                  as in go help packages, for example ./...
	go vet -vettool=$(which recoverlint) ./...      the same findings
	go fix -fixtool=$(which recoverlint) -diff ./...
	recoverlint baseline [-o FILE] [flags] [packages]   write the findings of now to a file (`+defaultBaseline+`)
	recoverlint stats [-json] [flags] [packages]        count findings by rule, level and folder

What to print
	-format FORMAT   text (default), json, jsonl, sarif, github or checkstyle
	-json            the same as -format json
	-o FILE          write it to this file, not to stdout
	-sarif FILE      write SARIF to this file as well
	-color WHEN      auto (default: on a terminal, unless NO_COLOR is set), always or never
	-level level     findings of this level and above: error, warning (default) or note
	-tests=false     leave out findings in test files
	-config FILE     read this file, not .recoverlint.yml files; off: none (RECOVERLINT_CONFIG for go vet)
	-baseline FILE   leave out the findings in this file
	-new-from REV    only findings on (or about) lines that changed since this git revision
	-unused-ignores  report also comments that silence nothing

What to change
	-fix             apply the first fix of each finding, then report what is left
	-diff            print what -fix would change, as a patch; exit 1 if that is something

Which rules
	-RULE            run this rule and no other (repeat it for more)
	-RULE=false      run all but this
	-all             run the opt-in rules too
`)
	for _, rule := range rules {
		rule.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			fmt.Fprintf(w, "\t-%s.%s\n\t\t%s\n", rule.Analyzer.Name, f.Name, strings.ReplaceAll(f.Usage, "\n", "\n\t\t"))
		})
	}
	fmt.Fprint(w, `
About recoverlint
	-rules           list the rules
	-explain RULE    print what a rule reports, why, and how to silence it
	-version         print the version
	-debug           give the stack of an internal error
	completion SHELL print what makes bash, zsh or fish complete flags and rules

Flags of the go command (go help build) that say how packages are found and
compiled are passed on: -C dir, -mod, -modfile, -overlay, -p, -race, -tags, ...

Exit codes
	0  nothing found
	1  something found (with -json too)
	2  something could not be analysed, whatever was found in the rest
`)
}
