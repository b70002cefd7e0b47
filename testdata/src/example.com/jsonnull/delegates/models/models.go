// Package models declares structs that only seem to read their own JSON.
package models

import "encoding/json"

type Bid struct {
	Cents int64
}

func (b *Bid) UnmarshalJSON(data []byte) error {
	type plain Bid
	return json.Unmarshal(data, (*plain)(b))
}
