// Package calls finds the calls that recoverlint's findings are about in typed
// packages, asks for a wrapper of each, and rewrites the calls to it.
package calls
