package driver

import (
	"errors"
	"strings"
	"testing"
)

var errExit = errors.New("exit status 1")

func TestReadStderr(t *testing.T) {
	for _, test := range []struct {
		what     string
		stderr   string
		err      error
		problems string
		notes    string
	}{{
		what: "nothing",
	}, {
		what:   "a warning of the C compiler",
		stderr: "# example.com/c\nc.go:5:2: warning: unused variable\n",
		notes:  "c.go:5:2: warning: unused variable",
	}, {
		what:     "packages come in any order",
		stderr:   "# example.com/z\n./z.go:1:1: undefined: y\n# [example.com/a]\nvet: a/a.go:1:1: undefined: x\n",
		err:      errExit,
		problems: "cannot analyse example.com/a: it does not compile\n\ta/a.go:1:1: undefined: x\n\tmake it compile, then run recoverlint again\ncannot analyse example.com/z: it does not compile\n\tz.go:1:1: undefined: y\n\tmake it compile, then run recoverlint again",
	}, {
		what:     "a package and its test variant do not compile for one reason",
		stderr:   "# example.com/a\na/a.go:1:1: undefined: x\n# example.com/a [example.com/a.test]\na/a.go:1:1: undefined: x\n",
		err:      errExit,
		problems: "cannot analyse example.com/a: it does not compile\n\ta/a.go:1:1: undefined: x\n\tmake it compile, then run recoverlint again",
	}, {
		what:     "the tool fails on a package that was not asked for",
		stderr:   "example.com/a: /bin/recoverlint: exit status 1\n# example.com/b\nb.go:1:1: could not import example.com/a (no package vetx file for \"example.com/a\")\n",
		err:      errExit,
		problems: "cannot analyse example.com/a, nor what imports it\n\tsee why: recoverlint example.com/a",
	}, {
		what:     "what the go command calls a warning",
		stderr:   "go: warning: \"./x/...\" matched no packages\n",
		problems: "no packages match \"./x/...\"\n\tcheck the path, -tags, GOOS and GOARCH",
	}, {
		what:     "and the error that follows from it",
		stderr:   "go: warning: \"./x/...\" matched no packages\nno packages to vet\n",
		err:      errExit,
		problems: "no packages match \"./x/...\"\n\tcheck the path, -tags, GOOS and GOARCH",
	}, {
		what:     "that error alone",
		stderr:   "no packages to vet\n",
		err:      errExit,
		problems: "no packages to vet",
	}, {
		what:     "an explanation of a command line that the user has not written",
		stderr:   "invalid value \"x\" for flag -p: parse error\nusage: go vet [build flags] [-vettool prog] [vet flags] [packages]\nRun 'go help vet' for details.\nRun '/bin/recoverlint help' for a full list of flags and analyzers.\nRun '/bin/recoverlint -help' for an overview.\n",
		err:      errExit,
		problems: "invalid value \"x\" for flag -p: parse error",
	}, {
		what:     "a crash that cannot be contained, and the packages that it takes along",
		stderr:   "# example.com/a\nruntime: goroutine stack exceeds 1000000000-byte limit\nfatal error: stack overflow\n\ngoroutine 1 [running]:\nmain.main()\n\tmain.go:3 +0x1\n# example.com/b\nb.go:3:8: could not import example.com/a (no package vetx file)\n",
		err:      errExit,
		problems: "internal error: fatal error: stack overflow, on example.com/a\n\tthe findings on it and on packages that import it are missing; please report it at https://github.com/recoverlint/recoverlint/issues",
	}, {
		what:     "a process that the system ends",
		stderr:   "example.com/a: /bin/recoverlint: signal: killed\n",
		err:      errExit,
		problems: "example.com/a: /bin/recoverlint: signal: killed\n\tthe system ended it, probably for lack of memory: try -p 1",
	}, {
		what:   "a crash on a dependency",
		stderr: "# example.com/dep\nrecoverlint: internal error in engine at x.go:1: oops, on example.com/dep\n",
		notes:  "recoverlint: internal error in engine at x.go:1: oops, on example.com/dep",
	}, {
		what:     "such a crash, and something else that failed",
		stderr:   "# example.com/dep\nrecoverlint: internal error in engine at x.go:1: oops, on example.com/dep\n# example.com/a\na.go:1:1: undefined: x\n",
		err:      errExit,
		problems: "cannot analyse example.com/a: it does not compile\n\ta.go:1:1: undefined: x\n\tmake it compile, then run recoverlint again",
		notes:    "recoverlint: internal error in engine at x.go:1: oops, on example.com/dep",
	}, {
		what:     "a remedy that the go command gives itself",
		stderr:   "a.go:3:8: no required module provides package example.net/x; to add it:\n\tgo get example.net/x\n",
		err:      errExit,
		problems: "a.go:3:8: no required module provides package example.net/x; to add it:\n\tgo get example.net/x",
	}} {
		said := readStderr(test.stderr, test.err)
		var problems []string
		for _, p := range said.problems {
			problems = append(problems, p.String())
		}
		if got := strings.Join(problems, "\n"); got != test.problems {
			t.Errorf("%s: problems\n%s\nwant\n%s", test.what, got, test.problems)
		}
		if got := strings.Join(said.notes, "\n"); got != test.notes {
			t.Errorf("%s: notes\n%s\nwant\n%s", test.what, got, test.notes)
		}
	}
}

// Go 1.25 prints JSON among the rest.
func TestReadStderrJSON(t *testing.T) {
	said := readStderr("# example.com/a\n{\n\t\"example.com/a\": {}\n}\n# example.com/b\n{}\ngo: something\n", nil)
	if want := "{\n\t\"example.com/a\": {}\n}\n{}\n"; said.json != want {
		t.Errorf("got %q, want %q", said.json, want)
	}
	if len(said.problems) > 0 {
		t.Errorf("problems %v", said.problems)
	}
}
