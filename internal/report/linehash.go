package report

import (
	"strconv"
	"unicode/utf16"
)

// hashWindow is how much of the text from the start of a line its hash depends
// on, in UTF-16 code units that are no blanks.
const hashWindow = 100

// endOfText stands for the end of the text in a hash.
const endOfText = 0xFFFF

// lineHash gives the primaryLocationLineHash of a line. GitHub tells by it
// whether an alert is one that it had before, though on another line. It is
// computed as in github/codeql-action (src/fingerprints.ts), which warns of a
// hash that is another than its own.
func (s *source) lineHash(n int) string {
	if s.text == "" {
		return ""
	}
	if s.hashes == nil {
		s.hashes = lineHashes(s.text)
	}
	if n < 1 || n > len(s.hashes) {
		return ""
	}
	return s.hashes[n-1]
}

// lineHashes gives the hash of each line. Lines with the same hash are told
// apart by a number.
func lineHashes(text string) []string {
	units, starts := squeeze(text)
	var hashes []string
	seen := map[uint64]int{}
	for _, start := range starts {
		var hash uint64
		for i := start; i < start+hashWindow; i++ {
			hash *= 37
			if i < len(units) {
				hash += uint64(units[i])
			}
		}
		seen[hash]++
		hashes = append(hashes, strconv.FormatUint(hash, 16)+":"+strconv.Itoa(seen[hash]))
	}
	return hashes
}

// squeeze gives the text without blanks, each end of a line as \n, and the
// index of the start of each line.
func squeeze(text string) (units []uint16, starts []int) {
	lineStart, afterCR := true, false
	for _, unit := range append(utf16.Encode([]rune(text)), endOfText) {
		if unit == ' ' || unit == '\t' || afterCR && unit == '\n' {
			afterCR = false
			continue
		}
		afterCR = unit == '\r'
		if afterCR {
			unit = '\n'
		}
		if lineStart {
			starts = append(starts, len(units))
		}
		lineStart = unit == '\n'
		units = append(units, unit)
	}
	return units, starts
}
