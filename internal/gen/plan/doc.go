// Package plan decides what gen-safe writes: which method is wrapped how, which is
// refused and why, and every name in the output. Package emit turns the plan into
// code and decides nothing.
package plan
