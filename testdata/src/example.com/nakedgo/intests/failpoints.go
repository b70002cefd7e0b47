package intests

// EvalFailpoint gives what a test set.
func EvalFailpoint(name string) (any, error) { return points[name], nil }

var points = map[string]any{}

func inject() {
	if val, err := EvalFailpoint("retry"); err == nil {
		if val.(bool) {
			panic("injected")
		}
	}
	if _, err := EvalFailpoint("crash"); err == nil {
		panic("injected")
	}
}

type limit struct{ tokens chan struct{} }

func (l *limit) put() {
	select {
	case <-l.tokens:
	default:
		panic("put a redundant token")
	}
}

func run(l *limit) {
	go inject()
	go l.put() // want `explicit panic\("put a redundant token"\)`
}
