// After is the shop of before, repaired: what goes wrong in it ends one operation,
// and is told.
package main

//go:generate go run github.com/recoverlint/recoverlint/cmd/gen-safe

//safe:http

import (
	"context"
	"log"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/recoverlint/recoverlint/safe"
	"github.com/robfig/cron/v3"
)

func main() {
	safe.SetHook(safe.Hooks(metrics{}, safe.SlogHook{}))
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
	kept := NewSafeOrders(orders, DefaultSafeOrdersConfig())

	mail := &Mail{queue: make(chan Order, 100)}
	go mail.run(ctx)

	nightly := cron.New()
	report := &Report{orders: kept}
	if _, err := nightly.AddFunc(os.Getenv("REPORT"), report.run); err != nil {
		return err
	}
	nightly.Start()
	defer nightly.Stop()

	policy, err := pricePolicy(os.Getenv("PRICE_DEADLINE"))
	if err != nil {
		return err
	}
	shop := &Shop{
		orders: kept,
		prices: NewSafePrices(&PriceServer{url: os.Getenv("PRICES")}, policy),
		mail:   mail,
		feed:   &Feed{},
	}
	return serve(ctx, os.Getenv("ADDRESS"), SafeHTTP(shop.routes()))
}

// pricePolicy is what the directive at Prices asks for, with another deadline if
// there is one.
func pricePolicy(deadline string) (policy SafePricesConfig, err error) {
	policy = DefaultSafePricesConfig()
	if deadline != "" {
		policy.Deadline, err = time.ParseDuration(deadline)
	}
	return policy, err
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
