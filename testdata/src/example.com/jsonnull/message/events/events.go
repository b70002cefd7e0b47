// Package events declares what its program sends to itself.
package events

type Order struct{ Cents int }

type Frame struct{ N int }
