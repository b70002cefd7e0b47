package safe

import "strings"

// parseCrash reads what the runtime writes when a process dies: what happened, and
// stacks, of which the first is the culprit's.
//
//	panic: boom
//
//	goroutine 7 [running]:
//	main.walk(0x1)
//		/src/main.go:12 +0x1c
//	created by main.main in goroutine 1
func parseCrash(output []byte) CrashReport {
	c := CrashReport{Output: output}
	if len(output) == 0 {
		return c // Kind is CrashGone
	}
	head, stack := cutStack(string(output))
	c.Functions = functionsIn(stack)
	c.Kind = CrashFatal
	for line := range strings.Lines(head) {
		if kind, message := crashKind(strings.TrimSpace(line)); kind != CrashGone {
			c.Kind, c.Message = kind, message
			return c
		}
	}
	c.Message = fatalMessage(head, c.Functions)
	return c
}

// cutStack cuts output at the head of the first goroutine's stack, which it drops.
// (The runtime indents all but the first line of a panic's value, so that no value
// passes for a stack.)
func cutStack(output string) (head, stack string) {
	end := 0
	for line := range strings.Lines(output) {
		end += len(line)
		if isGoroutine(strings.TrimRight(line, "\r\n")) {
			return output[:end-len(line)], output[end:]
		}
	}
	return output, ""
}

// isGoroutine reports whether line is the head of a goroutine's stack. With
// GOTRACEBACK=system there is more between number and state.
func isGoroutine(line string) bool {
	return strings.HasPrefix(line, "goroutine ") && strings.HasSuffix(line, "]:")
}

// functionsIn returns the functions of a goroutine's stack, innermost call first.
func functionsIn(stack string) (functions []string) {
	for line := range strings.Lines(stack) {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "created by ") {
			break
		}
		if i := strings.LastIndexByte(line, '('); i > 0 && line[0] != '\t' {
			functions = append(functions, line[:i])
		}
	}
	return functions
}

// crashKind is what the line says about the kind of crash, CrashGone if nothing.
// The line that tells is not always the first.
func crashKind(line string) (CrashKind, string) {
	if message, ok := strings.CutPrefix(line, "panic: "); ok {
		return CrashPanic, message
	}
	if message, ok := strings.CutPrefix(line, "fatal error: "); ok {
		return CrashFatal, message
	}
	if name, _, ok := strings.Cut(line, ": "); ok && strings.HasPrefix(name, "SIG") {
		return CrashSignal, line
	}
	return CrashGone, ""
}

// fatalMessage is what the stacks show of a fatal error whose message is missing.
//
//	runtime.newstack, on the runtime's own stack            it cannot grow
//	[signal SIGSEGV: segmentation violation code=0x1 ...    a fault
//	internal/runtime/maps.fatal                             it is called for nothing else
//	internal/sync.fatal, sync.fatal                         likewise
func fatalMessage(head string, functions []string) string {
	if strings.Contains(head, "\nruntime.newstack(") {
		return "stack overflow"
	}
	if _, signal, ok := strings.Cut(head, "[signal "); ok {
		signal, _, _ = strings.Cut(signal, " code=")
		return firstLine(signal)
	}
	if len(functions) == 0 {
		return ""
	}
	switch functions[0] {
	case "internal/runtime/maps.fatal":
		return "concurrent map access"
	case "internal/sync.fatal", "sync.fatal":
		return "misuse of a lock"
	}
	return ""
}
