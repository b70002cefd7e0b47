// Package services hands handlers to servers that do not recover what they do.
package services

import (
	"strings"

	"github.com/miekg/dns"
	"github.com/prometheus/client_golang/prometheus"
	newer "github.com/prometheus/client_golang/v2/prometheus"
	"github.com/valyala/fasthttp"
)

type exporter struct{ lines []string }

func (e *exporter) Describe(chan<- string) {}

func (e *exporter) Collect(chan<- prometheus.Metric) {
	for _, l := range e.lines {
		println(strings.Fields(l)[3])
	}
}

type quiet struct{}

func (quiet) Describe(chan<- string)           {}
func (quiet) Collect(chan<- prometheus.Metric) {}

func register(r prometheus.Registerer, reg *prometheus.Registry) error {
	prometheus.MustRegister(quiet{}, &exporter{}) // want `function started by prometheus.MustRegister has no panic guard \(index out of range at services.go:\d+, reached by exporter.Collect\)`
	r.MustRegister(quiet{})
	if err := prometheus.Register(quiet{}); err != nil {
		return err
	}
	return reg.Register(&exporter{}) // want `function started by Registry.Register has no panic guard \(index out of range at services.go:\d+, reached by exporter.Collect\)`
}

type recovered struct{ lines []string }

func (r *recovered) Describe(chan<- string) {}

func (r *recovered) Collect(chan<- newer.Metric) { println(strings.Fields(r.lines[0])[3]) }

// From v1.24 on registries recover.
func registerNewer() { newer.MustRegister(&recovered{}) }

func label(m *dns.Msg) string { return strings.Split(m.Question[0], ".")[2] }

func serve(w dns.ResponseWriter, m *dns.Msg) { println(label(m)) }

type zone struct{}

func (zone) ServeDNS(w dns.ResponseWriter, m *dns.Msg) { println(label(m)) }

func serveDNS() error {
	dns.HandleFunc("example.", serve) // want `function started by dns.HandleFunc has no panic guard \(index out of range at services.go:\d+, reached by serve → label\)`
	dns.Handle("example.", zone{})    // want `function started by dns.Handle has no panic guard`
	s := &dns.Server{
		Addr:    ":53",
		Handler: zone{}, // want `Server.Handler runs on a goroutine of its own and has no panic guard`
	}
	return s.ListenAndServe()
}

func handle(ctx *fasthttp.RequestCtx) { println(strings.Split(string(ctx.Path()), "/")[2]) }

func guarded(ctx *fasthttp.RequestCtx) {
	defer func() {
		if r := recover(); r != nil {
			println("recovered")
		}
	}()
	handle(ctx)
}

func serveHTTP() error {
	s := &fasthttp.Server{Handler: handle} // want `Server.Handler runs on a goroutine of its own and has no panic guard`
	s.Handler = guarded
	if err := fasthttp.ListenAndServe(":80", guarded); err != nil {
		return err
	}
	return fasthttp.ListenAndServe(":81", handle) // want `function started by fasthttp.ListenAndServe has no panic guard`
}
