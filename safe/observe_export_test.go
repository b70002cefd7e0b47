package safe

// FingerprintOf is the fingerprint of a panic in the functions of a stack, innermost first.
func FingerprintOf(kind string, functions ...string) Fingerprint {
	p := startPrint(kind)
	for _, function := range functions {
		p.add(function)
	}
	return p.sum()
}

// ParseCrash is parseCrash.
var ParseCrash = parseCrash
