// Package policy is a large library that panics where its state is not what it must be.
package policy

import "os"

func (s *store) start(f *os.File) {
	go s.write(f) // want `explicit panic\(err\)`
	go func() {   // want `index out of range`
		println(os.Args[3])
	}()
}

func (s *store) write(f *os.File) {
	if _, err := f.WriteString(s.name); err != nil {
		panic(err)
	}
}

type store struct{ name string }
