package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Prices says what so many pieces of an item cost.
//
//safe:wrap deadline=2s breaker=prices
type Prices interface {
	Price(ctx context.Context, item string, quantity int) (cents int, err error)
}

// A PriceServer is Prices over HTTP.
type PriceServer struct {
	url string
}

//safe:null reject
type price struct {
	Cents  int    `json:"cents"`
	Pieces int    `json:"pieces"` // for so many of them
	Valid  string `json:"valid"`  // from/until
}

func (p *PriceServer) Price(ctx context.Context, item string, quantity int) (cents int, err error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"/prices/"+url.PathEscape(item), nil)
	if err != nil {
		return 0, err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return 0, fmt.Errorf("price of %s: %s", item, response.Status)
	}
	var price price
	if err := json.NewDecoder(response.Body).Decode(&price); err != nil {
		return 0, fmt.Errorf("price of %s: %w", item, err)
	}
	if until := strings.Split(price.Valid, "/")[1]; until < time.Now().Format(time.DateOnly) {
		return 0, fmt.Errorf("price of %s: it ended on %s", item, until)
	}
	return price.Cents * quantity / price.Pieces, nil
}
