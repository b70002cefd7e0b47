// Package variables recovers in the literals of package variables.
package variables

import "log"

var catch = func() { log.Println(recover()) }

var work = func(parts []string) string {
	defer catch()
	return parts[0]
}

var wrong = func(parts []string) string {
	defer recover() // want `not recover itself`
	return parts[0]
}

var commands = map[string]func([]string) string{
	"quiet": func(parts []string) string {
		defer func() { recover() }()
		return parts[0]
	},
	"loud": func(parts []string) string {
		defer func() {
			func() {
				recover() // want `the function literal is called by a deferred function`
			}()
		}()
		return parts[0]
	},
}

type server struct{ handle func([]string) string }

var servers = []*server{{handle: func(parts []string) string {
	defer func() {
		go func() {
			recover() // want `the function literal runs on a goroutine of its own`
		}()
	}()
	return parts[0]
}}}

var started = start()

func start() bool {
	defer func() { recover() }()
	return len(work(nil))+len(wrong(nil)) > 0
}

func Run(parts []string) string {
	return commands["quiet"](parts) + commands["loud"](parts) + servers[0].handle(parts)
}
