// Package doc holds the examples of the rule's text.
package doc

func wrong(parts []string) string {
	defer recover() // want `^recover has no effect: a defer statement must run the function that calls recover, not recover itself$`

	return parts[1]
}

func alsoWrong(parts []string) string {
	defer func() {
		logPanic() // want `^logPanic has no effect: it recovers only when a defer statement runs it directly$`
	}()

	return parts[1]
}
