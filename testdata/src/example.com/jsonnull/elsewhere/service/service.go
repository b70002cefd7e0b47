// Package service looks at what others decode.
package service

import "example.com/jsonnull/elsewhere/models"

// A Signup is looked at by Create.
type Signup struct{ Name string }

// Create refuses an order of nothing.
func Create(s Signup, count int) bool { return s.Name != "" && count > 0 }

// Same compares.
func Same(l models.Line, count int) bool { return l.Count == count }
