package emit

import (
	"go/token"
	"go/types"
	"strings"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/internal/gen/plan"
)

// One wrapper of each kind, written by hand.
func TestCallWrappers(t *testing.T) {
	ctx := types.NewNamed(types.NewTypeName(0, types.NewPackage("context", "context"), "Context", nil), types.NewInterfaceType(nil, nil), nil)
	wg := types.NewPointer(types.NewNamed(types.NewTypeName(0, types.NewPackage("sync", "sync"), "WaitGroup", nil), types.NewStruct(nil, nil), nil))
	fn := types.NewSignatureType(nil, nil, nil, nil, nil, false)
	errType := types.Universe.Lookup("error").Type()
	load := &plan.CallWrapper{
		Kind: plan.CallWithContext, Doc: "load", Directive: "call example.com/app load deadline=2s", OpVar: "safeLoadOp", Body: "err = @example.com/app@.loadContext(ctx, id)", Proof: true,
		Method: plan.Method{
			Name: "safeLoad", Op: "app.load", Ctx: 0, Err: 0, Carrier: -1, Call: "call", CtxName: "ctx", ErrName: "err", Budget: 2 * time.Second,
			Params: []plan.Param{{Name: "ctx", Type: ctx}, {Name: "id", Type: types.Typ[types.Int]}}, Results: []plan.Param{{Name: "err", Type: errType}},
		},
	}
	work := &plan.CallWrapper{
		Kind: plan.CallGo, Doc: "work", Directive: "go example.com/app work", Body: "work(text)\nreturn nil", Proof: true,
		Method: plan.Method{Name: "safeGoWork", Op: "app.work", Ctx: -1, Err: -1, CtxName: "ctx", ErrName: "err", Params: []plan.Param{{Name: "text", Type: types.Typ[types.String]}}},
	}
	start := &plan.CallWrapper{
		Kind: plan.CallStart, Doc: "sync.WaitGroup.Go", Directive: "start sync WaitGroup.Go", Recv: true, Proof: true,
		Method:  plan.Method{Name: "safeWaitGroupGo", Op: "app.sync.WaitGroup.Go", Ctx: -1, Err: -1, Params: []plan.Param{{Name: "wg", Type: wg}, {Name: "f", Type: fn}}},
		Started: &plan.Started{Method: plan.Method{Ctx: -1, Err: -1, CtxName: "ctx", ErrName: "err"}, Param: "f", Call: "wg.Go(", After: ")"},
	}
	file := &plan.File{
		Name: "safe_calls.go", Package: "app", Path: "example.com/app", Source: "calls", Digest: "0", Runtime: "example.com/safe",
		Local: plan.ProofNames{T: "t", Policy: "p", Config: "config", Wrapped: "s", Ctx: "ctx", Err: "err"},
		Decls: []plan.Decl{load, work, start, &plan.CallsProof{Test: "TestSafeCallsHold", Wrappers: []*plan.CallWrapper{load, work, start}}},
	}
	code, _, err := File(token.NewFileSet(), file)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`var safeLoadOp = safe.NewOp("app.load", safe.OpConfig{Budget: 2 * time.Second})`,
		"//gensafe:call example.com/app load deadline=2s\nfunc safeLoad(ctx context.Context, id int) (err error) {\n",
		"\tif err = call.Inject(ctx); err == nil {\n\t\terr = loadContext(ctx, id)\n\t}\n",
		"//gensafe:go example.com/app work\nfunc safeGoWork(text string) {\n\tsafe.Go(context.Background(), \"app.work\", func(ctx context.Context) error {\n",
		"\t\twork(text)\n\t\treturn nil\n",
		"func safeWaitGroupGo(wg *sync.WaitGroup, f func()) {\n\twg.Go(func() {\n\t\tsafe.Run(",
		"return safeLoad(ctx, *new(int))",
		"safetest.Starts(t, \"app.sync.WaitGroup.Go\", func() {\n\t\tsafeWaitGroupGo(new(sync.WaitGroup), *new(func()))\n\t})",
	} {
		if !strings.Contains(string(code), want) {
			t.Errorf("no %q in\n%s", want, code)
		}
	}
}
