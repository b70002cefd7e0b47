package fix

import "example.com/nakedgo_flags/fix/safe"

func Shadowed(line string) {
	defer safe.Recover()
	safe := second(line)
	go func() { // want `goroutine has no panic guard`
		println(safe, second(line))
	}()
}
