package report

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// sources reads each file once.
type sources struct {
	read  func(file string) []byte
	files map[string]*source
}

func newSources(read func(file string) []byte) *sources {
	return &sources{read, map[string]*source{}}
}

// file gives the source of a file. One that cannot be read has no lines.
func (s *sources) file(name string) *source {
	src, ok := s.files[name]
	if !ok {
		src = newSource(string(s.read(name)))
		s.files[name] = src
	}
	return src
}

// A source is the text of a file.
type source struct {
	text   string
	starts []int // the offset of each line
	hashes []string
}

func newSource(text string) *source {
	src := &source{text: text}
	for at := 0; text != ""; {
		src.starts = append(src.starts, at)
		next := strings.IndexByte(text[at:], '\n') + 1
		if next == 0 {
			break
		}
		at += next
	}
	return src
}

// line gives a line, which counts from 1, without its end; "" if there is no
// such line.
func (s *source) line(n int) string {
	if n < 1 || n > len(s.starts) {
		return ""
	}
	line, _, _ := strings.Cut(s.text[s.starts[n-1]:], "\n")
	return strings.TrimSuffix(line, "\r")
}

// position gives the line and column of an offset, or false if it is not in
// the text.
func (s *source) position(offset int) (line, column int, ok bool) {
	if s.text == "" || offset < 0 || offset > len(s.text) {
		return 0, 0, false
	}
	line, found := slices.BinarySearch(s.starts, offset)
	if found {
		line++
	}
	return line, offset - s.starts[line-1] + 1, true
}

// before gives what stands before a column of a line, or all of the line, if
// it is not that long.
func before(line string, column int) string {
	return line[:min(max(column-1, 0), len(line))]
}

// utf16Column gives the column that counts in UTF-16 code units for one that
// counts in bytes. Without the line they are taken for the same.
func (s *source) utf16Column(n, column int) int {
	line := s.line(n)
	if line == "" {
		return max(column, 1)
	}
	return len(utf16.Encode([]rune(before(line, column)))) + 1
}

// extent gives the end of what is meant by a place from start to end. Where a
// rule gave no end, that is the word at its start, or one character; at column
// 1, which stands for a column that is not known, it is the text of the line.
func (s *source) extent(start, end Position) (Position, Position) {
	if end.File == start.File && comparePositions(start, end) < 0 {
		return start, end
	}
	line := s.line(start.Line)
	end = start
	if start.Column == 1 {
		start.Column += len(line) - len(strings.TrimLeftFunc(line, unicode.IsSpace))
		end.Column = max(len(strings.TrimRightFunc(line, unicode.IsSpace))+1, start.Column)
		return start, end
	}
	end.Column += wordLength(line[len(before(line, start.Column)):])
	return start, end
}

// wordLength gives the length of the word, or else of the character, that
// stands at the start of s.
func wordLength(s string) int {
	i := strings.IndexFunc(s, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	switch {
	case i < 0:
		return len(s)
	case i == 0:
		_, size := utf8.DecodeRuneInString(s)
		return size
	}
	return i
}
