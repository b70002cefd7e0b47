package known

import (
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Contextless row says what stands in for a call that takes no context.
type Contextless struct {
	// Use is what takes one, as a message names it. It is empty where a
	// sibling by name does (exec.CommandContext), which go/types finds: the
	// row then says that the call matters, although it does not itself wait.
	Use string
	// Fun and Args are the called expression and the arguments that mean the
	// same with a context, where one expression of the same types does. In
	// them stand $pkg for the qualifier of the package with its dot, $recv for
	// the receiver, $ctx for the context, $1 for the first argument, and $args
	// for all of them.
	Fun, Args string
	// Slight says that the context stops little of what the call does.
	Slight bool
	// Timed says that the call has a timeout among its arguments.
	Timed bool
	// Resolves says that it waits for a name server only, and only if its address has a name.
	Resolves bool
	Why      string
}

// ContextlessCall gives the row of fn.
func ContextlessCall(fn *types.Func) (Contextless, bool) {
	row, ok := contextless[key(fn)]
	return row, ok
}

// byRequest leaves out Client.Do, which takes the request: a message is short.
const byRequest = "http.NewRequestWithContext"

var contextless = map[match.Func]Contextless{
	{Pkg: "net", Name: "Dial"}:         {Use: "net.Dialer.DialContext", Fun: "(&$pkgDialer{}).DialContext", Args: "$ctx, $args", Why: "source: Dial is Dialer.Dial"},
	{Pkg: "net", Name: "DialTimeout"}:  {Use: "net.Dialer.DialContext", Fun: "(&$pkgDialer{Timeout: $3}).DialContext", Args: "$ctx, $1, $2", Timed: true, Why: "source: Dialer with Timeout"},
	{Pkg: "net", Name: "DialTCP"}:      {Use: "net.Dialer.DialContext", Why: "connects; the Dialer takes addresses as text"},
	{Pkg: "net", Name: "Listen"}:       {Use: "net.ListenConfig.Listen", Fun: "(&$pkgListenConfig{}).Listen", Args: "$ctx, $args", Slight: true, Why: "documented: the context covers the resolution of the address only"},
	{Pkg: "net", Name: "ListenPacket"}: {Use: "net.ListenConfig.ListenPacket", Fun: "(&$pkgListenConfig{}).ListenPacket", Args: "$ctx, $args", Slight: true, Why: "documented: the context covers the resolution of the address only"},
	{Pkg: "net", Name: "LookupAddr"}:   lookup("LookupAddr", "$ctx, $args"),
	{Pkg: "net", Name: "LookupCNAME"}:  lookup("LookupCNAME", "$ctx, $args"),
	{Pkg: "net", Name: "LookupHost"}:   lookup("LookupHost", "$ctx, $args"),
	{Pkg: "net", Name: "LookupIP"}:     lookup("LookupIP", `$ctx, "ip", $args`),
	{Pkg: "net", Name: "LookupMX"}:     lookup("LookupMX", "$ctx, $args"),
	{Pkg: "net", Name: "LookupNS"}:     lookup("LookupNS", "$ctx, $args"),
	{Pkg: "net", Name: "LookupPort"}:   {Use: "net.Resolver.LookupPort", Fun: "$pkgDefaultResolver.LookupPort", Args: "$ctx, $args", Slight: true, Why: "source: services are read from a file, no name server is asked"},
	{Pkg: "net", Name: "LookupSRV"}:    lookup("LookupSRV", "$ctx, $args"),
	{Pkg: "net", Name: "LookupTXT"}:    lookup("LookupTXT", "$ctx, $args"),

	{Pkg: "net", Name: "ResolveIPAddr"}:  {Use: "net.Resolver.LookupNetIP", Resolves: true, Why: "source: asks the DefaultResolver with the background context"},
	{Pkg: "net", Name: "ResolveTCPAddr"}: {Use: "net.Resolver.LookupNetIP", Resolves: true, Why: "source: asks the DefaultResolver with the background context"},
	{Pkg: "net", Name: "ResolveUDPAddr"}: {Use: "net.Resolver.LookupNetIP", Resolves: true, Why: "source: asks the DefaultResolver with the background context"},

	{Pkg: "crypto/tls", Name: "Dial"}:           {Use: "tls.Dialer.DialContext", Why: "source; the Dialer gives a net.Conn, so the types change"},
	{Pkg: "crypto/tls", Name: "DialWithDialer"}: {Use: "tls.Dialer.DialContext", Why: "source; the Dialer gives a net.Conn, so the types change"},

	{Pkg: "net/http", Name: "Get"}:                      {Use: byRequest, Why: "documented: use them for a context"},
	{Pkg: "net/http", Name: "Head"}:                     {Use: byRequest, Why: "documented: use them for a context"},
	{Pkg: "net/http", Name: "Post"}:                     {Use: byRequest, Why: "documented: use them for a context"},
	{Pkg: "net/http", Name: "PostForm"}:                 {Use: byRequest, Why: "documented: use them for a context"},
	{Pkg: "net/http", Recv: "Client", Name: "Get"}:      {Use: byRequest, Why: "documented: use them for a context"},
	{Pkg: "net/http", Recv: "Client", Name: "Head"}:     {Use: byRequest, Why: "documented: use them for a context"},
	{Pkg: "net/http", Recv: "Client", Name: "Post"}:     {Use: byRequest, Why: "documented: use them for a context"},
	{Pkg: "net/http", Recv: "Client", Name: "PostForm"}: {Use: byRequest, Why: "documented: use them for a context"},
	{Pkg: "net/http", Name: "NewRequest"}:               {Why: "documented: NewRequest uses the background context"},
	{Pkg: "net/http/httptest", Name: "NewRequest"}:      {Why: "documented: NewRequest uses the background context"},
	{Pkg: "os/exec", Name: "Command"}:                   {Why: "documented: CommandContext kills the process when the context is done"},

	{Pkg: "database/sql", Recv: "DB", Name: "Begin"}:                {Use: "BeginTx", Fun: "$recv.BeginTx", Args: "$ctx, nil", Why: "documented: Begin uses the background context; nil options are the default"},
	{Pkg: "github.com/jmoiron/sqlx", Recv: "DB", Name: "Begin"}:     {Use: "BeginTx", Fun: "$recv.BeginTx", Args: "$ctx, nil", Why: "promoted from database/sql"},
	{Pkg: "github.com/jmoiron/sqlx", Recv: "DB", Name: "Beginx"}:    {Use: "BeginTxx", Fun: "$recv.BeginTxx", Args: "$ctx, nil", Why: "documented"},
	{Pkg: "github.com/jmoiron/sqlx", Recv: "DB", Name: "MustBegin"}: {Use: "MustBeginTx", Fun: "$recv.MustBeginTx", Args: "$ctx, nil", Why: "documented"},

	// pgx v3; from v4 on every call takes a context.
	{Pkg: "github.com/jackc/pgx", Recv: "Conn", Name: "Begin"}:        {Use: "BeginEx", Fun: "$recv.BeginEx", Args: "$ctx, nil", Why: "source of v3: Begin is BeginEx(Background, nil)"},
	{Pkg: "github.com/jackc/pgx", Recv: "Conn", Name: "Exec"}:         {Use: "ExecEx", Why: "source of v3"},
	{Pkg: "github.com/jackc/pgx", Recv: "Conn", Name: "Query"}:        {Use: "QueryEx", Why: "source of v3"},
	{Pkg: "github.com/jackc/pgx", Recv: "Conn", Name: "QueryRow"}:     {Use: "QueryRowEx", Why: "source of v3"},
	{Pkg: "github.com/jackc/pgx", Recv: "ConnPool", Name: "Begin"}:    {Use: "BeginEx", Fun: "$recv.BeginEx", Args: "$ctx, nil", Why: "source of v3: Begin is BeginEx(Background, nil)"},
	{Pkg: "github.com/jackc/pgx", Recv: "ConnPool", Name: "Exec"}:     {Use: "ExecEx", Why: "source of v3"},
	{Pkg: "github.com/jackc/pgx", Recv: "ConnPool", Name: "Query"}:    {Use: "QueryEx", Why: "source of v3"},
	{Pkg: "github.com/jackc/pgx", Recv: "ConnPool", Name: "QueryRow"}: {Use: "QueryRowEx", Why: "source of v3"},
	{Pkg: "github.com/jackc/pgx", Recv: "Tx", Name: "Exec"}:           {Use: "ExecEx", Why: "source of v3"},
	{Pkg: "github.com/jackc/pgx", Recv: "Tx", Name: "Query"}:          {Use: "QueryEx", Why: "source of v3"},
	{Pkg: "github.com/jackc/pgx", Recv: "Tx", Name: "QueryRow"}:       {Use: "QueryRowEx", Why: "source of v3"},

	{Pkg: "github.com/gomodule/redigo/redis", Recv: "Conn", Name: "Do"}:          {Use: "redis.DoContext", Why: "documented; only where the connection is a ConnWithContext, as a pool's is"},
	{Pkg: "github.com/rabbitmq/amqp091-go", Recv: "Channel", Name: "Publish"}:    {Why: "documented as deprecated: use PublishWithContext"},
	{Pkg: "github.com/hashicorp/go-retryablehttp", Name: "NewRequest"}:           {Why: "source: NewRequestWithContext(Background)"},
	{Pkg: "github.com/hashicorp/go-retryablehttp", Name: "Get"}:                  {Use: "retryablehttp.NewRequestWithContext", Why: "source: on NewRequest"},
	{Pkg: "github.com/hashicorp/go-retryablehttp", Name: "Post"}:                 {Use: "retryablehttp.NewRequestWithContext", Why: "source: on NewRequest"},
	{Pkg: "github.com/hashicorp/go-retryablehttp", Recv: "Client", Name: "Get"}:  {Use: "retryablehttp.NewRequestWithContext", Why: "source: on NewRequest"},
	{Pkg: "github.com/hashicorp/go-retryablehttp", Recv: "Client", Name: "Post"}: {Use: "retryablehttp.NewRequestWithContext", Why: "source: on NewRequest"},
}

func lookup(name, args string) Contextless {
	return Contextless{Use: "net.Resolver." + name, Fun: "$pkgDefaultResolver." + name, Args: args, Why: "source: DefaultResolver with the background context"}
}

// ContextIdle reports whether a context changes nothing that matters in what
// fn does, although a sibling takes one, or does harm.
func ContextIdle(fn *types.Func) bool {
	f := key(fn)
	for _, row := range contextIdle {
		if row.pkg == f.Pkg && row.recv == f.Recv && (row.names == "*" || strings.Contains(" "+row.names+" ", " "+f.Name+" ")) {
			return true
		}
	}
	return false
}

// An idleRow covers functions of a package or methods of a type; a star
// stands for all of them.
var contextIdle = []struct{ pkg, recv, names, why string }{
	{"github.com/go-playground/validator", "Validate", "*", "documented: the context only reaches custom validations"},
	{"github.com/go-ozzo/ozzo-validation", "", "*", "documented: the context only reaches custom rules"},
	{"github.com/goccy/go-json", "", "*", "documented: the context only reaches MarshalJSON(ctx)"},
	{"github.com/goccy/go-json", "Encoder", "*", "documented: the context only reaches MarshalJSON(ctx)"},
	{"github.com/goccy/go-json", "Decoder", "*", "documented: the context only reaches UnmarshalJSON(ctx)"},
	{"github.com/goccy/go-yaml", "", "*", "documented: the context only reaches custom marshalers"},
	{"github.com/goccy/go-yaml", "Encoder", "*", "documented: the context only reaches custom marshalers"},
	{"github.com/goccy/go-yaml", "Decoder", "*", "documented: the context only reaches custom marshalers"},
	{"github.com/nats-io/nats.go", "Conn", "Flush FlushTimeout", "source: both have a timeout (10 s), and FlushWithContext fails where the context has no deadline"},
	{"google.golang.org/grpc", "", "Dial", "documented: it connects later, and DialContext is deprecated with it"},
	{"github.com/getsentry/sentry-go", "", "Recover", "it reports a panic, and a context that is over must not stop that"},
	{"github.com/getsentry/sentry-go", "Hub", "Recover", "it reports a panic, and a context that is over must not stop that"},
}
