// Package doc holds the examples of the rule's text.
package doc

func wrong(parts []string) string {
	defer recover() // want `^recover has no effect: a defer statement must run the function that calls recover, not recover itself$`

	return parts[1]
}

func alsoWrong(parts []string) string {
	defer func() {
		logPanic() // want `^recover in logPanic has no effect here: it works only when a defer statement runs logPanic$`
	}()

	return parts[1]
}
