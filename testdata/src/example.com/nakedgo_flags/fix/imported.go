package fix

import guard "example.com/nakedgo_flags/fix/safe"

func Imported(line string) {
	defer guard.Recover()
	go func() { // want `goroutine has no panic guard`
		println(second(line))
	}()
}
