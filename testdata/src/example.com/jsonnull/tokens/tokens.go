// Package tokens reads tokens, its own and those of others.
package tokens

import "github.com/golang-jwt/jwt/v5"

// What the program signs itself has all its fields.
type session struct {
	Grant int `json:"gnt"`
	jwt.RegisteredClaims
}

func sign(s *session) *jwt.Token { return jwt.NewWithClaims(nil, s) }

func parse(text string) (int, error) {
	var s session
	_, err := jwt.ParseWithClaims(text, &s)
	return s.Grant + 1, err
}

// What others sign may not.
type grant struct { // want `^grant takes null or no key for a value in Level `
	Level int `json:"level"`
	jwt.RegisteredClaims
}

func level(text string) (int, error) {
	var g grant
	_, err := jwt.ParseWithClaims(text, &g)
	return g.Level + 1, err
}
