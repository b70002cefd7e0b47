// Package domain judges what others fill in.
package domain

import "errors"

// A Payment is one that somebody makes.
type Payment struct {
	Ref   string
	Note  string
	Cents int64
	Fee   int64
}

// Validate refuses payments of nothing to nobody.
func (p Payment) Validate() error {
	if p.Ref == "" || p.Cents <= 0 {
		return errors.New("incomplete")
	}
	return nil
}
