// Package mapped turns what others send into labels and data, and decides nothing.
package mapped

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
)

type repository struct {
	Name    string
	Private bool
	Stars   int
}

type push struct { // want `^push takes null or no key for a value in Repository.Name, Repository.Private and 2 more \(it stays zero; see gen-safe\)$`
	Repository repository
	Size       int
}

func hook(w http.ResponseWriter, r *http.Request) {
	var p push
	if err := json.NewDecoder(r.Body).Decode(&p); err != nil {
		return
	}
	tags := map[string]string{"repository": p.Repository.Name, "private": strconv.FormatBool(p.Repository.Private)}
	fields := map[string]any{}
	fields["stars"] = p.Repository.Stars
	fields["size"] = fmt.Sprint(p.Size)
	send(tags, fields)
}

func send(tags map[string]string, fields map[string]any) { println(len(tags), len(fields)) }

// Here one is counted.
type sale struct { // want `^sale takes null or no key for a value in Amount \(it stays zero; see gen-safe\)$`
	Shop   string
	Amount int
}

var total int

func sell(w http.ResponseWriter, r *http.Request) {
	var s sale
	if err := json.NewDecoder(r.Body).Decode(&s); err != nil {
		return
	}
	total += s.Amount
	send(map[string]string{"shop": s.Shop}, nil)
}

// The pages are not looked at.
type page struct {
	Title string
	Views int
}

type wiki struct { // want `^wiki takes null or no key for a value in Edits `
	Pages []page
	Edits int
}

func edit(w http.ResponseWriter, r *http.Request) {
	var k wiki
	if err := json.NewDecoder(r.Body).Decode(&k); err != nil {
		return
	}
	total += k.Edits
}
