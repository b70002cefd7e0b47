// Package jwt stands in for github.com/golang-jwt/jwt/v5.
package jwt

import "encoding/json"

type Claims interface{ GetSubject() (string, error) }

type RegisteredClaims struct{ Subject string }

func (c RegisteredClaims) GetSubject() (string, error) { return c.Subject, nil }

type Token struct{ Claims Claims }

func NewWithClaims(method any, claims Claims) *Token { return &Token{claims} }

func ParseWithClaims(text string, claims Claims) (*Token, error) {
	return &Token{claims}, json.Unmarshal([]byte(text), claims)
}
