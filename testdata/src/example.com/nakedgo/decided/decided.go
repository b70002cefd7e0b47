// Package decided panics on errors, with a message of its own.
package decided

import (
	"fmt"
	"os"
)

type store struct{ file *os.File }

func (s *store) save(term string) {
	if _, err := s.file.WriteString(term); err != nil {
		panic(fmt.Errorf("failed to save the term: %v", err))
	}
}

func (s *store) saveBare(term string) {
	if _, err := s.file.WriteString(term); err != nil {
		panic(err)
	}
}

func (s *store) vote(term string) { s.save(term) }

func (s *store) elect(term string) { s.vote(term) }

func (s *store) voteBare(term string) { s.saveBare(term) }

func (s *store) electBare(term string) { s.voteBare(term) }

func start(s *store, read, written chan int) {
	go s.save("1")      // want `explicit panic\(fmt.Errorf\("failed to save`
	go s.vote("1")      // want `explicit panic\(fmt.Errorf\("failed to save`
	go s.electBare("1") // want `explicit panic\(err\)`
	go s.elect("1")     // want `explicit panic\(fmt.Errorf\("failed to save`
	go func() {
		if n := <-read; n != <-written {
			// There is no reason for this to happen, so let us panic.
			panic("read less than was written")
		}
	}()
}
