// Package elsewhere decodes into structs that other packages declare.
package elsewhere

import (
	"encoding/json"
	"net/http"
	"net/url"

	"example.com/jsonnull/elsewhere/models"
	"example.com/jsonnull/elsewhere/service"
)

func handle(w http.ResponseWriter, r *http.Request) {
	dec := json.NewDecoder(r.Body)

	var o models.Order
	dec.Decode(&o) // want `models.Order takes null .* in Total `
	dec.Decode(&o)

	var a models.Anonymous
	dec.Decode(&a) // want `models.struct takes null .* in Size `

	var u models.User
	dec.Decode(&u)

	var l models.Login
	dec.Decode(&l)

	var s service.Signup
	dec.Decode(&s)

	// Not the user's own: he cannot change it.
	var std url.URL
	dec.Decode(&std)
}

// What it embeds and holds is not the user's own.
type link struct { // want `link takes null .* in Clicks \(`
	url.URL
	Clicks int
	Source url.URL
}

func follow(r *http.Request) error { return json.NewDecoder(r.Body).Decode(&link{}) }

// Its field is handed to a function of another package that looks at it.
type quantity struct{ Count int }

func create(r *http.Request) bool {
	var q quantity
	json.NewDecoder(r.Body).Decode(&q)
	return service.Create(service.Signup{}, q.Count)
}
