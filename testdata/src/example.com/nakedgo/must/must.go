// Package must says of errors that they cannot come.
package must

import (
	"errors"
	"strconv"

	"example.com/nakedgo/must/task"
)

type server struct {
	done  *task.Done
	state int
}

func newServer(d *task.Done) *server { return &server{done: d} }

func (s *server) check() error { return s.done.Close() }

func (s *server) start() error {
	if s.state > 0 {
		return errors.New("started before")
	}
	return nil
}

func (s *server) never() {
	go func() {
		task.Must(s.done.Close())
		task.Must(s.check())
		if err := s.check(); err != nil {
			panic(err)
		}
	}()
}

// What is asked of an object without any input, its author knows.
func (s *server) once() {
	go func() { // want `explicit panic\(err\) at .*task.go:\d+, reached by task.Must`
		task.Must(s.start())
	}()
}

func parse(text string) error {
	_, err := strconv.Atoi(text)
	return err
}

func (s *server) input(lines chan string) {
	go func() { // want `explicit panic\(err\) at .*task.go:\d+, reached by task.Must`
		for line := range lines {
			task.Must(parse(line))
		}
	}()
}
