package safe

import "context"

// Hooks returns a hook that tells each of hooks, in this order. One that panics
// does not keep the others from hearing ([Unheard] counts it). Nil ones are left out.
func Hooks(hooks ...Hook) Hook {
	var all manyHooks
	for _, h := range hooks {
		if h != nil {
			all = append(all, h)
		}
	}
	return all
}

type manyHooks []Hook

func (m manyHooks) Panic(ctx context.Context, err *PanicError) {
	m.each(func(h Hook) { h.Panic(ctx, err) })
}

func (m manyHooks) Deadline(ctx context.Context, err *DeadlineError) {
	m.each(func(h Hook) { h.Deadline(ctx, err) })
}

func (m manyHooks) Breaker(ctx context.Context, change BreakerChange) {
	m.each(func(h Hook) { h.Breaker(ctx, change) })
}

func (m manyHooks) Fallback(ctx context.Context, used FallbackUse) {
	m.each(func(h Hook) { h.Fallback(ctx, used) })
}

// Error tells those that are an ErrorHook. If none is, nobody heard of the error.
func (m manyHooks) Error(ctx context.Context, op string, err error) {
	heard := false
	m.each(func(h Hook) {
		if h, ok := h.(ErrorHook); ok {
			heard = true
			h.Error(ctx, op, err)
		}
	})
	if !heard {
		unheard.Add(1)
	}
}

func (m manyHooks) each(tell func(Hook)) {
	for _, h := range m {
		m.one(h, tell)
	}
}

func (manyHooks) one(h Hook, tell func(Hook)) {
	defer func() {
		if recover() != nil {
			unheard.Add(1)
		}
	}()
	tell(h)
}
