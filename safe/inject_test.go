package safe_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

func ExampleSetFault() {
	users := NewSafeUsers(plainUsers{}, time.Second, nil)
	remove := safe.SetFault("users.Get", safe.Fault{Kind: safe.FaultPanic})
	_, err := users.Get(context.Background(), 7)
	fmt.Println(errors.Is(err, safe.ErrPanic), errors.Is(err, safe.ErrInjected))
	remove()
	_, err = users.Get(context.Background(), 7)
	fmt.Println(err)
	// Output:
	// true true
	// <nil>
}

func TestInjectedFaults(t *testing.T) {
	own := errors.New("own")
	tests := []struct {
		spec  string
		fault safe.Fault
		want  error
	}{
		{"users.Get=error", safe.Fault{}, safe.ErrInjected},
		{"users.Get=panic", safe.Fault{Kind: safe.FaultPanic}, safe.ErrPanic},
		{"users.Get=hang", safe.Fault{Kind: safe.FaultHang}, context.DeadlineExceeded},
		{"", safe.Fault{Err: own}, own},
		{"", safe.Fault{Kind: safe.FaultPanic, Err: own}, own},
	}
	check := func(t *testing.T, remove func(), want error) {
		t.Helper()
		defer remove()
		users := NewSafeUsers(plainUsers{}, time.Second, nil)
		if _, err := users.Get(t.Context(), 7); !errors.Is(err, want) {
			t.Errorf("error %v, want %v", err, want)
		}
		remove()
		if _, err := users.Get(t.Context(), 7); err != nil {
			t.Errorf("removed, but %v", err)
		}
	}
	for _, test := range tests {
		synctest.Test(t, func(t *testing.T) {
			check(t, safe.SetFault("users.Get", test.fault), test.want)
			if remove, err := safe.SetFaults(test.spec); err != nil {
				t.Error(err)
			} else if test.spec != "" {
				check(t, remove, test.want)
			}
		})
	}
}

func TestInjectRate(t *testing.T) {
	defer safe.SetFault("op", safe.Fault{Rate: 0.5})()
	hit := 0
	for range 1000 {
		if safe.Inject(t.Context(), "op") != nil {
			hit++
		}
	}
	if hit < 300 || hit > 700 { // 12 standard deviations
		t.Errorf("%d of 1000 at a rate of 0.5", hit)
	}
}

func TestInjectStar(t *testing.T) {
	own := errors.New("own")
	defer safe.SetFault("*", safe.Fault{})()
	remove := safe.SetFault("op", safe.Fault{Err: own})
	if err := safe.Inject(t.Context(), "other"); !errors.Is(err, safe.ErrInjected) {
		t.Errorf("other: %v", err)
	}
	if err := safe.Inject(t.Context(), "op"); err != own {
		t.Errorf("op: %v", err)
	}
	remove()
	if err := safe.Inject(t.Context(), "op"); !errors.Is(err, safe.ErrInjected) {
		t.Errorf("op, removed: %v", err)
	}
}

func TestSetFaultsRefusesWhatItDoesNotKnow(t *testing.T) {
	for _, spec := range []string{"op", "=panic", "op=", "op=explode", "op=panic:", "op=panic:0", "op=panic:1.5", "op=panic:NaN", "a=hang,b"} {
		if _, err := safe.SetFaults(spec); err == nil {
			t.Errorf("%q is accepted", spec)
		}
	}
	if safe.Inject(t.Context(), "a") != nil {
		t.Error("half a spec was set")
	}
}

func FuzzSetFaults(f *testing.F) {
	f.Add("users.Get=panic,orders.List=hang:0.01,*=error:0.001")
	f.Add(" ,a=b:c=d")
	f.Fuzz(func(t *testing.T, spec string) {
		remove, err := safe.SetFaults(spec)
		if (err == nil) != (remove != nil) {
			t.Fatalf("remove and error %v", err)
		}
		if remove != nil {
			remove()
		}
	})
}

func BenchmarkInjectOff(b *testing.B) {
	ctx := context.Background()
	for b.Loop() {
		_ = safe.Inject(ctx, "op")
	}
}
