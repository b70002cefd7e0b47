package known

import (
	"go/types"
	"strings"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A ContextBuilder is a type whose values carry the context of the calls that
// are made on them.
type ContextBuilder struct {
	// With is the method that takes the context and gives the value that
	// carries it.
	With string
	// Shared says that values are kept and used for many calls, as a database
	// handle is, and not made for one call, as a request is.
	Shared bool
	runs   string
	why    string
}

// Runs reports whether the method name does the work that the context is for.
func (b ContextBuilder) Runs(name string) bool {
	return strings.Contains(" "+b.runs+" ", " "+name+" ")
}

// ContextBuilderOf gives the row of the type t, or of what t points to.
func ContextBuilderOf(t types.Type) (ContextBuilder, bool) {
	named := match.Named(t)
	if named == nil || named.Obj().Pkg() == nil {
		return ContextBuilder{}, false
	}
	path, name := Path(named.Obj().Pkg().Path()), named.Obj().Name()
	if strings.HasPrefix(path, "google.golang.org/api/") && strings.HasSuffix(name, "Call") {
		return googleCall, true
	}
	row, ok := contextBuilders[match.Func{Pkg: path, Recv: name}]
	return row, ok
}

var googleCall = ContextBuilder{With: "Context", runs: "Do Download", why: "every generated Call has Context and Do"}

// The keys have no Name.
var contextBuilders = map[match.Func]ContextBuilder{
	{Pkg: "gorm.io/gorm", Recv: "DB"}:                   {With: "WithContext", Shared: true, runs: gormRuns, why: "documented: WithContext starts a session with the context"},
	{Pkg: "xorm.io/xorm", Recv: "Engine"}:               {With: "Context", Shared: true, runs: xormRuns, why: "documented: Context starts a session with the context"},
	{Pkg: "xorm.io/xorm", Recv: "Session"}:              {With: "Context", Shared: true, runs: xormRuns, why: "documented"},
	{Pkg: "github.com/gocql/gocql", Recv: "Query"}:      {With: "WithContext", runs: gocqlRun, why: "documented"},
	{Pkg: "github.com/go-resty/resty", Recv: "Request"}: {With: "SetContext", runs: httpSend, why: "documented"},
	{Pkg: "resty.dev", Recv: "Request"}:                 {With: "SetContext", runs: httpSend, why: "documented"},
	{Pkg: "github.com/imroc/req", Recv: "Request"}:      {With: "SetContext", runs: httpSend, why: "documented"},
	// Up to v7; from v8 on every command takes a context, and a call that
	// takes one is never looked up.
	{Pkg: "github.com/go-redis/redis", Recv: "Client"}:        {With: "WithContext", Shared: true, runs: redisRuns, why: "source of v7"},
	{Pkg: "github.com/go-redis/redis", Recv: "ClusterClient"}: {With: "WithContext", Shared: true, runs: redisRuns, why: "source of v7"},
	{Pkg: "github.com/go-redis/redis", Recv: "Ring"}:          {With: "WithContext", Shared: true, runs: redisRuns, why: "source of v7"},
}

const (
	xormRuns  = "Get Find FindAndCount Insert InsertOne Update Delete Count Exist Iterate Rows Query QueryString Exec Sum Ping"
	redisRuns = "Append BLPop BRPop Decr DecrBy Del Do Eval EvalSha Exists Expire Get GetSet HDel HExists HGet HGetAll HIncrBy HKeys HLen HMGet HMSet HSet HSetNX Incr IncrBy Keys LLen LPop LPush LRange LRem MGet MSet Persist Ping Publish RPop RPush SAdd SCard SIsMember SMembers SRem Scan Set SetNX TTL Watch XAdd XRead ZAdd ZCard ZRange ZRangeByScore ZRem ZScore"
)
