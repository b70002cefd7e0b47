package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"github.com/recoverlint/recoverlint/internal/ruletest"
)

// An action is what an action.yml may say, as far as ours says it.
type action struct {
	Name, Description, Author string
	Branding                  struct{ Icon, Color string }
	Inputs                    map[string]struct {
		Description, Default string
		Required             bool
	}
	Outputs map[string]struct{ Description, Value string }
	Runs    struct {
		Using string
		Steps []step
	}
}

type step struct {
	Name, ID, If, Uses, Shell, Run string
	With, Env                      map[string]string
	WorkingDirectory               string `yaml:"working-directory"`
}

func readYAML(t *testing.T, name string, value any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(ruletest.Root(), name))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalWithOptions(data, value, yaml.Strict()); err != nil {
		t.Fatal(name, err)
	}
}

// A runner does what GitHub's does with the steps of the action that are
// scripts.
type runner struct {
	t       *testing.T
	action  action
	context map[string]string // inputs.x, github.x
	dir     string
	env     []string
	output  string // what steps set
}

func newRunner(t *testing.T, context map[string]string) *runner {
	r := &runner{t: t, context: context, dir: t.TempDir()}
	readYAML(t, "action.yml", &r.action)
	for name, input := range r.action.Inputs {
		if _, ok := context["inputs."+name]; !ok {
			context["inputs."+name] = input.Default
		}
	}
	r.output = filepath.Join(t.TempDir(), "output")
	r.env = append(os.Environ(), "GITHUB_OUTPUT="+r.output, "RUNNER_TEMP="+t.TempDir(), "GOFLAGS=", "GOWORK=off")
	return r
}

var expression = regexp.MustCompile(`^\$\{\{ (.*) \}\}$`)

// value evaluates a || b || 'c', which is all that we use.
func (r *runner) value(text string) string {
	match := expression.FindStringSubmatch(text)
	if match == nil {
		return text
	}
	for name := range strings.SplitSeq(match[1], " || ") {
		value, known := r.context[name]
		literal := strings.HasPrefix(name, "'")
		if !known && !literal && !strings.HasPrefix(name, "github.") {
			r.t.Errorf("%s is not known", name)
		}
		if literal {
			value = strings.Trim(name, "'")
		}
		if value != "" {
			return value
		}
	}
	return ""
}

// run runs the script of a step and gives what it prints and its exit code.
func (r *runner) run(name string) (string, int) {
	r.t.Helper()
	for _, step := range r.action.Runs.Steps {
		if step.Name != name {
			continue
		}
		if step.Shell != "bash" {
			r.t.Fatalf("the step %s is for %s", name, step.Shell)
		}
		bash, err := exec.LookPath("bash")
		if err != nil {
			r.t.Fatal(err)
		}
		cmd := exec.Command(bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
		cmd.Dir = filepath.Join(r.dir, r.value(step.WorkingDirectory))
		cmd.Env = r.env
		for key, value := range step.Env {
			cmd.Env = append(cmd.Env, key+"="+r.value(value))
		}
		out, err := cmd.CombinedOutput()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			r.t.Fatal(err)
		}
		return string(out), cmd.ProcessState.ExitCode()
	}
	r.t.Fatalf("there is no step %s", name)
	return "", 0
}

func (r *runner) write(name, text string, mode os.FileMode) {
	r.t.Helper()
	file := filepath.Join(r.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), mode); err != nil {
		r.t.Fatal(err)
	}
}

func TestActionInstalls(t *testing.T) {
	for _, test := range []struct {
		context map[string]string
		want    string
	}{
		{map[string]string{"inputs.version": "v1.2.3", "github.action_ref": "v2"}, "v1.2.3"},
		{map[string]string{"github.action_ref": "v2"}, "v2"},
		{map[string]string{}, "latest"},
	} {
		r := newRunner(t, test.context)
		r.write("bin/go", "#!/bin/sh\necho go \"$@\"\n", 0o777)
		r.env = append(r.env, "PATH="+filepath.Join(r.dir, "bin"))
		out, code := r.run("Install recoverlint")
		if want := "go install github.com/recoverlint/recoverlint/cmd/recoverlint@" + test.want + "\n"; out != want || code != 0 {
			t.Errorf("%v: got %q, exit code %d, want %q", test.context, out, code, want)
		}
	}
	r := newRunner(t, map[string]string{})
	r.env = append(r.env, "PATH="+r.dir)
	if out, code := r.run("Install recoverlint"); code != 2 || !strings.HasPrefix(out, "::error title=recoverlint::there is no Go") {
		t.Errorf("without Go: got %q, exit code %d", out, code)
	}
}

func TestActionRuns(t *testing.T) {
	for _, test := range []struct {
		context  map[string]string
		want     string
		wantCode int
	}{
		{map[string]string{}, "::error file=a/a.go,line=3,endLine=3,col=21,endColumn=36,title=recoverlint deadrecover::recover has no effect: ", 1},
		{map[string]string{"inputs.sarif": "true"}, "a/a.go:3:21: recover has no effect: ", 1},
		{map[string]string{"inputs.args": "-deadrecover=false  -level=note\n-tests=false", "inputs.packages": "./a\n./b\n"}, "", 0},
	} {
		test.context["inputs.working-directory"] = "svc"
		r := newRunner(t, test.context)
		r.env = append(r.env, "GOBIN="+filepath.Dir(look(t, "recoverlint")))
		r.write("svc/go.mod", "module example.com/svc\n\ngo 1.26\n", 0o666)
		r.write("svc/a/a.go", "package a\n\nfunc Do(f func()) { defer recover(); f() }\n", 0o666)
		r.write("svc/b/b.go", "package b\n", 0o666)
		out, code := r.run("Run recoverlint")
		if code != test.wantCode || !strings.HasPrefix(out, test.want) || test.want == "" && out != "" {
			t.Errorf("%v: got %q, exit code %d, want %q, %d", test.context, out, code, test.want, test.wantCode)
		}
		r.checkSARIF()
	}
}

// checkSARIF demands that the step that ran named a file that is there.
func (r *runner) checkSARIF() {
	r.t.Helper()
	set, err := os.ReadFile(r.output)
	if err != nil {
		r.t.Fatal(err)
	}
	file, ok := strings.CutPrefix(strings.TrimSpace(string(set)), "sarif=")
	if _, err := os.Stat(file); !ok || err != nil {
		r.t.Errorf("the step set %q: %v", set, err)
	}
}

// What a step takes from another must be there, and foreign actions have a
// version.
func TestActionFitsTogether(t *testing.T) {
	r := newRunner(t, map[string]string{})
	ids := map[string]bool{}
	for _, step := range r.action.Runs.Steps {
		ids[step.ID] = true
		if (step.Uses == "") == (step.Run == "") {
			t.Errorf("the step %s has to use an action or to run a script", step.Name)
		}
		if step.Uses != "" && !regexp.MustCompile(`^[\w-]+(/[\w-]+)+@v\d+$`).MatchString(step.Uses) {
			t.Errorf("the step %s uses %s", step.Name, step.Uses)
		}
		for _, input := range regexp.MustCompile(`inputs\.([\w-]+)`).FindAllStringSubmatch(step.If, -1) {
			if _, ok := r.action.Inputs[input[1]]; !ok {
				t.Errorf("the step %s asks for the input %s", step.Name, input[1])
			}
		}
	}
	if r.action.Runs.Using != "composite" || !ids["run"] || r.action.Outputs["sarif"].Value != "${{ steps.run.outputs.sarif }}" {
		t.Errorf("got %+v", r.action)
	}
}

// pre-commit installs every command of this module, and runs the one that the
// hook names.
func TestPreCommitHook(t *testing.T) {
	var hooks []struct {
		ID, Name, Description, Entry, Language string
		Args, Types                            []string
		PassFilenames                          bool `yaml:"pass_filenames"`
		RequireSerial                          bool `yaml:"require_serial"`
	}
	readYAML(t, ".pre-commit-hooks.yaml", &hooks)
	if len(hooks) != 1 || hooks[0].ID != "recoverlint" || hooks[0].Language != "golang" || hooks[0].PassFilenames || !hooks[0].RequireSerial {
		t.Fatalf("got %+v", hooks)
	}
	if _, err := os.Stat(filepath.Join(ruletest.Root(), "cmd", hooks[0].Entry, "main.go")); err != nil {
		t.Error(err)
	}
}
