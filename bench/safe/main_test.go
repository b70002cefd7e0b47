package main

import (
	"strings"
	"testing"
)

func TestRowsDoTheSame(t *testing.T) {
	for _, f := range []func() (int, error){
		func() (int, error) { return guardByHand(bg, 7) },
		func() (int, error) { return guardRecover(bg, 7) },
		func() (int, error) { return guardTry(bg, 7) },
		func() (int, error) { return guardConc(bg, 7) },
		func() (int, error) { return breakerSafe(bg, 7) },
		func() (int, error) { return breakerGobreaker(bg, 7) },
		func() (int, error) { return breakerFailsafe(bg, 7) },
		func() (int, error) { return deadlineSafePass(bg, 7) },
		func() (int, error) { return deadlineFull(bg, 7) },
		func() (int, error) { return deadlineFailsafe(bg, 7) },
	} {
		if n, err := f(); n != 7 || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	}
}

func TestPrint(t *testing.T) {
	var out strings.Builder
	print(&out, "title", []measured{{"hand", 10, 0}, {"safe", 15, 1}})
	want := `| title | ns/op | allocs/op | ratio |
|---|---:|---:|---:|
| hand | 10 | 0 | 1.00 |
| safe | 15 | 1 | 1.50 |

`
	if out.String() != want {
		t.Errorf("got\n%s", out.String())
	}
}
