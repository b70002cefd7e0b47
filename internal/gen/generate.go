package gen

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/pmezard/go-difflib/difflib"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
	"github.com/recoverlint/recoverlint/internal/gen/policy"
	"github.com/recoverlint/recoverlint/internal/gen/write"
)

// generate writes the outputs that differ from what is on disk.
func (c *command) generate() (int, error) {
	r, err := c.make(c.args)
	if err != nil {
		return exitError, err
	}
	changes, err := write.Changes(r.files)
	if err != nil {
		return exitError, err
	}
	c.report(r.plan)
	if len(r.files) == 0 {
		fmt.Fprintf(c.stderr, "gen-safe: nothing to do: no %s directive in these packages, and no entry of %s for them\n", policy.Prefix, policy.ConfigName)
	}
	return exitDone, c.apply(changes)
}

// apply makes the changes and says which they are.
func (c *command) apply(changes []write.Change) error {
	if !c.dry {
		if err := write.Apply(changes); err != nil {
			return err
		}
	}
	c.announce(changes)
	return nil
}

// announce says which files are written.
func (c *command) announce(changes []write.Change) {
	for _, change := range changes {
		what := "writes"
		if change.Content == nil {
			what = "removes"
		}
		if c.dry {
			what = "would " + strings.TrimSuffix(what, "s")
		}
		fmt.Fprintf(c.stdout, "gen-safe %s %s\n", what, c.short(change.Name))
	}
}

// report says aloud what was asked for and is not wrapped.
func (c *command) report(p *plan.Plan) {
	for _, row := range p.Rows {
		if row.Why != "" && !row.Skipped {
			fmt.Fprintf(c.stderr, "gen-safe: %s: %s is not wrapped: %s\n", c.short(row.At), row.Name, row.Why)
		}
	}
}

// check says whether the outputs on disk are what they should be.
func (c *command) check() (int, error) {
	r, err := c.make(c.args)
	if err != nil {
		return exitError, err
	}
	changes, err := write.Changes(r.files)
	remedy := "go generate"
	if err == nil && len(changes) == 0 && r.program.HasCalls { // (Those are checked in packages that are up to date otherwise.)
		changes, err = c.staleCalls(r.config)
		remedy = "gen-safe calls -w"
	}
	if err != nil || len(changes) == 0 {
		return exitDone, err
	}
	for _, change := range changes {
		diff, err := difflib.GetUnifiedDiffString(difflib.UnifiedDiff{
			A: lines(change.Old), B: lines(change.Content), Context: 3,
			FromFile: c.short(change.Name), ToFile: c.short(change.Name) + " (as it should be)",
		})
		if err != nil {
			return exitError, err
		}
		fmt.Fprint(c.stdout, diff)
	}
	fmt.Fprintf(c.stderr, "gen-safe: %d files are out of date: run %s\n", len(changes), remedy)
	return exitStale, nil
}

func lines(content []byte) []string {
	var all []string
	for line := range bytes.Lines(content) {
		all = append(all, string(line))
	}
	return all
}

// list prints every method and function that was asked for.
func (c *command) list() (int, error) {
	r, err := c.make(c.args)
	if err != nil {
		return exitError, err
	}
	for i := range r.plan.Rows {
		c.shorten(&r.plan.Rows[i])
	}
	if c.json {
		return exitDone, c.printJSON(r.plan.Rows)
	}
	for _, row := range r.plan.Rows {
		if row.Wrapped {
			fmt.Fprintf(c.stdout, "%s: %s by %s: %s\n", row.At, row.Name, row.By, strings.Join(row.How, ", "))
		} else {
			fmt.Fprintf(c.stdout, "%s: %s is not wrapped: %s\n", row.At, row.Name, row.Why)
		}
	}
	return exitDone, nil
}

func (c *command) printJSON(v any) error {
	encoder := json.NewEncoder(c.stdout)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(v)
}

// explain prints the policy in force for one method, with the place each part of it
// was written at.
func (c *command) explain() (int, error) {
	if len(c.args) != 1 {
		return exitError, errors.New("explain wants one method: gen-safe explain users.Users.Get, or example.com/app/users.Users.Get")
	}
	pattern, name, err := splitMethod(c.args[0])
	if err != nil {
		return exitError, err
	}
	r, err := c.make([]string{pattern})
	if err != nil {
		return exitError, err
	}
	for _, row := range r.plan.Rows {
		if row.Name == name && isIn(row, c.args[0]) {
			return exitDone, c.printPolicy(row)
		}
	}
	return exitError, fmt.Errorf("%s: nothing wraps it; gen-safe list ./... shows what is wrapped", c.args[0])
}

// splitMethod cuts pkg.Type.Method. A package without a slash is looked for in the
// whole module.
func splitMethod(s string) (pattern, name string, err error) {
	slash := strings.LastIndexByte(s, '/')
	parts := strings.Split(s[slash+1:], ".")
	if len(parts) < 3 {
		return "", "", fmt.Errorf("%s: want pkg.Type.Method", s)
	}
	name = strings.Join(parts[len(parts)-2:], ".")
	if slash < 0 {
		return "./...", name, nil
	}
	return strings.TrimSuffix(s, "."+name), name, nil
}

// isIn reports whether a method is that of row, its package named by path or name.
func isIn(row plan.Row, method string) bool {
	return strings.HasPrefix(method, row.Package+".") || strings.HasPrefix(method, row.PkgName+".")
}

// shorten writes the files in row as seen from the directory of the run.
func (c *command) shorten(row *plan.Row) {
	row.At, row.Output = c.short(row.At), c.short(row.Output)
	for i := range row.Policy {
		row.Policy[i].From = c.short(row.Policy[i].From)
	}
}

func (c *command) printPolicy(row plan.Row) error {
	c.shorten(&row)
	if c.json {
		return c.printJSON(row)
	}
	if !row.Wrapped {
		fmt.Fprintf(c.stdout, "%s is not wrapped: %s (%s)\n", row.Name, row.Why, row.At)
		return nil
	}
	fmt.Fprintf(c.stdout, "%s is wrapped by %s in %s\n", row.Name, row.By, row.Output)
	for _, part := range row.Policy {
		fmt.Fprintf(c.stdout, "  %-9s %-20s %s\n", part.Key, part.Text, part.From)
	}
	for _, how := range row.How {
		fmt.Fprintf(c.stdout, "  so: %s\n", how)
	}
	return nil
}
