package failures

type answer struct{ outdated bool }

func probe(url string) (*answer, error) {
	if url == "" {
		return nil, errClosed
	}
	return &answer{}, nil
}

// every calls back with what probe gives.
func every(url string, cb func(*answer, error)) {
	go func() { cb(probe(url)) }()
}

func callbacks(url string) {
	every(url, func(r *answer, err error) { // want `nil dereference \(r comes with an error that nobody looks at\)`
		println(r.outdated)
	})
	every(url, func(r *answer, err error) {
		if err == nil {
			println(r.outdated)
		}
	})
	every(url, func(r *answer, _ error) {
		if r != nil {
			println(r.outdated)
		}
	})
}
