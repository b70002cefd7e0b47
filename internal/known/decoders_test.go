package known_test

import (
	"encoding/json"
	"go/token"
	"go/types"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/internal/known"
	"github.com/recoverlint/recoverlint/internal/match"
)

// What the rows say of null is what happens.

type value struct {
	Int    int
	Quoted int `json:",string"`
	Text   string
	Flag   bool
	Array  [2]int
	Nested struct{ N int }
	At     time.Time
}

func old() value {
	return value{1, 2, "x", true, [2]int{1, 2}, struct{ N int }{7}, time.Unix(0, 0).UTC()}
}

func TestNullInEncodingJSON(t *testing.T) {
	for _, data := range []string{
		`{"Int":null,"Quoted":null,"Text":null,"Flag":null,"Array":null,"Nested":null,"At":null}`,
		`{}`,
		`null`,
	} {
		v := old()
		decode(t, data, &v)
		if v != old() {
			t.Errorf("%s: the old value became %+v", data, v)
		}
	}

	var fresh []value
	decode(t, `[null]`, &fresh)
	if fresh[0] != (value{}) {
		t.Errorf("null in a new slice is %+v", fresh[0])
	}
	used := []value{old()}
	decode(t, `[null]`, &used)
	if used[0] != old() {
		t.Errorf("null in a used slice is %+v", used[0])
	}

	n := json.Number("1")
	decode(t, `null`, &n)
	if n != "1" {
		t.Errorf("a json.Number became %q", n)
	}
}

func decode(t *testing.T, data string, v any) {
	t.Helper()
	if err := json.Unmarshal([]byte(data), v); err != nil {
		t.Fatal(err)
	}
}

func TestNullInV2(t *testing.T) {
	out, err := run("GOEXPERIMENT=jsonv2")
	if err != nil && strings.Contains(out, "unknown GOEXPERIMENT") {
		out, err = run() // released since
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	const want = "null true\nno key true\nnull itself true\nelement true\nnumber [0 3]\n"
	if out != want {
		t.Errorf("got\n%swant\n%s", out, want)
	}
}

func run(env ...string) (string, error) {
	cmd := exec.Command("go", "run", "./testdata/jsonv2")
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err
}

func TestDecodes(t *testing.T) {
	for _, test := range []struct {
		pkg, recv, name string
		into, from      int
		boundary        known.Boundary
		null            known.Null
	}{
		{"encoding/json", "", "Unmarshal", 1, 0, 0, known.Keeps},
		{"encoding/json", "Decoder", "Decode", 0, known.Receiver, 0, known.Keeps},
		{"encoding/json/v2", "", "Unmarshal", 1, 0, 0, known.Zeroes},
		{"encoding/json/v2", "", "UnmarshalRead", 1, 0, 0, known.Zeroes},
		{"github.com/go-json-experiment/json", "", "UnmarshalDecode", 1, 0, 0, known.Zeroes},
		{"github.com/go-json-experiment/json/v1", "", "Unmarshal", 1, 0, 0, known.Keeps},
		{"github.com/labstack/echo/v4", "Context", "Bind", 0, known.None, known.Request, known.Keeps},
		{"github.com/labstack/echo/v5", "Context", "Bind", 0, known.None, known.Request, known.Keeps},
		{"example.com/vendor/github.com/gofiber/fiber/v3", "Bind", "Body", 0, known.None, known.Request, known.Keeps},
		{"github.com/gorilla/websocket", "Conn", "ReadJSON", 0, known.None, known.Message, known.Keeps},
		{"resty.dev/v3", "Request", "SetResult", 0, known.None, known.Response, known.Keeps},
	} {
		rows := known.Decodes(function(test.pkg, test.recv, test.name))
		if len(rows) != 1 || rows[0].Into != test.into || rows[0].From != test.from || rows[0].Boundary != test.boundary || rows[0].Null != test.null {
			t.Errorf("%s.%s.%s: got %+v", test.pkg, test.recv, test.name, rows)
		}
	}
	for _, fn := range []*types.Func{nil, function("encoding/json", "", "Marshal"), function("encoding/json", "Decoder", "Token"), function("example.com/json", "", "Unmarshal")} {
		if rows := known.Decodes(fn); rows != nil {
			t.Errorf("%v decodes %+v", fn, rows)
		}
	}
}

// function makes the function pkg.name, or a method of the type recv.
func function(pkg, recv, name string) *types.Func {
	p := types.NewPackage(pkg, "p")
	var v *types.Var
	if recv != "" {
		named := types.NewNamed(types.NewTypeName(token.NoPos, p, recv, nil), types.NewStruct(nil, nil), nil)
		v = types.NewVar(token.NoPos, p, "", types.NewPointer(named))
	}
	return types.NewFunc(token.NoPos, p, name, types.NewSignatureType(v, nil, nil, nil, nil, false))
}

func TestParseDecoder(t *testing.T) {
	for _, test := range []struct {
		text string
		fn   match.Func
		want known.Decoder
	}{
		{"example.com/httpx.Bind:1", match.Func{Pkg: "example.com/httpx", Name: "Bind"}, known.Decoder{Into: 1, IntoType: known.None, From: known.None, Boundary: known.Elsewhere, Null: known.Keeps}},
		{"example.com/q/v2.Conn.Next:0=message", match.Func{Pkg: "example.com/q", Recv: "Conn", Name: "Next"}, known.Decoder{Into: 0, IntoType: known.None, From: known.None, Boundary: known.Message, Null: known.Keeps}},
		{"example.com/httpx.Decode:[1]=request", match.Func{Pkg: "example.com/httpx", Name: "Decode"}, known.Decoder{Into: known.None, IntoType: 1, From: known.None, Boundary: known.Request, Null: known.Keeps}},
	} {
		fn, got, err := known.ParseDecoder(test.text)
		if err != nil || fn != test.fn || got != test.want {
			t.Errorf("%s: got %v, %+v, %v", test.text, fn, got, err)
		}
	}
	for _, bad := range []string{"", "Bind:1", "example.com/httpx.Bind", "example.com/httpx.Bind:", "example.com/httpx.Bind:x", "example.com/httpx.Bind:-1", "example.com/httpx.Bind:1=file", "example.com/httpx.Bind:[x]", "example.com/httpx.Bind:1="} {
		if fn, got, err := known.ParseDecoder(bad); err == nil {
			t.Errorf("%q is read as %v, %+v", bad, fn, got)
		}
	}
}
