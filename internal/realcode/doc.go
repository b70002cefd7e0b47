// Package realcode tests recoverlint on code that nobody wrote for it: the
// standard library and other people's modules. It must come to an end
// without a crash, and say the same each time.
package realcode
