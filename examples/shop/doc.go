// Package shop is a service before and after recoverlint and gen-safe, and the
// test that feeds both what a real world sends. README.md is the story.
package shop
