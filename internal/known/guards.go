package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Guard says what a function does when it is deferred during a panic.
type Guard uint8

const (
	NoGuard Guard = iota
	Stops         // it recovers: the goroutine ends as if it had returned
	Reports       // it recovers to tell somebody, then panics again or exits on purpose
)

// Guards gives what fn does with a panic when it is deferred.
func Guards(fn *types.Func) Guard { return guards[key(fn)] }

// A function that Reports is a guard that its authors chose: a maintainer who
// defers it has decided what a panic does.
var guards = map[match.Func]Guard{
	// runtime.Goexit in a deferred function discards the panic with the
	// goroutine (run, Go 1.26).
	fn("runtime", "Goexit"): Stops,

	fn("github.com/recoverlint/recoverlint/safe", "Recover"):                                      Stops,
	fn("github.com/recoverlint/recoverlint/safe", "RecoverContext"):                               Stops,
	method("github.com/recoverlint/recoverlint/safe", "Call", "End"):                              Stops,
	fn("k8s.io/apimachinery/pkg/util/runtime", "HandleCrash"):                                     Reports,
	fn("k8s.io/apimachinery/pkg/util/runtime", "HandleCrashWithContext"):                          Reports,
	fn("k8s.io/apimachinery/pkg/util/runtime", "HandleCrashWithLogger"):                           Reports,
	fn("github.com/zeromicro/go-zero/core/rescue", "Recover"):                                     Stops,
	fn("github.com/zeromicro/go-zero/core/rescue", "RecoverCtx"):                                  Stops,
	fn("github.com/cockroachdb/cockroach/pkg/util/log/logcrash", "RecoverAndReportPanic"):         Reports,
	fn("github.com/cockroachdb/cockroach/pkg/util/log/logcrash", "RecoverAndReportNonfatalPanic"): Stops,
	fn("github.com/getsentry/sentry-go", "Recover"):                                               Stops,
	fn("github.com/getsentry/sentry-go", "RecoverWithContext"):                                    Stops,
	fn("github.com/bugsnag/bugsnag-go", "AutoNotify"):                                             Reports,
	fn("github.com/bugsnag/bugsnag-go", "Recover"):                                                Stops,
	method("github.com/bugsnag/bugsnag-go", "Notifier", "AutoNotify"):                             Reports,
	method("github.com/bugsnag/bugsnag-go", "Notifier", "Recover"):                                Stops,
}

// PlainInterceptors reports whether the gRPC interceptors of a package log, count, trace or
// look at what comes in, and leave panics of the handler alone.
func PlainInterceptors(pkg string) bool { return plainInterceptors[Path(pkg)] }

// The sources are the packages' own: none of them mentions recover (go-grpc-middleware v1.4.0
// and v2.3.3, go-grpc-prometheus v1.2.0, otelgrpc v0.36.1 to v0.71.0).
var plainInterceptors = map[string]bool{
	"github.com/grpc-ecosystem/go-grpc-middleware/auth":                           true,
	"github.com/grpc-ecosystem/go-grpc-middleware/logging/logrus":                 true,
	"github.com/grpc-ecosystem/go-grpc-middleware/logging/zap":                    true,
	"github.com/grpc-ecosystem/go-grpc-middleware/ratelimit":                      true,
	"github.com/grpc-ecosystem/go-grpc-middleware/tags":                           true,
	"github.com/grpc-ecosystem/go-grpc-middleware/validator":                      true,
	"github.com/grpc-ecosystem/go-grpc-middleware/interceptors/auth":              true,
	"github.com/grpc-ecosystem/go-grpc-middleware/interceptors/logging":           true,
	"github.com/grpc-ecosystem/go-grpc-middleware/interceptors/ratelimit":         true,
	"github.com/grpc-ecosystem/go-grpc-middleware/interceptors/validator":         true,
	"github.com/grpc-ecosystem/go-grpc-prometheus":                                true,
	"go.opentelemetry.io/contrib/instrumentation/google.golang.org/grpc/otelgrpc": true,
}
