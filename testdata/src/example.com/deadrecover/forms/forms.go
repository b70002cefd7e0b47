// Package forms recovers as it should, in every form that the call of recover
// can have.
package forms

import (
	"errors"
	"fmt"
	"log"
)

func Statement(parts []string) string {
	defer func() { recover() }()
	return parts[0]
}

func Blank(parts []string) string {
	defer func() { _ = recover() }()
	return parts[0]
}

func Compared(parts []string) (failed bool) {
	defer func() { failed = recover() != nil }()
	return parts[0] == ""
}

func Asserted(parts []string) (err error) {
	defer func() {
		if e, ok := recover().(error); ok {
			err = e
		}
	}()
	_ = parts[0]
	return nil
}

func Switched(parts []string) (err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case error:
			err = v
		default:
			err = fmt.Errorf("panic: %v", v)
		}
	}()
	_ = parts[0]
	return nil
}

func Parenthesised(parts []string) string {
	defer (func() { (recover)() })()
	return parts[0]
}

func Argument(parts []string) string {
	defer func() { log.Println(recover()) }()
	return parts[0]
}

func Literal(parts []string) (err error) {
	defer func() { err = errors.Join(err, (&wrapped{recover()}).Err()) }()
	_ = parts[0]
	return nil
}

type wrapped struct{ value any }

func (w *wrapped) Err() error {
	if w.value == nil {
		return nil
	}
	return fmt.Errorf("panic: %v", w.value)
}

func Sent(parts []string, ch chan any) string {
	defer func() { ch <- recover() }()
	return parts[0]
}

func Selected(parts []string, ch chan any) string {
	defer func() {
		select {
		case ch <- recover():
		default:
		}
	}()
	return parts[0]
}

func Again(parts []string) string {
	defer func() { panic(recover()) }()
	return parts[0]
}

// Where a deferred function runs them, these are evaluated in time.
func Handed(parts []string) string {
	defer func() {
		defer log.Println(recover())
		log.Println("done")
	}()
	return parts[0]
}

// recover is run by a defer statement of the deferred function.
func Postponed(parts []string) string {
	defer func() { defer recover() }()
	return parts[0]
}

func Started(parts []string) string {
	defer func() { go log.Println(recover()) }()
	return parts[0]
}

func Labelled(parts []string) (n int) {
	defer func() {
	again:
		for {
			switch {
			case n > 0:
				break again
			default:
				recover()
				n++
				continue again
			}
		}
	}()
	return len(parts[0])
}

func Jump(parts []string) (n int) {
	defer func() {
		if n > 0 {
			goto end
		}
		recover()
	end:
		n = 0
	}()
	return len(parts[0])
}
