package emit

import (
	"go/token"
	"go/types"
	"strings"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// A plan that is written by hand, with all that a decorator can have of one method.
func TestDecorator(t *testing.T) {
	ctxPkg := types.NewPackage("context", "context")
	ctx := types.NewNamed(types.NewTypeName(0, ctxPkg, "Context", nil), types.NewInterfaceType(nil, nil), nil)
	pkg := types.NewPackage("example.com/users", "users")
	target := types.NewNamed(types.NewTypeName(0, pkg, "Users", nil), types.NewInterfaceType(nil, nil), nil)
	errType := types.Universe.Lookup("error").Type()
	file := &plan.File{
		Name: "users_safe.go", Package: "users", Path: "example.com/users", Source: "users.go", Digest: "0",
		Runtime: "example.com/safe", Constraint: "//go:build linux",
		Imports: []plan.Import{{Path: "context", Name: "context", Alias: "context2"}, {Path: "example.com/safe", Name: "safe", Alias: "safe"}, {Path: "time", Name: "time", Alias: "time"}},
		Decls: []plan.Decl{&plan.Decorator{
			Name: "SafeUsers", Doc: "Users", Directive: "users.go:3", Target: target, Receiver: "s", Next: "next", New: "NewSafeUsers",
			Config: "SafeUsersConfig", Default: "DefaultSafeUsersConfig", Deadlines: "SetDeadlines", Params: plan.NewNames{Next: "next", Config: "config"},
			Fields: []plan.ConfigField{{Name: "Deadline", Kind: plan.DeadlineField, Doc: "is one", Deadline: 90 * time.Second}},
			Methods: []plan.Method{{
				Name: "Get", Op: "users.Users.Get", Field: "get", Receiver: "s", Call: "call", CtxName: "ctx", ErrName: "err",
				Ctx: 0, Err: 1, Carrier: -1, Deadline: "Deadline",
				Params:  []plan.Param{{Name: "ctx", Type: ctx}, {Name: "ids", Type: types.NewSlice(types.Typ[types.Int])}},
				Results: []plan.Param{{Name: "name", Type: types.Typ[types.String]}, {Name: "err", Type: errType}}, Variadic: true,
			}},
		}},
	}
	code, _, err := File(token.NewFileSet(), file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		Header + "\n// From users.go; digest 0.\n\n//go:build linux\n\npackage users\n",
		`context2 "context"`,
		"Deadline: 90 * time.Second,",
		"func (s *SafeUsers) Get(ctx context2.Context, ids ...int) (name string, err error) {",
		"name, err = s.next.Get(ctx, ids...)",
		"var _ Users = (*SafeUsers)(nil)",
		"s.get.SetBudget(config.Deadline)",
	} {
		if !strings.Contains(string(code), want) {
			t.Errorf("no %q in\n%s", want, code)
		}
	}
}

func TestTypes(t *testing.T) {
	chanOfChan := types.NewChan(types.SendRecv, types.NewChan(types.RecvOnly, types.Typ[types.Int]))
	fn := types.NewSignatureType(nil, nil, nil, types.NewTuple(types.NewParam(0, nil, "", types.NewSlice(types.Typ[types.Int]))), types.NewTuple(types.NewParam(0, nil, "", types.Typ[types.Bool])), true)
	w := &writer{file: &plan.File{}}
	for _, test := range []struct {
		t    types.Type
		want string
	}{
		{chanOfChan, "chan (<-chan int)"},
		{types.NewChan(types.SendOnly, types.Typ[types.Int]), "chan<- int"},
		{types.NewArray(types.NewPointer(types.Typ[types.String]), 3), "[3]*string"},
		{types.NewMap(types.Typ[types.String], fn), "map[string]func(...int) bool"},
		{types.NewInterfaceType(nil, nil), "interface{}"},
	} {
		got := strings.Join(strings.Fields(w.typ(test.t).GoString()), " ")
		if strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(test.want, " ", "") {
			t.Errorf("%v is written as %s", test.t, got)
		}
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		time.Second: "time.Second", 90 * time.Second: "90 * time.Second", 1500 * time.Millisecond: "1500 * time.Millisecond",
		time.Hour: "time.Hour", 7: "7 * time.Nanosecond",
	} {
		if got := strings.TrimSpace(duration(d).GoString()); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(want, " ", "") {
			t.Errorf("%v is written as %s", d, got)
		}
	}
}
