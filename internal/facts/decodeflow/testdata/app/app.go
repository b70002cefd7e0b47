package app // want package:"own package, decodes 6 of its structs"

import (
	"net/http"

	"example.org/app/wrap"
	"example.org/dep/bind"
	"example.org/dep/conn"
)

type Order struct{ N int }

type Line struct{ N int }

type File struct{ N int }

type Sent struct{ N int }

type Served struct{ N int }

type Held struct{ N int }

func handle(w http.ResponseWriter, r *http.Request) {
	var o Order
	conn.Handle(r, &o)
	lines, _ := bind.Read[[]Line](r.Body)
	_ = lines
	var f File
	wrap.Load("f", &f)
	conn.Ignore(&o)
	var s Sent
	conn.Send(nil, r, &s)
	var d Served
	conn.Serve(r, &d)
	var p bind.Page[Held]
	bind.JSON(r, &p)
}

func Refuse(name string, n int) bool { return n == 0 } // want Refuse:`looks for zero in parameters \[1\]`
