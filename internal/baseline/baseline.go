package baseline

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/report"
)

// An Entry is a finding that is known, or several of a file that nothing tells apart.
type Entry struct {
	Rule        string       `json:"rule"`
	Level       report.Level `json:"level"`
	File        string       `json:"file"`         // where it was seen
	In          string       `json:"in,omitempty"` // the declaration around it
	Fingerprint string       `json:"fingerprint"`
	Count       int          `json:"count"`
}

// A Baseline is what a file holds.
type Baseline struct{ Entries []Entry }

// A Source reads a file of a finding; nil if it cannot be read.
type Source func(file string) []byte

// New makes the baseline of findings.
func New(findings []report.Finding, source Source) *Baseline {
	places := newPlaces(source)
	byPlace := make(map[[2]string]*Entry)
	for _, f := range findings {
		e := places.entry(f)
		place := [2]string{e.Fingerprint, e.File}
		if known := byPlace[place]; known != nil {
			known.Count++
			continue
		}
		byPlace[place] = &e
	}
	b := new(Baseline)
	for _, e := range byPlace {
		b.Entries = append(b.Entries, *e)
	}
	b.sort()
	return b
}

// Add adds entries of another baseline.
func (b *Baseline) Add(entries []Entry) {
	b.Entries = append(b.Entries, entries...)
	b.sort()
}

func (b *Baseline) sort() {
	slices.SortFunc(b.Entries, func(x, y Entry) int {
		return cmp.Or(strings.Compare(x.File, y.File), strings.Compare(x.Rule, y.Rule), strings.Compare(x.In, y.In), strings.Compare(x.Fingerprint, y.Fingerprint))
	})
}

// Filter returns the findings that are not in the baseline, and the entries that no
// finding matches any longer, each with the count that is left. An entry is for the
// findings of its file, and for those of another only if left reports that what it is
// about may have gone there.
func (b *Baseline) Filter(findings []report.Finding, source Source, left func(Entry) bool) (fresh []report.Finding, stale []Entry) {
	places := newPlaces(source)
	unmatched := newLedger(b.Entries)
	var others []report.Finding
	for _, f := range findings {
		sameFile := func(known Entry) bool { return known.File == f.Start.File }
		if !unmatched.take(places.entry(f), sameFile) {
			others = append(others, f)
		}
	}
	for _, f := range others {
		if !unmatched.take(places.entry(f), left) {
			fresh = append(fresh, f)
		}
	}
	for _, e := range unmatched.entries {
		if e.Count > 0 {
			stale = append(stale, e)
		}
	}
	return fresh, stale
}

// A ledger is the entries with the counts that no finding has matched yet.
type ledger struct {
	entries []Entry
	byPrint map[string][]*Entry
}

func newLedger(entries []Entry) *ledger {
	l := &ledger{slices.Clone(entries), make(map[string][]*Entry)}
	for i := range l.entries {
		e := &l.entries[i]
		l.byPrint[e.Fingerprint] = append(l.byPrint[e.Fingerprint], e)
	}
	return l
}

// take reports whether an entry with the fingerprint of e fits, and counts it as
// matched.
func (l *ledger) take(e Entry, fits func(Entry) bool) bool {
	for _, known := range l.byPrint[e.Fingerprint] {
		if known.Count > 0 && fits(*known) {
			known.Count--
			return true
		}
	}
	return false
}

// position is a place in a message. It changes when lines move.
var position = regexp.MustCompile(`[\w./-]*\.go:\d+(:\d+)?`)

// entry is f as the baseline remembers it.
func (p *places) entry(f report.Finding) Entry {
	in, line := p.around(f)
	sum := sha256.New()
	for _, part := range []string{f.Rule, f.Category, position.ReplaceAllString(f.Message, "here"), in, line} {
		fmt.Fprintf(sum, "%d %s\n", len(part), part)
	}
	return Entry{Rule: f.Rule, Level: f.Level, File: f.Start.File, In: in, Fingerprint: hex.EncodeToString(sum.Sum(nil)[:8]), Count: 1}
}

const version = 1

// Encode writes the baseline, an entry a line.
func (b *Baseline) Encode() ([]byte, error) {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\"version\": %d, \"findings\": [", version)
	for i, e := range b.Entries {
		line, err := json.Marshal(e)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		out.WriteString("\n" + string(line))
	}
	out.WriteString("\n]}\n")
	return out.Bytes(), nil
}

// Decode reads what Encode wrote. The error names the line.
func Decode(data []byte) (*Baseline, error) {
	var file struct {
		Version  int     `json:"version"`
		Findings []Entry `json:"findings"`
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return nil, fmt.Errorf("line %d: %w (write it anew: recoverlint baseline)", lineOf(data, decoder, err), err)
	}
	if file.Version != version {
		return nil, fmt.Errorf("line 1: version %d, want %d (write it anew: recoverlint baseline)", file.Version, version)
	}
	return &Baseline{file.Findings}, nil
}

func lineOf(data []byte, decoder *json.Decoder, err error) int {
	offset := decoder.InputOffset()
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		offset = int64(len(data))
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &typ):
		offset = typ.Offset
	}
	return 1 + bytes.Count(data[:min(int(offset), len(data))], []byte{'\n'})
}
