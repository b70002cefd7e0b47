package known

import (
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Prompt reports whether a function of std is known to wait for nobody but those who
// hold a lock. (A function that it is given may.)
func Prompt(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return true // error.Error
	}
	f := match.FuncOf(fn)
	if Blocks(fn) != 0 {
		return false
	}
	for _, row := range promptRows {
		for prefix := range strings.FieldsSeq(row.pkgs) {
			if f.Pkg == prefix || strings.HasPrefix(f.Pkg, prefix+"/") {
				return true
			}
		}
	}
	return f.Pkg == "fmt" && (strings.HasPrefix(f.Name, "Sprint") || f.Name == "Errorf")
}

// A row covers packages, and those below them.
var promptRows = []struct{ pkgs, why string }{
	{"bytes cmp container errors hash maps math path/filepath regexp slices sort strconv strings unicode", "they compute"},
	{"encoding/base64 encoding/binary encoding/hex net/netip net/url", "they compute"},
	{"sync context time", "source: what waits in them is in the table of what blocks"},
	{"log", "writes lines, as what waits does too"},
}
