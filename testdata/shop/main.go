// Shop is a small service that fails silently in several places.
package main

import (
	"database/sql"
	"log"
	"net/http"
	"os"

	"example.com/shop/internal/stock"
)

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE"))
	if err != nil {
		log.Fatal(err)
	}
	shop := &Shop{db: db, stock: &stock.Client{URL: os.Getenv("WAREHOUSE")}}
	http.HandleFunc("POST /orders", shop.create)
	http.HandleFunc("GET /orders", shop.count)
	log.Fatal(http.ListenAndServe(":8080", nil))
}
