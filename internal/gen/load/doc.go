// Package load turns package patterns into typed packages and the directives in
// them, with two runs of the go command: one that only lists files, and one that
// type-checks the packages in which something is to be generated. The second sees
// the outputs of earlier runs as empty files, so that a broken or outdated output
// never stands in the way of a new one.
package load
