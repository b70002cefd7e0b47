package report

import (
	"net/url"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

const (
	sarifSchema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
	home        = "https://github.com/recoverlint/recoverlint"

	// repository is the base of names of files in the repository.
	repository = "%SRCROOT%"
)

// SARIF gives a log of SARIF 2.1.0, as GitHub's code scanning reads it. Names
// of files are those from the root of the repository, columns count in UTF-16
// code units.
func SARIF(run Run) []byte {
	w := sarifWriter{run: run, sources: newSources(run.Source)}
	r := sarifRun{
		Tool:              sarifTool{w.driver()},
		Invocations:       []sarifInvocation{invocation(run.Errors)},
		AutomationDetails: sarifAutomationDetails{path.Join("recoverlint", run.Folder) + "/"},
		ColumnKind:        "utf16CodeUnits",
		Results:           []sarifResult{},
	}
	if run.Root != "" {
		r.BaseIDs = map[string]sarifArtifactLocation{repository: {URI: fileURI(strings.TrimSuffix(run.Root, "/") + "/")}}
	}
	for _, f := range run.Findings {
		r.Results = append(r.Results, w.result(f))
	}
	return encode(sarifLog{sarifSchema, "2.1.0", []sarifRun{r}}, "\t")
}

type sarifWriter struct {
	run     Run
	sources *sources
}

var semver = regexp.MustCompile(`^v([0-9]+\.[0-9]+\.[0-9]+([-+].+)?)$`)

func (w sarifWriter) driver() sarifDriver {
	d := sarifDriver{Name: "recoverlint", InformationURI: home, Rules: []sarifRule{}}
	if match := semver.FindStringSubmatch(w.run.Version); match != nil {
		d.SemanticVersion = match[1]
	}
	for _, rule := range w.run.Rules {
		d.Rules = append(d.Rules, toSARIF(rule))
	}
	return d
}

func toSARIF(rule Rule) sarifRule {
	grade := grades[rule.Level]
	return sarifRule{
		ID:               rule.ID,
		Name:             "recoverlint/" + rule.ID, // what reads better than the id, and is not the same, as SARIF demands
		ShortDescription: sarifMessage{Text: rule.Summary},
		FullDescription:  sarifMessage{Text: rule.Intro},
		Help:             sarifMessage{rule.Text, rule.Markdown},
		HelpURI:          rule.URL,

		DefaultConfiguration: sarifConfiguration{rule.On, rule.Level},
		Properties:           sarifRuleProperties{[]string{"go", "reliability", rule.Group}, grade.precision, grade.severity},
	}
}

// grades gives the words of GitHub for a level: how often a finding is right,
// and what it is.
var grades = map[Level]struct{ precision, severity string }{
	Error:   {"high", "error"},
	Warning: {"medium", "warning"},
	Note:    {"low", "recommendation"},
}

func invocation(errors []string) sarifInvocation {
	in := sarifInvocation{ExecutionSuccessful: len(errors) == 0}
	for _, text := range errors {
		in.Notifications = append(in.Notifications, sarifNotification{Error, plain(strings.ReplaceAll(text, "\n\t", "\n"))})
	}
	return in
}

func (w sarifWriter) result(f Finding) sarifResult {
	r := sarifResult{
		RuleID:           f.Rule,
		RuleIndex:        slices.IndexFunc(w.run.Rules, func(rule Rule) bool { return rule.ID == f.Rule }),
		Level:            f.Level,
		Message:          message(f),
		RelatedLocations: w.related(f),
		Properties:       sarifResultProperties{f.Category},
	}
	if f.Start.File != "" {
		r.Locations = []sarifLocation{{PhysicalLocation: w.physical(f.Start, f.End)}}
	}
	if hash := w.sources.file(f.Start.File).lineHash(f.Start.Line); hash != "" {
		r.PartialFingerprints = map[string]string{"primaryLocationLineHash": hash}
	}
	if r.RuleIndex >= 0 && w.run.Rules[r.RuleIndex].Steps && len(r.RelatedLocations) > 0 {
		r.CodeFlows = []sarifCodeFlow{{[]sarifThreadFlow{{w.steps(f)}}}}
	}
	for _, fix := range f.Fixes {
		if changes := w.changes(fix.Edits); changes != nil {
			r.Fixes = append(r.Fixes, sarifFix{plain(fix.Message), changes})
		}
	}
	return r
}

// message gives the text of a finding, and below it a link to each related
// place: GitHub shows those that have one.
func message(f Finding) sarifMessage {
	text := literal(f.Message)
	for i, related := range f.Related {
		if related.Start.File != "" {
			text += "\n[" + bracketed.Replace(literal(related.Message)) + "](" + strconv.Itoa(i+1) + ")"
		}
	}
	return sarifMessage{Text: text}
}

// related gives the related places, each with the number by which the message
// links to it.
func (w sarifWriter) related(f Finding) []sarifLocation {
	var list []sarifLocation
	for i, related := range f.Related {
		if related.Start.File != "" {
			text := plain(related.Message)
			list = append(list, sarifLocation{ID: i + 1, PhysicalLocation: w.physical(related.Start, related.End), Message: &text})
		}
	}
	return list
}

// steps gives the places from the finding to where it leads, each a level
// deeper.
func (w sarifWriter) steps(f Finding) []sarifThreadFlowLocation {
	all := append([]Related{{f.Start, f.End, f.Message}}, f.Related...)
	var steps []sarifThreadFlowLocation
	for _, step := range all {
		if step.Start.File != "" {
			text := plain(step.Message)
			steps = append(steps, sarifThreadFlowLocation{
				Location:     sarifLocation{PhysicalLocation: w.physical(step.Start, step.End), Message: &text},
				NestingLevel: len(steps),
			})
		}
	}
	return steps
}

func (w sarifWriter) physical(start, end Position) sarifPhysicalLocation {
	src := w.sources.file(start.File)
	start, end = src.extent(start, end)
	return sarifPhysicalLocation{w.artifact(start.File), sarifRegion{
		StartLine: max(start.Line, 1), StartColumn: src.utf16Column(start.Line, start.Column),
		EndLine: max(end.Line, 1), EndColumn: src.utf16Column(end.Line, end.Column),
	}}
}

func (w sarifWriter) artifact(file string) sarifArtifactLocation {
	name, ok := w.run.InRepo(file)
	if !ok {
		return sarifArtifactLocation{URI: fileURI(name)}
	}
	return sarifArtifactLocation{URI: (&url.URL{Path: name}).String(), URIBaseID: repository}
}

// fileURI gives the URI of a file with an absolute name, such as /a.go or
// C:/a.go.
func fileURI(name string) string {
	return (&url.URL{Scheme: "file", Path: "/" + strings.TrimPrefix(name, "/")}).String()
}

// changes gives the edits of a fix by file, or nil if one is not in the files
// as they are now.
func (w sarifWriter) changes(edits []Edit) []sarifArtifactChange {
	var changes []sarifArtifactChange
	byFile := map[string]int{}
	for _, e := range edits {
		region, ok := w.sources.file(e.File).region(e.Start, e.End)
		if !ok {
			return nil
		}
		replacement := sarifReplacement{DeletedRegion: region}
		if e.New != "" {
			replacement.InsertedContent = &sarifContent{e.New}
		}
		i, ok := byFile[e.File]
		if !ok {
			i = len(changes)
			byFile[e.File] = i
			changes = append(changes, sarifArtifactChange{ArtifactLocation: w.artifact(e.File)})
		}
		changes[i].Replacements = append(changes[i].Replacements, replacement)
	}
	return changes
}

// region gives the region between two offsets, or false if they are not in
// the text.
func (s *source) region(start, end int) (sarifRegion, bool) {
	startLine, startColumn, ok := s.position(start)
	endLine, endColumn, ok2 := s.position(end)
	return sarifRegion{
		startLine, s.utf16Column(startLine, startColumn),
		endLine, s.utf16Column(endLine, endColumn),
	}, ok && ok2
}

func plain(text string) sarifMessage { return sarifMessage{Text: literal(text)} }

// literal writes what SARIF would take for a placeholder in a message, {0}, as
// text. (By the specification all braces are to be doubled. Programs that read
// SARIF show them doubled, so we do it only where they would be lost.)
func literal(text string) string { return placeholder.ReplaceAllString(text, "{{$1}}") }

var (
	placeholder = regexp.MustCompile(`\{([0-9]+)\}`)
	bracketed   = strings.NewReplacer(`\`, `\\`, "[", `\[`, "]", `\]`) // in the text of a link
)
