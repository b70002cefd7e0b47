package known

import (
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Harmless reports whether a call of fn, a function of another module, does
// so little that nobody guards it: logging, metrics, atomics, identifiers.
func Harmless(fn *types.Func) bool {
	if fn.Pkg() == nil {
		return true // error.Error
	}
	path := Path(fn.Pkg().Path())
	if IsStd(path) {
		_, risky := risks[key(fn)]
		return !risky
	}
	for _, prefix := range harmless {
		if path == prefix || strings.HasPrefix(path, prefix+"/") {
			return true
		}
	}
	return false
}

// harmless lists modules and packages whose functions do not panic on what a
// caller gives them, by what they are for.
var harmless = []string{
	// loggers
	"go.uber.org/zap", "github.com/rs/zerolog", "github.com/sirupsen/logrus", "github.com/go-kit/log", "github.com/go-kit/kit/log",
	"k8s.io/klog", "github.com/golang/glog", "github.com/go-logr/logr", "github.com/hashicorp/go-hclog", "github.com/charmbracelet/log",
	"github.com/apex/log", "github.com/inconshreveable/log15", "gopkg.in/inconshreveable/log15", "go.uber.org/multierr", "github.com/fatih/color",
	// metrics and traces
	"github.com/prometheus/client_golang/prometheus", "go.opentelemetry.io/otel", "go.opencensus.io", "github.com/armon/go-metrics", "github.com/hashicorp/go-metrics",
	"github.com/rcrowley/go-metrics", "github.com/VictoriaMetrics/metrics", "github.com/DataDog/datadog-go", "github.com/opentracing/opentracing-go",
	"github.com/recoverlint/recoverlint/safe",
	// values, errors, synchronisation
	"go.uber.org/atomic", "github.com/pkg/errors", "github.com/hashicorp/go-multierror", "golang.org/x/sync/semaphore", "golang.org/x/sync/errgroup",
	"golang.org/x/time/rate", "golang.org/x/sys", "golang.org/x/net/context", "golang.org/x/xerrors", "github.com/google/uuid",
	"github.com/rs/xid", "github.com/oklog/ulid", "github.com/cespare/xxhash", "github.com/dustin/go-humanize", "github.com/benbjohnson/clock",
	"k8s.io/utils/clock", "google.golang.org/grpc/codes", "google.golang.org/grpc/status", "google.golang.org/grpc/metadata", "github.com/fsnotify/fsnotify",
	"github.com/coreos/go-systemd", "github.com/gorilla/websocket", "github.com/coder/websocket", "nhooyr.io/websocket", "google.golang.org/grpc",
	"github.com/cenkalti/backoff", "github.com/jpillora/backoff", "github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/spf13/viper",
	"github.com/grafana/regexp", "github.com/prometheus/common", "google.golang.org/protobuf", "github.com/golang/protobuf", "gopkg.in/yaml",
}

// A Risk is what makes a std function panic.
type Risk struct {
	Why string
	// Constant: the call is harmless when all its arguments are constants
	// (who writes regexp.MustCompile("[a-z]") has seen it run).
	Constant bool
}

// Risky gives what makes fn, a function of std, panic.
func Risky(fn *types.Func) (Risk, bool) {
	r, ok := risks[key(fn)]
	return r, ok
}

// The sources are the functions' documentation.
var risks = map[match.Func]Risk{
	fn("regexp", "MustCompile"):          {"panics if the expression does not parse", true},
	fn("regexp", "MustCompilePOSIX"):     {"panics if the expression does not parse", true},
	fn("text/template", "Must"):          {"panics if the error is not nil", true},
	fn("html/template", "Must"):          {"panics if the error is not nil", true},
	fn("net/netip", "MustParseAddr"):     {"panics if the address does not parse", true},
	fn("net/netip", "MustParsePrefix"):   {"panics if the prefix does not parse", true},
	fn("net/netip", "MustParseAddrPort"): {"panics if the address does not parse", true},
	fn("expvar", "NewInt"):               {"panics if the name is in use", true},
	fn("expvar", "NewFloat"):             {"panics if the name is in use", true},
	fn("expvar", "NewMap"):               {"panics if the name is in use", true},
	fn("expvar", "NewString"):            {"panics if the name is in use", true},
	fn("log", "Panic"):                   {"panics", false},
	fn("log", "Panicf"):                  {"panics", false},
	fn("log", "Panicln"):                 {"panics", false},
	method("log", "Logger", "Panic"):     {"panics", false},
	method("log", "Logger", "Panicf"):    {"panics", false},
	method("log", "Logger", "Panicln"):   {"panics", false},
}
