// Package carried carries messages from users to users.
package carried

import (
	"context"
	"encoding/json"
	"io"
)

// Progress used to be a warning, though only the users at both ends know what it says.
type Progress struct { // want `Progress takes null`
	Done float64
}

// Handlers are those of the users.
type Handlers struct {
	Progress func(context.Context, *Progress)
}

type method func(ctx context.Context, h *Handlers, raw []byte) error

func info[T any](handle func(context.Context, *Handlers, T)) method {
	return func(ctx context.Context, h *Handlers, raw []byte) error {
		var params T
		if err := json.Unmarshal(raw, &params); err != nil {
			return err
		}
		handle(ctx, h, params)
		return nil
	}
}

var methods = map[string]method{
	"progress": info(progress),
	"rate":     info(rate),
}

func progress(ctx context.Context, h *Handlers, p *Progress) { h.Progress(ctx, p) }

// Notify tells the other end.
func Notify(w io.Writer, p *Progress) error { return send(w, "progress", p) }

func (*Progress) isParams() {}

type params interface{ isParams() }

func send(w io.Writer, name string, p params) error { return nil }

// Here the package divides by what stands there.
type Rate struct { // want `Rate takes null .* in Limit`
	Limit int
}

func rate(ctx context.Context, h *Handlers, r *Rate) { limit = 100 / r.Limit }

var limit int
