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

func ExampleFallback() {
	cache := map[int]User{7: {ID: 7, Name: "Ada"}}
	get := func(ctx context.Context, id int) (User, safe.Source, error) {
		return safe.Fallback(ctx, "users.Get",
			safe.Leg[User]{Source: safe.FromDirect, Read: func(context.Context) (User, error) {
				return User{}, errDown
			}},
			safe.Leg[User]{Source: safe.FromCache, Read: func(context.Context) (User, error) {
				if user, ok := cache[id]; ok {
					return user, nil
				}
				return User{}, errors.New("not cached")
			}},
			safe.Empty(User{ID: id, Name: "somebody"}))
	}
	fmt.Println(get(context.Background(), 7))
	fmt.Println(get(context.Background(), 8))
	// Output:
	// {7 Ada} cache <nil>
	// {8 somebody} empty <nil>
}

func leg(source safe.Source, read func(ctx context.Context) (int, error)) safe.Leg[int] {
	return safe.Leg[int]{Source: source, Read: read}
}

func answer(n int) func(context.Context) (int, error) {
	return func(context.Context) (int, error) { return n, nil }
}

func fails(err error) func(context.Context) (int, error) {
	return func(context.Context) (int, error) { return 0, err }
}

func TestFallbackAsksInOrder(t *testing.T) {
	var hook recorder
	ctx := safe.WithHook(t.Context(), &hook)
	boom := func(context.Context) (int, error) { panic("boom") }
	n, source, err := safe.Fallback(ctx, "op", leg(safe.FromDirect, fails(errDown)), leg(safe.FromCache, boom),
		leg(safe.FromFunc, answer(3)), safe.Empty(4))
	if n != 3 || source != safe.FromFunc || err != nil {
		t.Errorf("got %v from %v, %v", n, source, err)
	}
	if len(hook.fallbacks) != 1 {
		t.Fatalf("hook heard %v", hook.fallbacks)
	}
	used := hook.fallbacks[0]
	if used.Op != "op" || used.Source != safe.FromFunc || !errors.Is(used.Err, errDown) || !errors.Is(used.Err, safe.ErrPanic) {
		t.Errorf("hook heard %+v", used)
	}
}

func TestFallbackDirectIsNoFallback(t *testing.T) {
	var hook recorder
	_, source, _ := safe.Fallback(safe.WithHook(t.Context(), &hook), "op", leg(safe.FromDirect, answer(1)), safe.Empty(2))
	if source != safe.FromDirect || len(hook.fallbacks) != 0 {
		t.Errorf("from %v, hook heard %v", source, hook.fallbacks)
	}
}

func TestFallbackJoinsErrors(t *testing.T) {
	stale := errors.New("stale")
	_, source, err := safe.FallbackAfter(t.Context(), "op", errDown, leg(safe.FromCache, fails(stale)))
	if source != safe.FromNowhere || !errors.Is(err, errDown) || !errors.Is(err, stale) {
		t.Errorf("from %v, %v", source, err)
	}
	if err.Error() != "direct: down\ncache: stale" {
		t.Errorf("%q", err)
	}
}

func TestFallbackNeverAfterTheCallerCanceled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	direct := func(context.Context) (int, error) { cancel(); return 0, errDown }
	asked := func(context.Context) (int, error) { t.Error("asked"); return 0, nil }
	_, source, err := safe.Fallback(ctx, "op", leg(safe.FromDirect, direct), leg(safe.FromCache, asked), safe.Empty(0))
	if source != safe.FromNowhere || !errors.Is(err, context.Canceled) || !errors.Is(err, errDown) {
		t.Errorf("from %v, %v", source, err)
	}
}

func TestFallbackFinalErrorIsTheAnswer(t *testing.T) {
	notFound := errors.New("not found")
	direct := leg(safe.FromDirect, fails(notFound))
	direct.Final = func(err error) bool { return err == notFound }
	_, source, err := safe.Fallback(t.Context(), "op", direct, safe.Empty(1))
	if source != safe.FromNowhere || !errors.Is(err, notFound) {
		t.Errorf("from %v, %v", source, err)
	}
}

func TestFallbackSharesTheTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		hang := func(ctx context.Context) (int, error) { <-ctx.Done(); return 0, ctx.Err() }
		direct := leg(safe.FromDirect, hang)
		direct.Share = 0.7
		left := time.Duration(0)
		cache := leg(safe.FromCache, func(ctx context.Context) (int, error) {
			left, _ = safe.DeadlineLeft(ctx)
			return 1, nil
		})
		var hook recorder
		_, source, err := safe.Fallback(safe.WithHook(ctx, &hook), "op", direct, cache)
		if source != safe.FromCache || left != 3*time.Second {
			t.Errorf("from %v with %v left, %v", source, left, err)
		}
		var d *safe.DeadlineError
		if !errors.As(hook.fallbacks[0].Err, &d) || d.Budget != 7*time.Second || d.Caller {
			t.Errorf("direct ended with %v", hook.fallbacks[0].Err)
		}
	})
}
