package driver

import (
	"bytes"
	"embed"
	"flag"
	"fmt"
	"io"
	"strings"
	"text/template"
)

//go:embed completion
var completionFiles embed.FS

// shells are those that completion scripts are for.
var shells = []string{"bash", "zsh", "fish"}

// complete prints the completion script for a shell.
func complete(rules []Rule, args []string, stdout, stderr io.Writer) int {
	if len(args) != 1 {
		args = []string{""}
	}
	script, err := completionScript(rules, args[0])
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", progname, err)
		return failed
	}
	stdout.Write(script)
	return clean
}

func completionScript(rules []Rule, shell string) ([]byte, error) {
	text, err := completionFiles.ReadFile("completion/" + shell)
	if err != nil {
		return nil, fmt.Errorf("completion needs the name of a shell: want one of %s", strings.Join(shells, ", "))
	}
	quote := template.FuncMap{"join": strings.Join, "fish": fishEscape.Replace, "zsh": zshEscape.Replace}
	script := template.Must(template.New(shell).Funcs(quote).Parse(string(text)))
	var b bytes.Buffer
	if err := script.Execute(&b, completionsOf(rules)); err != nil {
		panic("internal error: " + err.Error()) // the templates are ours
	}
	return b.Bytes(), nil
}

var (
	fishEscape = strings.NewReplacer(`\`, `\\`, `'`, `\'`)
	zshEscape  = strings.NewReplacer(`'`, `'\''`, `[`, `\[`, `]`, `\]`, `:`, `\:`)
)

// completions is what a script is made of.
type completions struct {
	Flags    []flagCompletion
	Others   []string // the flags with a value that we cannot list
	Rules    []string
	Shells   []string
	Commands []string // what may stand in place of flags and packages
}

type flagCompletion struct {
	Name, Usage string
	Bool        bool
	File, Dir   bool     // its value names one
	Values      []string // that it may have
}

func completionsOf(rules []Rule) completions {
	c := completions{Shells: shells, Commands: append([]string{"help", "completion"}, verbs...)}
	for _, rule := range rules {
		c.Rules = append(c.Rules, rule.Analyzer.Name)
	}
	values := map[string][]string{
		"format":  strings.Split(formatNames(), ", "),
		"color":   {string(colourAuto), string(colourAlways), string(colourNever)},
		"level":   {"error", "warning", "note"},
		"explain": c.Rules,
	}
	files := map[string]bool{"baseline": true, "config": true, "o": true, "sarif": true, "modfile": true, "overlay": true, "pgo": true}
	_, fs := newUserFlags(rules)
	fs.VisitAll(func(f *flag.Flag) {
		_, usage := flag.UnquoteUsage(f)
		fc := flagCompletion{
			Name: f.Name, Usage: firstLine(usage), Bool: isBool(f),
			File: files[f.Name], Dir: f.Name == "C", Values: values[f.Name],
		}
		c.Flags = append(c.Flags, fc)
		if !fc.Bool && fc.Values == nil {
			c.Others = append(c.Others, f.Name)
		}
	})
	return c
}
