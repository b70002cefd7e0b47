// Package deep is imported by a dependency only.
package deep

// Call calls f.
func Call(f func()) {
	if f != nil {
		f()
	}
}
