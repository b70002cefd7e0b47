package plan

import "go/types"

// stream finds the result that outlives the call.
func (q *methodPlanner) stream() {
	s, own, _ := q.in.get("stream")
	if q.m.Ctx < 0 {
		if own && s.Value != "none" && s.Value != "auto" {
			q.conflict("it takes no context that a stream could need")
		}
		return
	}
	switch {
	case s.Value == "none":
		return
	case s.Value == "" || s.Value == "auto":
		q.m.Keep = q.autoKeep()
	default:
		q.m.Keep = q.askedKeep(s.Value)
	}
	if q.m.Keep != nil {
		q.how("its context lives until "+q.m.Keep.until(q.sig), true)
	}
}

// autoKeep finds the stream by the types of the results.
func (q *methodPlanner) autoKeep() *Keep {
	return keepOfResults(q.sig, func(i int) bool { return i == q.m.Err || i == q.m.Carrier })
}

// keepOfResults finds the stream among the results of sig, but those that other says
// are something else. Two streams share the context until the deadline: no one of them
// can say when it is over.
func keepOfResults(sig *types.Signature, other func(int) bool) *Keep {
	var found *Keep
	for i, v := range vars(sig.Results()) {
		k := keepOf(v.Type())
		if k == nil || other(i) {
			continue
		}
		if found != nil {
			return &Keep{Result: i, Kind: KeepOpen}
		}
		found = k
		found.Result = i
	}
	if found != nil && found.Kind == KeepFields && len(found.Fields) > 1 {
		found.Kind = KeepOpen
	}
	return found
}

// askedKeep finds the result that the directive speaks of.
func (q *methodPlanner) askedKeep(kind string) *Keep {
	if kind == "open" {
		return &Keep{Kind: KeepOpen}
	}
	for i, v := range vars(q.sig.Results()) {
		k := keepOf(v.Type())
		if k == nil && kind == "value" {
			if _, ok := v.Type().Underlying().(*types.Pointer); ok {
				k = &Keep{Kind: KeepValue}
			}
		}
		if k != nil && k.is(kind) {
			k.Result = i
			return k
		}
	}
	q.conflict("stream=%s: it has no such result", kind)
	return nil
}

// is reports whether k is what stream=kind asks for.
func (k *Keep) is(kind string) bool {
	switch k.Kind {
	case KeepReader, KeepResponse, KeepFields:
		return kind == "body"
	case KeepChan:
		return kind == "chan"
	case KeepSeq, KeepSeq2:
		return kind == "seq"
	case KeepValue:
		return kind == "value"
	}
	return false
}

// until says how long the context lives.
func (k *Keep) until(sig *types.Signature) string {
	switch k.Kind {
	case KeepReader, KeepResponse, KeepFields:
		return "the body is closed or read"
	case KeepChan:
		return "the channel is closed"
	case KeepSeq, KeepSeq2:
		return "the sequence was ranged over"
	case KeepValue:
		return "the result is no longer used, or the deadline"
	}
	return "the deadline (who uses the result cannot be seen)"
}
