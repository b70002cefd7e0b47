package safe

import (
	"bytes"
	"runtime"
	"slices"
	"strconv"
)

// StackTrace is the stack at the panic, innermost call first: it begins with the
// function that panicked, not with the runtime or with the guard. At most 48
// frames are kept, guard and runtime included; of a deeper stack the outer ones
// are missing.
//
// A panic in a deferred function that ran because of another panic shows both,
// with runtime.gopanic between them.
func (e *PanicError) StackTrace() []runtime.Frame {
	if e.n == 0 {
		return nil
	}
	all := make([]runtime.Frame, 0, e.n)
	frames := runtime.CallersFrames(e.pcs[:e.n])
	for {
		frame, more := frames.Next()
		all = append(all, frame)
		if !more {
			return fromPanic(all)
		}
	}
}

// fromPanic returns the frames from the function that panicked outwards. If that
// is a guard of this package, which let a panic go on, the panic before counts.
func fromPanic(frames []runtime.Frame) []runtime.Frame {
	site := frames
	if i := slices.IndexFunc(frames, isPanic); i >= 0 {
		site = skip(frames[i:], isRuntime) // gopanic, panicmem, sigpanic, goPanicIndex ...
	}
	for {
		below := skip(site, isOurs)
		if len(below) == len(site) || !isPanic(below[0]) {
			return site
		}
		site = skip(below, isRuntime)
	}
}

// skip returns frames without those at its beginning whose functions are as
// skipped says; all of them if nothing would remain.
func skip(frames []runtime.Frame, skipped func(function string) bool) []runtime.Frame {
	for i := range frames {
		if !skipped(frames[i].Function) {
			return frames[i:]
		}
	}
	return frames
}

func isPanic(frame runtime.Frame) bool { return frame.Function == "runtime.gopanic" }

// goroutineID is the id of the calling goroutine, from the first line of its
// stack dump: "goroutine 18 [running]:". Only for shallow stacks: the runtime
// walks all of it, however small the buffer is.
func goroutineID() uint64 {
	var buf [32]byte
	head := buf[:runtime.Stack(buf[:], false)]
	head = bytes.TrimPrefix(head, []byte("goroutine "))
	digits, _, _ := bytes.Cut(head, []byte(" "))
	id, _ := strconv.ParseUint(string(digits), 10, 64)
	return id
}
