// Package runtime holds a copy of the sources of the runtime, for those who want
// them in their own tree instead of a dependency.
package runtime

import (
	_ "embed"
	"fmt"
	"path"
	"strings"

	"golang.org/x/tools/txtar"
)

// archive is the module safe without its tests, as a txtar archive. It is written
// by the test of this package, which also checks that it is fresh.
//
//go:embed safe.txtar
var archive []byte

// Mark is the first line of each copied file.
const Mark = "// Copied by gen-safe -runtime vendor; DO NOT EDIT."

// Module is where the sources come from.
const Module = "github.com/recoverlint/recoverlint/safe"

// Files returns the sources, by their slash-separated name within the directory
// that has the import path importPath.
func Files(importPath string) map[string][]byte {
	files := make(map[string][]byte)
	for _, f := range txtar.Parse(archive).Files {
		content := string(f.Data)
		if path.Ext(f.Name) == ".go" {
			content = Mark + "\n\n" + strings.ReplaceAll(content, fmt.Sprintf("%q", Module), fmt.Sprintf("%q", importPath))
		}
		files[f.Name] = []byte(content)
	}
	return files
}
