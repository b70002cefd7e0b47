package truth

import (
	"fmt"
	"go/format"
	"path"
	"regexp"
	"slices"
	"strings"
)

const (
	modulePath = "example.com/generated"
	groupSize  = 25 // programs in one package: a package costs a compiler run
)

// packageNames gives the name of each package of a group by its level; the
// first one is the group's own.
var packageNames = [3]string{"", "dep", "deep"}

// importPaths gives what a name before a dot stands for in a program.
var importPaths = map[string]string{
	"atomic": "sync/atomic", "bufio": "bufio", "bytes": "bytes", "cmp": "cmp", "context": "context", "errgroup": "golang.org/x/sync/errgroup",
	"errors": "errors", "fmt": "fmt", "io": "io", "iter": "iter", "log": "log", "maps": "maps", "math": "math", "obs": modulePath + "/obs",
	"os": "os", "rand": "math/rand", "reflect": "reflect", "regexp": "regexp", "runtime": "runtime", "singleflight": "golang.org/x/sync/singleflight",
	"slices": "slices", "sort": "sort", "strconv": "strconv", "strings": "strings", "sync": "sync", "time": "time", "utf8": "unicode/utf8",
}

var qualifier = regexp.MustCompile(`(?:^|[^\w.")])([a-z]\w*)\.[A-Z]`)

// A file is one file of a program.
type file struct {
	name string // slash path in the module
	text string
}

// group names the folder of the program's packages.
func (p *program) group() string { return fmt.Sprintf("p%02d", p.num/groupSize) }

// dir gives the folder of the package of a level.
func (p *program) dir(level int) string {
	return path.Join(append([]string{p.group()}, packageNames[1:level+1]...)...)
}

// files gives the program as Go source.
func (p *program) files() ([]file, error) {
	var files []file
	for level, pkg := range p.pkgs {
		if len(pkg.decls) == 0 {
			continue
		}
		name := path.Base(p.dir(level))
		var decls []string
		for _, decl := range pkg.decls {
			decls = append(decls, tidy(decl))
		}
		body := strings.Join(decls, "\n\n")
		src, err := format.Source([]byte("package " + name + "\n\n" + p.imports(level, body) + body + "\n"))
		if err != nil {
			return nil, fmt.Errorf("%v: %v in\n%s", p.spec, err, body)
		}
		files = append(files, file{fmt.Sprintf("%s/case%04d.go", p.dir(level), p.num), string(src)})
	}
	return files, nil
}

func (p *program) imports(level int, body string) string {
	var paths []string
	for _, match := range qualifier.FindAllStringSubmatch(body, -1) {
		imported := importPaths[match[1]]
		if below := level + 1; below < len(packageNames) && match[1] == packageNames[below] {
			imported = modulePath + "/" + p.dir(below)
		}
		if imported != "" {
			paths = append(paths, fmt.Sprintf("%q", imported))
		}
	}
	if len(paths) == 0 {
		return ""
	}
	slices.Sort(paths)
	return "import (\n" + strings.Join(slices.Compact(paths), "\n") + "\n)\n\n"
}

// tidy drops the blank lines that empty pieces leave in functions. Those
// before a declaration stay.
func tidy(text string) string {
	lines := strings.Split(text, "\n")
	var kept []string
	for i, line := range lines {
		blank := strings.TrimSpace(line) == ""
		if blank && (i+1 == len(lines) || !declares(lines[i+1])) {
			continue
		}
		kept = append(kept, line)
	}
	return strings.Join(kept, "\n")
}

func declares(line string) bool {
	return strings.HasPrefix(line, "func ") || strings.HasPrefix(line, "type ")
}
