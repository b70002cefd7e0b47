package safe

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Source says where an answer came from.
type Source uint8

const (
	FromNowhere Source = iota // no leg had an answer
	FromDirect                // the operation itself
	FromCache                 // an earlier answer
	FromFunc                  // another way to the same answer
	FromEmpty                 // an empty answer, better than none
)

// String is "nowhere", "direct", "cache", "func" or "empty".
func (s Source) String() string {
	names := [...]string{"nowhere", "direct", "cache", "func", "empty"}
	if int(s) < len(names) {
		return names[s]
	}
	return "unknown"
}

// A FallbackUse is one answer that did not come from the operation itself, as
// the hook hears of it.
type FallbackUse struct {
	Op     string
	Source Source // FromNowhere when every leg failed
	Err    error  // the joined errors of the legs before it
}

// A Leg is one way to an answer.
type Leg[T any] struct {
	Source Source
	Read   func(ctx context.Context) (T, error)

	// Share is how much of the time that ctx has left this leg may use, in (0, 1);
	// 0 means all of it. A first leg that may use all leaves nothing to the next.
	Share float64

	// Final reports whether an error of this leg is the answer ("no such user"),
	// for which no other leg is to be asked. Nil: none is.
	Final func(err error) bool
}

// Empty is the last leg of a fallback: value, whatever happened.
func Empty[T any](value T) Leg[T] {
	return Leg[T]{Source: FromEmpty, Read: func(context.Context) (T, error) { return value, nil }}
}

// Fallback asks one leg after the other (direct, cache, func, empty) until one
// answers, and says which one did. Each runs under its own panic guard and in what
// is left of ctx's deadline. Once ctx is over no further leg is asked: nobody waits
// for the answer. If none answers the error joins those of all legs, each with its source.
//
// Use it for reads only. A write that failed may have happened: done again
// elsewhere, it happens twice or in the wrong place.
func Fallback[T any](ctx context.Context, op string, legs ...Leg[T]) (T, Source, error) {
	return fall(ctx, op, nil, legs)
}

// FallbackAfter is Fallback for a direct call that was made already and failed
// with err: the path that works needs no closure.
//
//	user, err = s.direct(ctx, id)
//	if err == nil {
//		return user, safe.FromDirect, nil
//	}
//	return safe.FallbackAfter(ctx, "users.Get", err, cacheLeg, safe.Empty(User{}))
func FallbackAfter[T any](ctx context.Context, op string, err error, legs ...Leg[T]) (T, Source, error) {
	return fall(ctx, op, []error{legError(FromDirect, err)}, legs)
}

func fall[T any](ctx context.Context, op string, failed []error, legs []Leg[T]) (T, Source, error) {
	for _, leg := range legs {
		if ctx.Err() != nil {
			failed = append(failed, context.Cause(ctx))
			break
		}
		value, err := leg.read(ctx, op)
		if err == nil {
			if leg.Source != FromDirect {
				hookOf(ctx).Fallback(ctx, FallbackUse{Op: op, Source: leg.Source, Err: errors.Join(failed...)})
			}
			return value, leg.Source, nil
		}
		failed = append(failed, legError(leg.Source, err))
		if leg.Final != nil && leg.Final(err) {
			break
		}
	}
	err := errors.Join(failed...)
	hookOf(ctx).Fallback(ctx, FallbackUse{Op: op, Source: FromNowhere, Err: err})
	var none T
	return none, FromNowhere, err
}

// read asks the leg, guarded and within its share of the time.
func (l Leg[T]) read(ctx context.Context, op string) (T, error) {
	op = op + " (" + l.Source.String() + ")"
	budget := time.Duration(0)
	if left, limited := DeadlineLeft(ctx); limited && l.Share > 0 && l.Share < 1 {
		budget = max(time.Duration(l.Share*float64(left)), 1)
	}
	ctx, cancel := Deadline(ctx, op, budget)
	defer cancel()
	value, err := Do(op, func() (T, error) { return l.Read(ctx) })
	return value, ExplainDeadline(ctx, op, budget, err)
}

func legError(source Source, err error) error { return fmt.Errorf("%v: %w", source, err) }
