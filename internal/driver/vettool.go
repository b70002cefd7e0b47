package driver

import (
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"go/version"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/recoverlint/recoverlint/internal/config"
	"github.com/recoverlint/recoverlint/internal/heap"
)

// spareHeap is what most packages need at most, in bytes: they are analysed without
// a garbage collection. go vet starts a process for each package of the program,
// std's too, and nearly all of them end before that.
const spareHeap = 64 << 20

// vetTool does what the go command asks of its vet tool: describe the
// program (-V=full), describe its flags (-flags), or analyse one package
// (file.cfg). (The protocol is that of x/tools' unitchecker, which does the
// last.)
func vetTool(rules []Rule, args []string, stdout, stderr io.Writer) int {
	switch {
	case slices.Contains(args, "-V=full"):
		return describeProgram(rules, stdout, stderr)
	case slices.Contains(args, "-flags"):
		return describeFlags(rules, stdout)
	}
	heap.Spare(spareHeap)
	o, fs := newToolFlags(rules)
	if err := fs.Parse(args); err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", progname, err)
		return failed
	}
	unit, cfg, err := readUnit(args[len(args)-1], o)
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", progname, err)
		return failed
	}
	if err := unit.configure(rules, o, fs); err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", progname, err)
		return failed
	}
	suite := arm(rules, o, unit, stderr)
	// unitchecker reads the command line itself. It needs to know only how to
	// print: the rest is in the suite by now.
	os.Args = []string{progname, "-json=" + strconv.FormatBool(o.json), "-fix=" + strconv.FormatBool(o.fix), "-diff=" + strconv.FormatBool(o.diff), cfg}
	unitchecker.Main(suite...)
	panic("internal error: unitchecker returned")
}

// describeProgram prints the line by which the go command knows whether the
// tool has changed. x/tools would begin it with the path of the program, and
// a path with a space in it is then read as two words and refused.
//
// A tool cannot analyse code for a newer Go than it is built with: it reads
// the types of every package, std's too, from source. It would fail on each of
// them, so it says so once, here. Of mistakes in the configuration as well.
func describeProgram(rules []Rule, stdout, stderr io.Writer) int {
	if user, own := os.Getenv("GOVERSION"), runtime.Version(); older(own, user) {
		fmt.Fprintf(stderr, "%s: built with %s, which cannot read code for %s: install it again with %s\n", progname, own, user, user)
		return findings // any other than 0; go vet exits with 2 itself
	}
	hash := sha256.New()
	err := hashProgram(hash)
	if err == nil {
		err = hashSettings(hash, rules)
	}
	if err != nil {
		fmt.Fprintf(stderr, "%s: %v\n", progname, err)
		return failed
	}
	fmt.Fprintf(stdout, "%s version devel buildID=%x\n", progname, hash.Sum(nil))
	return clean
}

func hashProgram(hash io.Writer) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	f, err := os.Open(exe)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(hash, f)
	return err
}

// hashSettings adds to hash what the configuration of the run says.
func hashSettings(hash io.Writer, rules []Rule) error {
	dir, err := os.Getwd() // that of the go command
	if err != nil {
		return err
	}
	if trimsPaths() {
		fmt.Fprintf(hash, "in %q\n", config.Roots(dir))
	}
	o, _ := newToolFlags(rules)
	configs, err := o.readConfigs(dir, rules)
	if err == nil {
		configs.Hash(hash)
	}
	return err
}

// trimsPaths reports whether GOFLAGS has -trimpath. With it the go command takes
// a package for the same in each folder that holds the same files, and so would
// print findings, and change files, of a folder that was analysed before. On its
// command line the flag cannot be seen; the go command sets GOFLAGS for the tool
// as "go env" has it.
func trimsPaths() bool {
	trims := false
	for _, f := range strings.Fields(os.Getenv("GOFLAGS")) {
		name, value, has := strings.Cut(strings.TrimLeft(f, "-"), "=")
		if name == "trimpath" {
			set, _ := strconv.ParseBool(value)
			trims = set || !has
		}
	}
	return trims
}

// older reports whether the language of the Go version own is older than
// that of user. It is false for versions that are not releases.
func older(own, user string) bool {
	own, _, _ = strings.Cut(own, " ") // go1.26.1 X:experiment
	user, _, _ = strings.Cut(user, " ")
	if !version.IsValid(own) || !version.IsValid(user) {
		return false
	}
	return version.Compare(version.Lang(own), version.Lang(user)) < 0
}

// describeFlags lists the flags that go vet is to pass on.
func describeFlags(rules []Rule, stdout io.Writer) int {
	type jsonFlag struct {
		Name  string
		Bool  bool
		Usage string
	}
	list := []jsonFlag{}
	_, fs := newToolFlags(rules)
	fs.VisitAll(func(f *flag.Flag) {
		if f.Name == "fix" || f.Name == "diff" {
			return // go vet and go fix have them, and pass them on unasked
		}
		list = append(list, jsonFlag{f.Name, isBool(f), f.Usage})
	})
	data, err := json.MarshalIndent(list, "", "\t")
	if err != nil {
		panic("internal error: " + err.Error()) // strings and booleans always encode
	}
	stdout.Write(append(data, '\n'))
	return clean
}
