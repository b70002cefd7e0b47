package report

import "testing"

func TestSource(t *testing.T) {
	src := newSource("ab\r\n\nä😀c\nlast")
	for n, want := range []string{"", "ab", "", "ä😀c", "last", ""} {
		if got := src.line(n); got != want {
			t.Errorf("line %d is %q, want %q", n, got, want)
		}
	}
	for _, test := range []struct{ offset, line, column int }{
		{0, 1, 1}, {1, 1, 2}, {4, 2, 1}, {5, 3, 1}, {7, 3, 3}, {13, 4, 1}, {17, 4, 5},
	} {
		if line, column, ok := src.position(test.offset); line != test.line || column != test.column || !ok {
			t.Errorf("offset %d is at %d:%d, %v, want %d:%d", test.offset, line, column, ok, test.line, test.column)
		}
	}
	for _, offset := range []int{-1, 18} {
		if line, column, ok := src.position(offset); ok {
			t.Errorf("offset %d is at %d:%d", offset, line, column)
		}
	}
	if _, _, ok := newSource("").position(0); ok {
		t.Error("a file that cannot be read has a position")
	}
}

func TestUTF16Column(t *testing.T) {
	src := newSource("ä😀c\n")
	for _, test := range []struct{ line, bytes, want int }{
		{1, 1, 1}, {1, 3, 2}, {1, 7, 4}, {1, 8, 5},
		{1, 99, 5}, // as if the line ended there
		{2, 7, 7},  // no such line
		{0, 0, 1},
	} {
		if got := src.utf16Column(test.line, test.bytes); got != test.want {
			t.Errorf("%d:%d is column %d, want %d", test.line, test.bytes, got, test.want)
		}
	}
}

func TestExtent(t *testing.T) {
	src := newSource("\tgo handle(x) // ä \n\nm[i]=1\n")
	for _, test := range []struct{ start, end, wantStart, wantEnd Position }{
		{at("a", 1, 2), at("a", 1, 11), at("a", 1, 2), at("a", 1, 11)},
		{at("a", 1, 2), at("a", 3, 2), at("a", 1, 2), at("a", 3, 2)},
		{at("a", 1, 5), at("a", 1, 5), at("a", 1, 5), at("a", 1, 11)},    // a word
		{at("a", 1, 11), Position{}, at("a", 1, 11), at("a", 1, 12)},     // a character
		{at("a", 1, 18), Position{}, at("a", 1, 18), at("a", 1, 20)},     // of two bytes
		{at("a", 1, 1), at("a", 1, 1), at("a", 1, 2), at("a", 1, 20)},    // a line
		{at("a", 2, 1), at("a", 2, 1), at("a", 2, 1), at("a", 2, 1)},     // an empty one
		{at("a", 9, 4), at("a", 9, 4), at("a", 9, 4), at("a", 9, 4)},     // none
		{at("a", 1, 99), at("a", 1, 99), at("a", 1, 99), at("a", 1, 99)}, // none
		{at("a", 3, 5), at("b", 9, 9), at("a", 3, 5), at("a", 3, 6)},     // an end elsewhere is none
	} {
		if start, end := src.extent(test.start, test.end); start != test.wantStart || end != test.wantEnd {
			t.Errorf("%v-%v: got %v-%v, want %v-%v", test.start, test.end, start, end, test.wantStart, test.wantEnd)
		}
	}
}
