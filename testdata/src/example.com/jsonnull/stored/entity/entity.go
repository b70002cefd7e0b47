// Package entity is a store.
package entity

// An Entry is what the store holds under a key.
type Entry struct{ Content []byte }

var entries = map[string]*Entry{}

// Find returns an entry.
func Find(key string) *Entry { return entries[key] }

// Put stores an entry.
func Put(key string, e *Entry) { entries[key] = e }
