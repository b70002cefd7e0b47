package edit_test

import (
	"go/token"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/recoverlint/recoverlint/internal/edit"
)

func replace(pos, end token.Pos, text string) analysis.TextEdit {
	return analysis.TextEdit{Pos: pos, End: end, NewText: []byte(text)}
}

// Each fix is tried after those before it.
func TestSet(t *testing.T) {
	var set edit.Set
	for _, test := range []struct {
		name string
		fix  []analysis.TextEdit
		want bool
	}{
		{"the first", []analysis.TextEdit{edit.Insert(5, "a"), edit.Insert(5, "b"), replace(10, 20, "x")}, true},
		{"elsewhere", []analysis.TextEdit{replace(30, 40, "y")}, true},
		{"side by side", []analysis.TextEdit{replace(20, 30, "z"), edit.Insert(10, "w")}, true},
		{"overlap", []analysis.TextEdit{replace(35, 45, "x")}, false},
		{"inside", []analysis.TextEdit{edit.Insert(15, "x")}, false},
		{"the same stretch, another text", []analysis.TextEdit{replace(10, 20, "y")}, false},
		{"the same insertions", []analysis.TextEdit{edit.Insert(5, "a"), edit.Insert(5, "b"), replace(50, 60, "x")}, true},
		{"one of them", []analysis.TextEdit{{Pos: 5, NewText: []byte("b")}, replace(60, 70, "x")}, true},
		{"another order", []analysis.TextEdit{edit.Insert(5, "b"), edit.Insert(5, "a")}, false},
		{"one more", []analysis.TextEdit{edit.Insert(5, "a"), edit.Insert(5, "c")}, false},
		{"what was refused takes no place", []analysis.TextEdit{replace(40, 45, "x")}, true},
	} {
		if got := set.Add(test.fix); got != test.want {
			t.Errorf("%s: Add = %v, want %v", test.name, got, test.want)
		}
	}
}
