package gen

import (
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"strings"
	"unicode"

	"github.com/recoverlint/recoverlint/internal/gen/policy"
	"github.com/recoverlint/recoverlint/internal/gen/write"
)

const tool = "github.com/recoverlint/recoverlint/cmd/gen-safe"

// firstConfig is the gensafe.yaml to begin with.
const firstConfig = `# What gen-safe wraps of types that directives cannot reach: those of other modules.
# In your own files say it beside the type: //safe:wrap deadline=2s breaker=users
wrap: []
#  - type: github.com/redis/go-redis/v9.Cmdable
#    into: internal/cache         # directory of the output; default: this one
#    deadline: 500ms
#    breaker: redis
#    methods:
#      Get: {deadline: 100ms, read: true}
#      Subscribe: {skip: it is called once}
`

// init writes what a module needs to run gen-safe by go generate. What is there
// already it leaves as it is.
func (c *command) init() (int, error) {
	if len(c.args) > 0 {
		return exitError, fmt.Errorf("init takes no packages: it sets up the module in this directory")
	}
	root, module, err := c.module()
	if err != nil {
		return exitError, err
	}
	steps := []func(root, module string) error{c.initConfig, c.initTool, c.initGenerate}
	for _, step := range steps {
		if err := step(root, module); err != nil {
			return exitError, err
		}
	}
	fmt.Fprintf(c.stdout, "gen-safe: put %swrap on an interface, and run go generate\n", policy.Prefix)
	return exitDone, nil
}

func (c *command) initConfig(root, _ string) error {
	return c.create(filepath.Join(root, policy.ConfigName), firstConfig)
}

// create writes a file that is not there yet.
func (c *command) create(name, content string) error {
	if _, err := os.Stat(name); err == nil {
		fmt.Fprintf(c.stdout, "gen-safe: %s is there already\n", c.short(name))
		return nil
	}
	if c.dry {
		fmt.Fprintf(c.stdout, "gen-safe would write %s\n", c.short(name))
		return nil
	}
	if err := write.Whole(name, []byte(content)); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "gen-safe writes %s\n", c.short(name))
	return nil
}

// initTool adds the tool line to go.mod, at the version of this program. One that
// was built from a checkout has none: then the line stands there without a version,
// and go get says what is missing.
func (c *command) initTool(root, _ string) error {
	content, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return err
	}
	if bytes.Contains(content, []byte(tool)) {
		fmt.Fprintf(c.stdout, "gen-safe: go.mod has the tool line already\n")
		return nil
	}
	args := []string{"mod", "edit", "-tool=" + tool}
	if v := version(); v != "" {
		args = []string{"get", "-tool", tool + "@" + v}
	}
	if c.dry {
		fmt.Fprintf(c.stdout, "gen-safe would run go %s\n", strings.Join(args, " "))
		return nil
	}
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Stderr = root, c.stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("go %s: %w", strings.Join(args, " "), err)
	}
	fmt.Fprintf(c.stdout, "gen-safe adds the tool line to go.mod\n")
	return nil
}

// version is the version of the module that this program was built from, or "".
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "(devel)" || strings.Contains(info.Main.Version, "+dirty") {
		return ""
	}
	return info.Main.Version
}

// initGenerate adds a file with the go:generate line, unless one has it.
func (c *command) initGenerate(root, module string) error {
	name := packageName(module)
	files, err := filepath.Glob(filepath.Join(root, "*.go"))
	if err != nil {
		return err
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if bytes.Contains(content, []byte("//go:generate go tool gen-safe")) {
			fmt.Fprintf(c.stdout, "gen-safe: %s has a go:generate line already\n", c.short(file))
			return nil
		}
		if syntax, err := parser.ParseFile(token.NewFileSet(), file, content, parser.PackageClauseOnly); err == nil {
			name = strings.TrimSuffix(syntax.Name.Name, "_test")
		}
	}
	flags := ""
	if c.runtime != "" {
		flags = "-runtime " + c.runtime + " "
	}
	return c.create(filepath.Join(root, "gensafe_generate.go"), fmt.Sprintf("package %s\n\n//go:generate go tool gen-safe %s./...\n", name, flags))
}

// packageName makes a package name of a module's path: myapp of example.com/my-app.
func packageName(module string) string {
	base := module[strings.LastIndexByte(module, '/')+1:]
	name := strings.Map(func(r rune) rune {
		if r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, base)
	if !token.IsIdentifier(name) {
		return "app"
	}
	return name
}
