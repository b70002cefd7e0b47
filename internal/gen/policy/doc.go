// Package policy reads what a user asks of gen-safe: the //safe: directives in
// Go files and the entries of gensafe.yaml. Both are the same thing, a verb with
// settings, each with the place where it was written.
package policy
