package intests

import "testing"

func mustPanic(t *testing.T) {
	if recover() == nil {
		t.Error("no panic")
	}
}

func TestRight(t *testing.T) {
	defer mustPanic(t)
	First(nil)
}

func TestWrong(t *testing.T) {
	defer func() {
		expectPanic(t)
	}()
	First(nil)
}

func expectPanic(t *testing.T) {
	if recover() == nil { // want `^recover has no effect: expectPanic is called by a deferred function`
		t.Error("no panic")
	}
}

func TestBuiltin(t *testing.T) {
	defer recover() // want `not recover itself`
	First(nil)
}

func TestAsserted(t *testing.T) {
	panicked := func() (v any) {
		defer func() { v = recover() }()
		First(nil)
		return nil
	}()
	if panicked == nil {
		t.Error("no panic")
	}
}
