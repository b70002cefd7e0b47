package plan

// fallback plans what answers a read when the method itself does not.
func (q *methodPlanner) fallback(local *scope) {
	s, own, ok := q.in.get("fallback")
	if !ok || len(s.List()) == 0 || !q.in.isRead() {
		return
	}
	if why := q.noFallback(); why != "" {
		if own {
			q.conflict("%s", why)
			return
		}
		q.how("no fallback ("+why+")", true)
		return
	}
	name := upperFirst(q.fn.Name())
	f := &Fallback{Direct: q.members.fresh(lowerFirst(q.fn.Name()) + "Direct")}
	index := len(q.d.Methods)
	for _, leg := range s.List() {
		switch leg {
		case "cache":
			f.Cache = q.field(ConfigField{Name: name + "Cached", Kind: CacheField, Method: index, Doc: "answers " + q.fn.Name() + " from what was kept; nil: nothing does"}, name+" cached")
			f.Keep = q.field(ConfigField{Name: name + "Keep", Kind: KeepField, Method: index, Doc: "keeps an answer of " + q.fn.Name() + "; nil: nothing does"}, name+" keep")
		case "func":
			f.Func = q.field(ConfigField{Name: name + "Instead", Kind: FuncField, Method: index, Doc: "answers " + q.fn.Name() + " in another way; nil: nothing does"}, name+" instead")
		case "empty":
			f.Empty = true
		}
	}
	values := q.values()
	if len(values) > 1 {
		f.Answer = q.names.fresh(lowerFirst(q.d.Name) + name + "Answer")
		fields := newScope(nil)
		for _, v := range values {
			f.Fields = append(f.Fields, fields.fresh(v.Name))
		}
	}
	f.Local = FallbackNames{Legs: local.fresh("legs"), Answer: local.fresh("answer"), Ctx: local.fresh("within", "legCtx"), Cancel: local.fresh("cancel")}
	q.m.Fallback = f
	q.how("fallback "+s.Value, true)
}

func (q *methodPlanner) noFallback() string {
	switch {
	case q.m.Err < 0:
		return "it has no error result"
	case len(q.m.Results) == 1:
		return "it has no result but the error"
	case q.m.Keep != nil:
		return "its result is a stream"
	}
	return ""
}

// values are the results without the error.
func (q *methodPlanner) values() []Param { return q.m.Values() }

// Values are the results without the error.
func (m Method) Values() []Param {
	var all []Param
	for i, r := range m.Results {
		if i != m.Err {
			all = append(all, r)
		}
	}
	return all
}
