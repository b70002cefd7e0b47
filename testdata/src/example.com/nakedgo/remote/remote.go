// Package remote registers receivers with net/rpc.
package remote

import (
	"errors"
	"log"
	"net/rpc"
	"strings"
)

type Parts struct{}

func (*Parts) Second(line string, second *string) error {
	*second = strings.Split(line, ",")[1]
	return nil
}

type Careful struct{}

func (Careful) Second(line string, second *string) error {
	_, after, ok := strings.Cut(line, ",")
	if !ok {
		return errors.New("one part only")
	}
	*second = after
	return nil
}

// Helper is no method that clients call.
func (Careful) Helper(line string) string { return strings.Split(line, ",")[1] }

func (Careful) split(line string, out *string) error {
	*out = strings.Split(line, ",")[1]
	return nil
}

type Guarded struct{}

func (Guarded) Second(line string, second *string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
			err = errors.New("internal")
		}
	}()
	*second = strings.Split(line, ",")[1]
	return nil
}

func serve(srv *rpc.Server, any any) error {
	if err := rpc.Register(new(Parts)); err != nil { // want `Second, which net/rpc runs on a goroutine of its own, has no panic guard \(index out of range at remote.go:\d+\)`
		return err
	}
	if err := rpc.RegisterName("Split", &Parts{}); err != nil { // want `index out of range`
		return err
	}
	if err := srv.RegisterName("Split", &Parts{}); err != nil { // want `index out of range`
		return err
	}
	if err := srv.Register(Guarded{}); err != nil {
		return err
	}
	if err := srv.Register(any); err != nil {
		return err
	}
	var s string
	_ = Careful{}.split("a,b", &s)
	return srv.Register(Careful{})
}
