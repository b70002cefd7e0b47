// Package conn has wrappers of another package's wrappers.
package conn

import (
	"net/http"

	"example.org/dep/bind"
)

func Handle(r *http.Request, out any) error { // want Handle:"decodes parameter 1"
	return bind.JSON(r, out)
}

// Two ways lead to the decoder.
func Either(strict bool, data []byte, into ...any) (err error) { // want Either:"decodes parameter 2"
	for _, v := range into {
		if strict {
			err = bind.Packed(data, v)
		} else {
			err = bind.Unmarshal(data, v)
		}
	}
	return err
}

func Ignore(v any) {}
