package panicflow

import (
	"go/types"
	"slices"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// isFake reports whether a function, or the type that it is a method of, is named for tests:
// newFakeFilesystem, logForTesting. What fails there fails in tests.
func isFake(obj types.Object) bool {
	fn, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	names := []string{fn.Name()}
	if recv := fn.Signature().Recv(); recv != nil {
		if named := match.Named(recv.Type()); named != nil {
			names = append(names, named.Obj().Name())
		}
	}
	return slices.ContainsFunc(names, func(name string) bool {
		return strings.HasSuffix(name, "ForTest") || strings.HasSuffix(name, "ForTesting") || hasWord(name, "Fake") || hasWord(name, "Mock")
	})
}

// hasWord reports whether a name in camel case has a word: newFakeFile and fakeFile have
// Fake, Fakery has not.
func hasWord(name, word string) bool {
	lower := strings.ToLower(word[:1]) + word[1:]
	rest, found := strings.CutPrefix(name, lower)
	if !found {
		if _, rest, found = strings.Cut(name, word); !found {
			return false
		}
	}
	return rest == "" || rest[0] < 'a' || rest[0] > 'z'
}
