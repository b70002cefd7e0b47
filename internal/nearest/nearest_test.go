package nearest

import "testing"

func TestHint(t *testing.T) {
	known := []string{"nakedgo", "jsonnull", "ctxsibling"}
	for name, want := range map[string]string{
		"nakdgo":      "(did you mean nakedgo?)",
		"JSONNull":    "(did you mean jsonnull?)",
		"ctxsiblings": "(did you mean ctxsibling?)",
		"":            "(there are ctxsibling, jsonnull, nakedgo)",
		"errcheck":    "(there are ctxsibling, jsonnull, nakedgo)",
	} {
		if got := Hint(name, known); got != want {
			t.Errorf("Hint(%q) = %q, want %q", name, got, want)
		}
	}
	if got := Hint("wrpa", []string{"grpc", "wrap"}); got != "(did you mean wrap?)" {
		t.Errorf("of two that are as near, the one with the right beginning: got %q", got)
	}
	if got := Hint("fix", nil); got != "(there are none)" {
		t.Errorf("without known names: %q", got)
	}
	if got := Hint("abd", []string{"abc", "aba"}); got != "(did you mean aba?)" {
		t.Errorf("of two that are as near, the first by name: got %q", got)
	}
}
