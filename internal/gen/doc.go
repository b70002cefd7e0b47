// Package gen is the command gen-safe: it loads, plans, renders, checks and writes.
package gen
