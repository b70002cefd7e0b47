// Before is a small shop: orders over HTTP, prices from another server, a
// websocket feed of what is sold, confirmations in the background, and a report
// every night. It is written as people write such services, and recoverlint
// finds fault with it.
package main

import (
	"context"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"

	"github.com/robfig/cron/v3"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context) error {
	orders, err := openOrders(os.Getenv("DATABASE"))
	if err != nil {
		return err
	}
	defer orders.Close()

	mail := &Mail{queue: make(chan Order, 100)}
	go mail.run(ctx)

	nightly := cron.New()
	report := &Report{orders: orders}
	if _, err := nightly.AddFunc(os.Getenv("REPORT"), report.print); err != nil {
		return err
	}
	nightly.Start()
	defer nightly.Stop()

	shop := &Shop{
		orders: orders,
		prices: &PriceServer{url: os.Getenv("PRICES")},
		mail:   mail,
		feed:   &Feed{},
	}
	return serve(ctx, os.Getenv("ADDRESS"), shop.routes())
}

func serve(ctx context.Context, address string, handler http.Handler) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	log.Printf("listening on %s", listener.Addr())
	server := &http.Server{Handler: handler}
	context.AfterFunc(ctx, func() { server.Close() })
	if err := server.Serve(listener); ctx.Err() == nil {
		return err
	}
	return nil
}
