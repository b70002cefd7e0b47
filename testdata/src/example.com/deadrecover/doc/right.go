package doc

import "log"

func right(parts []string) string {
	defer func() {
		if r := recover(); r != nil {
			log.Printf("panic: %v", r)
		}
	}()

	return parts[1]
}

func alsoRight(parts []string) string {
	defer logPanic()

	return parts[1]
}

func logPanic() {
	if r := recover(); r != nil {
		log.Printf("panic: %v", r)
	}
}
