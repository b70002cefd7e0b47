// Package known holds what the functions of std and of other people's modules
// do, as tables: one file a question, one row a function, each row with the
// reason to believe it. There is no logic here beyond lookup.
package known

import (
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// key names fn as the tables do: without the major version and without a
// vendor folder in its path, so that one row serves echo, echo/v4 and a
// vendored copy.
func key(fn *types.Func) match.Func {
	f := match.FuncOf(fn)
	f.Pkg = Path(f.Pkg)
	return f
}

// Is reports whether fn is the one that a table calls f, of any major version.
func Is(fn *types.Func, f match.Func) bool { return key(fn) == f }

// Path gives an import path as the tables write it: what stands after a
// vendor folder, without a major version (/v2, .v2).
func Path(path string) string {
	if i := strings.LastIndex(path, "/vendor/"); i >= 0 {
		path = path[i+len("/vendor/"):]
	}
	parts := strings.Split(path, "/")
	kept := parts[:0]
	for i, p := range parts {
		if i > 0 && isMajor(p) {
			continue
		}
		if stem, version, ok := cutLast(p, "."); ok && isMajor(version) && i > 0 {
			p = stem
		}
		kept = append(kept, p)
	}
	return strings.Join(kept, "/")
}

func cutLast(s, sep string) (before, after string, found bool) {
	if i := strings.LastIndex(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// isMajor reports whether s is a major version as paths write it: v2, v14.
func isMajor(s string) bool {
	return len(s) >= 2 && s[0] == 'v' && strings.Trim(s[1:], "0123456789") == ""
}
