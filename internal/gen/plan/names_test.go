package plan

import "testing"

func TestLowerFirst(t *testing.T) {
	for name, want := range map[string]string{
		"Get": "get", "HTTPGet": "httpGet", "ID": "id", "x": "x", "A": "a", "URLs": "urLs", "": "", "Über": "über", "V2Get": "v2Get",
	} {
		if got := lowerFirst(name); got != want {
			t.Errorf("lowerFirst(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestFreshNames(t *testing.T) {
	outer := newScope(predeclared())
	outer.take("context")
	local := newScope(outer)
	for _, test := range []struct {
		wanted []string
		want   string
	}{
		{[]string{"ctx"}, "ctx"},
		{[]string{"ctx"}, "ctx2"},
		{[]string{"context", "contextArg"}, "contextArg"},
		{[]string{"context", "contextArg"}, "context2"},
		{[]string{"type", "typeOp"}, "typeOp"},
		{[]string{"error", "errorArg"}, "errorArg"},
	} {
		if got := local.fresh(test.wanted...); got != test.want {
			t.Errorf("fresh(%q) = %q, want %q", test.wanted, got, test.want)
		}
	}
	if !newScope(outer).free("ctx") {
		t.Error("a name of an inner scope is taken in another")
	}
}

func TestImportable(t *testing.T) {
	for _, test := range []struct {
		from, path string
		want       bool
	}{
		{"example.com/a", "example.com/b", true},
		{"example.com/a/x", "example.com/a/internal/b", true},
		{"example.com/a", "example.com/a/internal/b", true},
		{"example.com/ab", "example.com/a/internal/b", false},
		{"example.com/a", "example.com/a/b/internal", false},
		{"example.com/a", "internal/poll", false},
		{"example.com/a", "vendor/golang.org/x/net/http2", false},
	} {
		if got := importable(test.from, test.path); got != test.want {
			t.Errorf("importable(%s, %s) = %v", test.from, test.path, got)
		}
	}
}
