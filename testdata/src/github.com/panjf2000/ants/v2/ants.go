// Package ants stands in for github.com/panjf2000/ants/v2.
package ants

func Submit(task func()) error { return nil }
