package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Run says what a function does with a function that it is given.
type Run uint8

const (
	Calls         Run = iota + 1 // on the caller's goroutine: a panic reaches the caller
	CallsGuarded                 // on the caller's goroutine, under a recover of its own
	Starts                       // on another goroutine: a panic ends the process
	StartsGuarded                // on another goroutine, under a recover of its own
	Defers                       // by a defer statement, so that a recover in it works
	Shares                       // like Calls, but the panic is raised again where no caller can recover it
	Wraps                        // it returns a function that calls it
)

// String names what is done, for tests of facts.
func (r Run) String() string {
	names := [...]string{"nothing", "calls", "calls guarded", "starts", "starts guarded", "defers", "shares", "wraps"}
	return names[r]
}

// AllArgs as the Arg of a row means every function among the arguments.
const AllArgs = -1

// Runs gives what fn does with its parameter arg (from 0, without the
// receiver), and where that is written, or 0 when the tables do not say.
func Runs(fn *types.Func, arg int) (Run, string) {
	rows := runs[key(fn)]
	for _, row := range rows {
		if row.arg == arg || row.arg == AllArgs {
			if row.until != "" && fn.Pkg().Scope().Lookup(row.until) != nil {
				return StartsGuarded, row.why
			}
			return row.does, row.why
		}
	}
	return 0, ""
}

// RunsMethod gives the method that fn runs of the value that it is given as
// its parameter arg, where that value's interface has several.
func RunsMethod(fn *types.Func, arg int) string {
	for _, row := range runs[key(fn)] {
		if row.arg == arg || row.arg == AllArgs {
			return row.method
		}
	}
	return ""
}

type run struct {
	arg    int
	does   Run
	why    string
	method string // which of the argument's methods, if it has several
	until  string // a name in the package since which it recovers what it starts
}

func fn(pkg, name string) match.Func           { return match.Func{Pkg: pkg, Name: name} }
func method(pkg, recv, name string) match.Func { return match.Func{Pkg: pkg, Recv: recv, Name: name} }

func row(arg int, does Run, why string) []run { return []run{{arg: arg, does: does, why: why}} }

func rowMethod(arg int, does Run, method, why string) []run {
	return []run{{arg: arg, does: does, why: why, method: method}}
}

// collects is the row of the functions that register collectors: Gather runs each on a
// goroutine of its own, which recovers from v1.24 on (safeCollect in registry.go).
func collects(arg int) []run {
	return []run{{arg: arg, does: Starts, method: "Collect", until: "SafeMultiError", why: "source: Registry.Gather"}}
}

// OptInGuard gives the function with which users of a library make it recover what fn
// starts: cron.New(cron.WithChain(cron.Recover(logger))).
func OptInGuard(fn *types.Func) (match.Func, bool) {
	guard, ok := optInGuards[key(fn).Pkg]
	return guard, ok
}

// The sources are the libraries' documentation: robfig/cron v3, gocron v1.
var optInGuards = map[string]match.Func{
	"github.com/robfig/cron":     {Pkg: "github.com/robfig/cron", Name: "Recover"},
	"github.com/go-co-op/gocron": {Pkg: "github.com/go-co-op/gocron", Name: "SetPanicHandler"},
}

// RaisesInWait reports whether a method starts a function of which the Wait of the same
// receiver raises the panic again: sourcegraph/conc.
func RaisesInWait(fn *types.Func) bool {
	k := key(fn)
	return k.Name == "Go" && (k.Pkg == "github.com/sourcegraph/conc" || k.Pkg == "github.com/sourcegraph/conc/pool" || k.Pkg == "github.com/sourcegraph/conc/stream")
}

// CallsBack reports whether fn, of std, calls the functions that it is given
// before it returns and keeps none of them.
func CallsBack(fn *types.Func) bool {
	k := key(fn)
	return callbackPackages[k.Pkg] || callbacks[k]
}

var callbackPackages = map[string]bool{
	"sort": true, "slices": true, "maps": true, "strings": true, "bytes": true, "path/filepath": true, "io/fs": true, "go/ast": true, "iter": true,
}

var callbacks = map[match.Func]bool{
	method("sync", "Once", "Do"):                       true,
	method("sync", "Map", "Range"):                     true,
	fn("runtime/pprof", "Do"):                          true,
	fn("testing", "AllocsPerRun"):                      true,
	method("flag", "FlagSet", "VisitAll"):              true,
	method("flag", "FlagSet", "Visit"):                 true,
	fn("flag", "VisitAll"):                             true,
	fn("flag", "Visit"):                                true,
	method("container/ring", "Ring", "Do"):             true,
	method("go/token", "FileSet", "Iterate"):           true,
	method("regexp", "Regexp", "ReplaceAllStringFunc"): true,
	method("regexp", "Regexp", "ReplaceAllFunc"):       true,
	fn("crypto/subtle", "WithDataIndependentTiming"):   true,
	method("log/slog", "Record", "Attrs"):              true,
	method("database/sql", "Conn", "Raw"):              true,
	method("syscall", "RawConn", "Control"):            true,
	method("syscall", "RawConn", "Read"):               true,
	method("syscall", "RawConn", "Write"):              true,
}

// Where a row says «run», a program was run (Go 1.26) to see what a panic in
// the function does.
var runs = map[match.Func][]run{
	// The standard library.
	method("sync", "WaitGroup", "Go"):                  row(0, Starts, "run; documented: f must not panic"),
	fn("time", "AfterFunc"):                            row(1, Starts, "run; documented: in its own goroutine"),
	fn("context", "AfterFunc"):                         row(1, Starts, "run; documented: in its own goroutine"),
	fn("runtime", "SetFinalizer"):                      row(1, Starts, "run: finalizer goroutine"),
	fn("runtime", "AddCleanup"):                        row(1, Starts, "run: cleanup goroutine"),
	method("net/http", "Server", "RegisterOnShutdown"): row(0, Starts, "run: Shutdown starts each"),
	method("net/http", "ServeMux", "HandleFunc"):       row(1, StartsGuarded, "run: the server recovers handlers"),
	method("net/http", "ServeMux", "Handle"):           row(1, StartsGuarded, "run: the server recovers handlers"),
	fn("net/http", "HandleFunc"):                       row(1, StartsGuarded, "run: the server recovers handlers"),
	fn("net/http", "Handle"):                           row(1, StartsGuarded, "run: the server recovers handlers"),
	fn("net/http", "HandlerFunc"):                      row(0, StartsGuarded, "run: the server recovers handlers"),
	fn("sync", "OnceFunc"):                             row(0, Wraps, "documented"),
	fn("sync", "OnceValue"):                            row(0, Wraps, "documented"),
	fn("sync", "OnceValues"):                           row(0, Wraps, "documented"),
	fn("expvar", "Publish"):                            row(1, StartsGuarded, "served by net/http"),

	// golang.org/x/sync v0.24: no recover in a way that helps the process.
	method("golang.org/x/sync/errgroup", "Group", "Go"):                row(0, Starts, "run: the process ends"),
	method("golang.org/x/sync/errgroup", "Group", "TryGo"):             row(0, Starts, "run: the process ends"),
	method("golang.org/x/sync/singleflight", "Group", "DoChan"):        row(1, Starts, "run: the process ends"),
	method("golang.org/x/sync/singleflight", "Group", "Do"):            row(1, Shares, "source: raised again in a goroutine when DoChan shares the key"),
	method("github.com/golang/groupcache/singleflight", "Group", "Do"): row(1, Calls, "source"),

	// sourcegraph/conc: every Wait raises the panic again in the waiter, the
	// goroutine itself is guarded (panics.Catcher.Try).
	method("github.com/sourcegraph/conc", "WaitGroup", "Go"):              row(0, StartsGuarded, "source: panics.Catcher.Try"),
	method("github.com/sourcegraph/conc/pool", "Pool", "Go"):              row(0, StartsGuarded, "source: on conc.WaitGroup"),
	method("github.com/sourcegraph/conc/pool", "ErrorPool", "Go"):         row(0, StartsGuarded, "source: on conc.WaitGroup"),
	method("github.com/sourcegraph/conc/pool", "ContextPool", "Go"):       row(0, StartsGuarded, "source: on conc.WaitGroup"),
	method("github.com/sourcegraph/conc/pool", "ResultPool", "Go"):        row(0, StartsGuarded, "source: on conc.WaitGroup"),
	method("github.com/sourcegraph/conc/pool", "ResultErrorPool", "Go"):   row(0, StartsGuarded, "source: on conc.WaitGroup"),
	method("github.com/sourcegraph/conc/pool", "ResultContextPool", "Go"): row(0, StartsGuarded, "source: on conc.WaitGroup"),
	method("github.com/sourcegraph/conc/panics", "Catcher", "Try"):        row(0, CallsGuarded, "documented"),
	fn("github.com/sourcegraph/conc/panics", "Try"):                       row(0, CallsGuarded, "documented"),
	method("github.com/sourcegraph/conc/stream", "Stream", "Go"):          row(0, StartsGuarded, "source: on conc.WaitGroup"),
	method("github.com/sourcegraph/conc/iter", "Iterator", "ForEach"):     row(1, Calls, "source: on conc.WaitGroup"),
	fn("github.com/sourcegraph/conc/iter", "ForEach"):                     row(1, Calls, "source: on conc.WaitGroup"),
	fn("github.com/sourcegraph/conc/iter", "ForEachIdx"):                  row(1, Calls, "source: on conc.WaitGroup"),
	fn("github.com/sourcegraph/conc/iter", "Map"):                         row(1, Calls, "source: on conc.WaitGroup"),
	fn("github.com/sourcegraph/conc/iter", "MapErr"):                      row(1, Calls, "source: on conc.WaitGroup"),

	// panjf2000/ants recovers in each worker and logs, or calls PanicHandler.
	fn("github.com/panjf2000/ants", "Submit"):                             row(0, StartsGuarded, "source: goWorker.run recovers"),
	method("github.com/panjf2000/ants", "Pool", "Submit"):                 row(0, StartsGuarded, "source: goWorker.run recovers"),
	fn("github.com/panjf2000/ants", "NewPoolWithFunc"):                    row(1, StartsGuarded, "source: goWorkerWithFunc.run recovers"),
	method("github.com/panjf2000/ants", "MultiPool", "Submit"):            row(0, StartsGuarded, "source: on Pool"),
	method("github.com/gammazero/workerpool", "WorkerPool", "Submit"):     row(0, Starts, "source: worker calls the task"),
	method("github.com/gammazero/workerpool", "WorkerPool", "SubmitWait"): row(0, Starts, "source: worker calls the task"),
	method("github.com/alitto/pond", "WorkerPool", "Submit"):              row(0, StartsGuarded, "source: defaultPanicHandler"),
	method("github.com/alitto/pond", "Pool", "Submit"):                    row(0, StartsGuarded, "source: the task's error is ErrPanic"),
	method("github.com/alitto/pond", "Pool", "Go"):                        row(0, StartsGuarded, "source: the task's error is ErrPanic"),

	// robfig/cron v3 runs each job in a goroutine; the Recover wrapper is
	// opt-in from v3 on.
	method("github.com/robfig/cron", "Cron", "AddFunc"):     row(1, Starts, "source: startJob; v3 does not recover by default"),
	method("github.com/robfig/cron", "Cron", "AddJob"):      row(1, Starts, "source: startJob; v3 does not recover by default"),
	method("github.com/robfig/cron", "Cron", "Schedule"):    row(1, Starts, "source: startJob; v3 does not recover by default"),
	method("github.com/go-co-op/gocron", "Scheduler", "Do"): row(0, Starts, "source v1: runJob; SetPanicHandler is opt-in"),
	fn("github.com/go-co-op/gocron", "NewTask"):             row(0, StartsGuarded, "source v2: callJobFuncWithRecover where AfterJobRunsWithPanic is set"),

	// Message consumers: callbacks on goroutines of the client.
	method("github.com/nats-io/nats.go", "Conn", "Subscribe"):                  row(1, Starts, "source: waitForMsgs calls the handler"),
	method("github.com/nats-io/nats.go", "Conn", "QueueSubscribe"):             row(2, Starts, "source: waitForMsgs calls the handler"),
	method("github.com/nats-io/nats.go", "EncodedConn", "Subscribe"):           row(1, Starts, "source: on Conn"),
	method("github.com/nats-io/nats.go", "EncodedConn", "QueueSubscribe"):      row(2, Starts, "source: on Conn"),
	method("github.com/nats-io/nats.go", "JetStreamContext", "Subscribe"):      row(1, Starts, "source: on Conn"),
	method("github.com/nats-io/nats.go", "JetStreamContext", "QueueSubscribe"): row(2, Starts, "source: on Conn"),
	method("github.com/nats-io/nats.go", "JetStream", "Subscribe"):             row(1, Starts, "source: on Conn"),
	method("github.com/nats-io/nats.go", "JetStream", "QueueSubscribe"):        row(2, Starts, "source: on Conn"),
	method("github.com/nats-io/nats.go/jetstream", "Consumer", "Consume"):      row(0, Starts, "source: on a subscription"),
	method("github.com/nats-io/nats.go/jetstream", "pullConsumer", "Consume"):  row(0, Starts, "source: on a subscription"),
	fn("github.com/nats-io/nats.go", "DisconnectErrHandler"):                   row(0, Starts, "source: asyncCallbacksHandler"),
	fn("github.com/nats-io/nats.go", "ReconnectHandler"):                       row(0, Starts, "source: asyncCallbacksHandler"),
	fn("github.com/nats-io/nats.go", "ClosedHandler"):                          row(0, Starts, "source: asyncCallbacksHandler"),
	fn("github.com/nats-io/nats.go", "ErrorHandler"):                           row(0, Starts, "source: asyncCallbacksHandler"),
	method("github.com/IBM/sarama", "ConsumerGroup", "Consume"):                rowMethod(2, Starts, "ConsumeClaim", "source: a goroutine for each claim"),
	method("github.com/Shopify/sarama", "ConsumerGroup", "Consume"):            rowMethod(2, Starts, "ConsumeClaim", "source: a goroutine for each claim"),
	method("github.com/hibiken/asynq", "ServeMux", "HandleFunc"):               row(1, StartsGuarded, "source: processor.perform recovers"),
	method("github.com/hibiken/asynq", "ServeMux", "Handle"):                   row(1, StartsGuarded, "source: processor.perform recovers"),
	fn("github.com/hibiken/asynq", "HandlerFunc"):                              row(0, StartsGuarded, "source: processor.perform recovers"),
	method("github.com/eclipse/paho.mqtt.golang", "Client", "Subscribe"):       row(2, Starts, "source: router goroutine"),
	method("github.com/eclipse/paho.mqtt.golang", "Client", "AddRoute"):        row(1, Starts, "source: router goroutine"),
	method("cloud.google.com/go/pubsub", "Subscription", "Receive"):            row(1, Starts, "source: a goroutine for each message"),
	method("github.com/nsqio/go-nsq", "Consumer", "AddHandler"):                row(0, Starts, "source: handlerLoop"),
	method("github.com/nsqio/go-nsq", "Consumer", "AddConcurrentHandlers"):     row(0, Starts, "source: handlerLoop"),

	method("github.com/bwmarrin/discordgo", "Session", "AddHandler"):     row(0, Starts, "source: Session.handle starts each"),
	method("github.com/bwmarrin/discordgo", "Session", "AddHandlerOnce"): row(0, Starts, "source: Session.handle starts each"),
	fn("github.com/lib/pq", "NewListener"):                               row(3, Starts, "source: Listener.listenerMain"),

	// Servers that call their handlers on a goroutine of the connection, without a recover.
	fn("github.com/miekg/dns", "HandleFunc"):                                         row(1, Starts, "source: Server.serveDNS"),
	fn("github.com/miekg/dns", "Handle"):                                             rowMethod(1, Starts, "ServeDNS", "source: Server.serveDNS"),
	method("github.com/miekg/dns", "ServeMux", "HandleFunc"):                         row(1, Starts, "source: Server.serveDNS"),
	method("github.com/miekg/dns", "ServeMux", "Handle"):                             rowMethod(1, Starts, "ServeDNS", "source: Server.serveDNS"),
	fn("github.com/miekg/dns", "ListenAndServe"):                                     rowMethod(2, Starts, "ServeDNS", "source: Server.serveDNS"),
	fn("github.com/gliderlabs/ssh", "Handle"):                                        row(0, Starts, "source: session.handleRequests"),
	fn("github.com/gliderlabs/ssh", "ListenAndServe"):                                row(1, Starts, "source: session.handleRequests"),
	fn("github.com/gliderlabs/ssh", "Serve"):                                         row(1, Starts, "source: session.handleRequests"),
	method("github.com/gliderlabs/ssh", "Server", "Handle"):                          row(0, Starts, "source: session.handleRequests"),
	fn("github.com/valyala/fasthttp", "ListenAndServe"):                              row(1, Starts, "source: workerPool.workerFunc does not recover"),
	fn("github.com/valyala/fasthttp", "Serve"):                                       row(1, Starts, "source: workerPool.workerFunc does not recover"),
	fn("github.com/tidwall/redcon", "ListenAndServe"):                                row(1, Starts, "source: serve starts handle"),
	fn("github.com/tidwall/redcon", "NewServer"):                                     row(1, Starts, "source: serve starts handle"),
	method("github.com/libp2p/go-libp2p/core/host", "Host", "SetStreamHandler"):      row(1, Starts, "source: BasicHost.newStreamHandler"),
	method("github.com/pion/webrtc", "PeerConnection", "OnTrack"):                    row(0, Starts, "source: onTrack starts it"),
	method("github.com/pion/webrtc", "PeerConnection", "OnDataChannel"):              row(0, Starts, "source: started by the accept loop"),
	method("github.com/pion/webrtc", "PeerConnection", "OnICECandidate"):             row(0, Starts, "source: a goroutine of the agent"),
	method("github.com/pion/webrtc", "PeerConnection", "OnConnectionStateChange"):    row(0, Starts, "source: started at each change"),
	method("github.com/pion/webrtc", "PeerConnection", "OnICEConnectionStateChange"): row(0, Starts, "source: started at each change"),
	method("github.com/pion/webrtc", "DataChannel", "OnOpen"):                        row(0, Starts, "source: DataChannel.onOpen starts it"),
	method("github.com/pion/webrtc", "DataChannel", "OnMessage"):                     row(0, Starts, "source: DataChannel.readLoop"),

	// Metrics: what is measured when somebody asks is measured on goroutines of the library.
	fn("github.com/prometheus/client_golang/prometheus", "MustRegister"):                   collects(AllArgs),
	fn("github.com/prometheus/client_golang/prometheus", "Register"):                       collects(0),
	method("github.com/prometheus/client_golang/prometheus", "Registry", "MustRegister"):   collects(AllArgs),
	method("github.com/prometheus/client_golang/prometheus", "Registry", "Register"):       collects(0),
	method("github.com/prometheus/client_golang/prometheus", "Registerer", "MustRegister"): collects(AllArgs),
	method("github.com/prometheus/client_golang/prometheus", "Registerer", "Register"):     collects(0),
	method("go.opentelemetry.io/otel/metric", "Meter", "RegisterCallback"):                 row(0, Starts, "source: PeriodicReader.run collects"),
	fn("go.opentelemetry.io/otel/metric", "WithInt64Callback"):                             row(0, Starts, "source: PeriodicReader.run collects"),
	fn("go.opentelemetry.io/otel/metric", "WithFloat64Callback"):                           row(0, Starts, "source: PeriodicReader.run collects"),

	// Web frameworks: handlers run under net/http, which recovers.
	fn("github.com/gin-gonic/gin", "HandlerFunc"):               row(0, StartsGuarded, "under net/http"),
	method("github.com/gin-gonic/gin", "RouterGroup", "GET"):    row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/gin-gonic/gin", "RouterGroup", "POST"):   row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/gin-gonic/gin", "RouterGroup", "PUT"):    row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/gin-gonic/gin", "RouterGroup", "PATCH"):  row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/gin-gonic/gin", "RouterGroup", "DELETE"): row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/gin-gonic/gin", "RouterGroup", "Any"):    row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/gin-gonic/gin", "RouterGroup", "Use"):    row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/gin-gonic/gin", "RouterGroup", "Handle"): row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/labstack/echo", "Echo", "GET"):           row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/labstack/echo", "Echo", "POST"):          row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/labstack/echo", "Echo", "Use"):           row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/go-chi/chi", "Mux", "Get"):               row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/go-chi/chi", "Mux", "Post"):              row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/go-chi/chi", "Mux", "Use"):               row(AllArgs, StartsGuarded, "under net/http"),
	method("github.com/gofiber/fiber", "App", "Get"):            row(AllArgs, Starts, "source: fasthttp does not recover handlers; middleware/recover is opt-in"),
	method("github.com/gofiber/fiber", "App", "Post"):           row(AllArgs, Starts, "source: fasthttp does not recover handlers; middleware/recover is opt-in"),
	method("github.com/gofiber/fiber", "App", "Put"):            row(AllArgs, Starts, "source: fasthttp does not recover handlers; middleware/recover is opt-in"),
	method("github.com/gofiber/fiber", "App", "Patch"):          row(AllArgs, Starts, "source: fasthttp does not recover handlers; middleware/recover is opt-in"),
	method("github.com/gofiber/fiber", "App", "Delete"):         row(AllArgs, Starts, "source: fasthttp does not recover handlers; middleware/recover is opt-in"),

	// Kubernetes.
	fn("k8s.io/apimachinery/pkg/util/wait", "Until"):                         row(0, CallsGuarded, "source: JitterUntil defers HandleCrash, which re-panics by default: crashes on purpose"),
	fn("k8s.io/apimachinery/pkg/util/wait", "UntilWithContext"):              row(1, CallsGuarded, "source: HandleCrash"),
	fn("k8s.io/apimachinery/pkg/util/wait", "Forever"):                       row(0, CallsGuarded, "source: HandleCrash"),
	fn("k8s.io/apimachinery/pkg/util/wait", "JitterUntil"):                   row(0, CallsGuarded, "source: HandleCrash"),
	fn("k8s.io/apimachinery/pkg/util/wait", "JitterUntilWithContext"):        row(1, CallsGuarded, "source: HandleCrash"),
	fn("k8s.io/apimachinery/pkg/util/wait", "NonSlidingUntil"):               row(0, CallsGuarded, "source: HandleCrash"),
	method("k8s.io/apimachinery/pkg/util/wait", "Group", "Start"):            row(0, Starts, "source: go f()"),
	method("k8s.io/apimachinery/pkg/util/wait", "Group", "StartWithChannel"): row(1, Starts, "source: go f(ch)"),
	method("k8s.io/apimachinery/pkg/util/wait", "Group", "StartWithContext"): row(1, Starts, "source: go f(ctx)"),

	// cockroach: the stopper recovers to report the panic, then ends the
	// process on purpose.
	method("github.com/cockroachdb/cockroach/pkg/util/stop", "Stopper", "RunTask"):        row(2, CallsGuarded, "source: defer s.recover"),
	method("github.com/cockroachdb/cockroach/pkg/util/stop", "Stopper", "RunAsyncTask"):   row(2, StartsGuarded, "source: defer s.recover"),
	method("github.com/cockroachdb/cockroach/pkg/util/stop", "Stopper", "RunAsyncTaskEx"): row(2, StartsGuarded, "source: defer s.recover"),

	// go-zero, kitex, kratos and friends.
	fn("github.com/zeromicro/go-zero/core/threading", "GoSafe"):                      row(0, StartsGuarded, "source: RunSafe defers rescue.Recover"),
	fn("github.com/zeromicro/go-zero/core/threading", "GoSafeCtx"):                   row(1, StartsGuarded, "source: RunSafeCtx"),
	fn("github.com/zeromicro/go-zero/core/threading", "RunSafe"):                     row(0, CallsGuarded, "source: defers rescue.Recover"),
	fn("github.com/zeromicro/go-zero/core/threading", "RunSafeCtx"):                  row(1, CallsGuarded, "source: defers rescue.RecoverCtx"),
	method("github.com/zeromicro/go-zero/core/threading", "RoutineGroup", "Run"):     row(0, Starts, "source: go func without rescue"),
	method("github.com/zeromicro/go-zero/core/threading", "RoutineGroup", "RunSafe"): row(0, StartsGuarded, "source: GoSafe"),
	method("github.com/zeromicro/go-zero/core/threading", "TaskRunner", "Schedule"):  row(0, StartsGuarded, "source: rescue.Recover"),
	fn("github.com/cloudwego/kitex/pkg/gofunc", "GoFunc"):                            row(1, StartsGuarded, "source: gopool"),
	fn("github.com/bytedance/gopkg/util/gopool", "Go"):                               row(0, StartsGuarded, "source: worker.run recovers"),
	fn("github.com/bytedance/gopkg/util/gopool", "CtxGo"):                            row(1, StartsGuarded, "source: worker.run recovers"),
	method("github.com/bytedance/gopkg/util/gopool", "Pool", "Go"):                   row(0, StartsGuarded, "source: worker.run recovers"),
	method("github.com/bytedance/gopkg/util/gopool", "Pool", "CtxGo"):                row(1, StartsGuarded, "source: worker.run recovers"),
	fn("github.com/cloudwego/gopkg/concurrency/gopool", "Go"):                        row(0, StartsGuarded, "source: worker.run recovers"),
	fn("github.com/cloudwego/gopkg/concurrency/gopool", "CtxGo"):                     row(1, StartsGuarded, "source: worker.run recovers"),
	fn("github.com/samber/lo", "Async"):                                              row(0, Starts, "source: go func"),
	fn("github.com/samber/lo", "Try"):                                                row(0, CallsGuarded, "documented"),
	fn("github.com/samber/lo", "TryCatch"):                                           row(0, CallsGuarded, "documented"),
	method("github.com/oklog/run", "Group", "Add"):                                   row(0, Starts, "source: Run starts each actor"),
	method("gopkg.in/tomb", "Tomb", "Go"):                                            row(0, Starts, "source: go t.run(f)"),
	method("github.com/thejerf/suture", "Supervisor", "Add"):                         row(0, StartsGuarded, "documented: restarts after a panic"),

	// This project's own runtime.
	fn("github.com/recoverlint/recoverlint/safe", "Go"):                 row(2, StartsGuarded, "documented"),
	fn("github.com/recoverlint/recoverlint/safe", "Run"):                row(2, CallsGuarded, "documented"),
	fn("github.com/recoverlint/recoverlint/safe", "AfterFunc"):          row(3, StartsGuarded, "documented"),
	fn("github.com/recoverlint/recoverlint/safe", "Try"):                row(1, CallsGuarded, "documented"),
	fn("github.com/recoverlint/recoverlint/safe", "Do"):                 row(1, CallsGuarded, "documented"),
	method("github.com/recoverlint/recoverlint/safe", "Group", "Go"):    row(AllArgs, StartsGuarded, "documented"),
	method("github.com/recoverlint/recoverlint/safe", "Group", "TryGo"): row(AllArgs, StartsGuarded, "documented"),
	method("github.com/recoverlint/recoverlint/safe", "Once", "Do"):     row(0, Calls, "documented: it panics at each call"),
}
