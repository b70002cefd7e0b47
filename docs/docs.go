// Package docs holds the pages for users. Those in rules are written by its
// test, from the text in the doc.go of each rule and its row in the table of
// rules.
package docs

//go:generate go test . -update
