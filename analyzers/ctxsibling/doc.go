// Package ctxsibling defines the rule ctxsibling.
//
// # Analyzer ctxsibling
//
// ctxsibling: report calls that wait without a context where a sibling takes one
//
// A call that waits for a database, a peer or a process goes on waiting after
// the request that wanted its result is gone, unless it is given the
// request's context. Most libraries have such calls twice: Query and
// QueryContext, Command and CommandContext, NewRequest and
// NewRequestWithContext.
//
// The rule finds the sibling by name and signature, in any library and in
// your own packages: F and FContext, FWithContext, FCtx or FWithCtx of the
// same package, receiver or interface, where the other parameters and the
// results agree. What has no sibling of that form stands in a table: net.Dial
// and net.Lookup functions, tls.Dial, http.Get and its kin, DB.Begin, sqlx,
// nats, redigo, and values that carry the context of their calls, such as
// gorm's DB (WithContext) and resty's Request (SetContext).
//
// A context is at hand where a context.Context, or a value that carries one,
// is a parameter, a local variable that is assigned before the call, or the
// receiver's field ctx: *http.Request, *gin.Context, echo.Context,
// *fiber.Ctx, *cobra.Command, *cli.Context, a gRPC stream, testing.TB from Go
// 1.24 on, and whatever else has a method Context() context.Context.
//
// WRONG
//
//	func (s *Store) Users(ctx context.Context) (*sql.Rows, error) {
//		return s.db.Query("SELECT name FROM users")
//	}
//
// RIGHT
//
//	func (s *Store) Users(ctx context.Context) (*sql.Rows, error) {
//		return s.db.QueryContext(ctx, "SELECT name FROM users")
//	}
//
// # Categories
//
//   - athand (error): a context is at hand
//   - later (warning): a context is at hand, but the call is deferred or on a goroutine, where the context may be over: give it context.WithoutCancel of it
//   - slight (note): a context is at hand, but stops little of what the call does (net.Listen, net.Dial of a local socket or an address of this machine, tx.Stmt(s) of a statement that is then run with a context, a function New that makes something and is not seen to wait, a sibling that gives its context only to functions that fields hold, or to one among its arguments that is declared elsewhere and takes none, a short form that gives its sibling a context with a timeout of its own or that of its receiver, a handshake after SetDeadline), or is one that nothing ends (context.Background(), also with values, that of a command which its package runs by a plain Execute), or that of a command line where only its name shows the sibling, or would stop a command that whoever sits at its standard streams interrupts, that must not end halfway (mkfs, mount), or that only tells its version
//   - log (warning): a log call that drops the values of a context at hand, in a package that passes contexts to other log calls (to one in ten at least, to most where the log is not slog)
//   - values (note): such a call in another package, so that perhaps nobody reads them
//   - option (warning): a context is at hand, and an argument that could carry it carries none: nil or a literal where there are options, or parameters, with a method WithContext, as in the APIs of Consul and Nomad
//   - resolve (warning): a context is at hand, and net.ResolveTCPAddr or its like may ask a name server for the host of an address that is not written down here
//   - none (warning): no context is at hand: let the function take one
//   - hint (note): none is at hand, and one would stop little (a name server answers or not, a dial of this machine), or the call has a timeout, or is the Ping of a function that opens what it pings, or somebody else made the HTTP client that sends it (unless all callers in the package have a context, and others cannot call the function), or the call makes a command that the function returns, or the package is in a folder for examples or benchmarks, or reads a command line (cobra, urfave/cli, kong) and asks the network, or no caller in the package has a context to give to a sibling that only its name shows, or to a command in an unexported function
//
// Where the methods of one type have four or more findings of category none, or
// functions have as many for calls of one type's methods (ten for a type of
// std, as sql.DB is), the first speaks for all and lists the others.
//
// # Silences
//
// The rule is silent in tests, in files that import testing, testify or their
// like, in packages that are named for tests, as httptest is, in methods of types named
// Fake or Mock (see -tests), in
// deprecated functions, in generated files, in main and init and what only they
// call, and where the context would do harm or nothing:
//
//   - it is over: after <-ctx.Done(), in its case of a select, after its cancel was called, where ctx.Err() is not nil, or there is none: where ctx is nil, or after if ctx != nil { return ... }
//   - the call cleans up: a deferred Close, Rollback or Stop, or a function of such a name without a context parameter
//   - the short form gives its sibling a context with a timeout of its own, and is called where something failed or in a defer
//   - what the call makes or works on is ended by hand when a context is done: killed, closed or given a deadline in a case of <-ctx.Done() or by context.AfterFunc
//   - it is the Wait of a group whose functions, all that are given to it, look at a context themselves
//   - the call is in a literal that somebody else runs whenever he likes (a callback): the contexts around it are not for it
//   - the value that the call gives gets its context later (req = req.WithContext(ctx); a copy that is dropped gives none), or is a command that is started and left alone
//   - the value that is called carries a context already, or may: it comes out of a call with one, or out of a transaction
//   - the short form gives its sibling the context of its receiver, and that was given one here
//   - the function is the sibling itself, or the short form of one that takes a context
//   - the literal that the call is in works for other callers too (singleflight): they must not lose the result because the first of them went away
//   - the sibling fails where the context has no deadline, and the call has a timeout (nats), or tls.Dial has done what the call does (Handshake)
//   - the sibling is deprecated, or its context is seen to stop nothing: it reaches no wait and no Done, only logs, traces and values; or its parameter for it is called _
//   - the short form is seen not to wait, with nothing but a select that has a default, locks, maps and the like, so that who calls it wants no more than what is there
//
// Without a context at hand it is silent too where nothing shows that the call
// waits, where the parameters of the function are not its own to choose
// (methods that implement an interface, unless it is hidden in the package and
// all who call its method have a context, functions that are used as values, and
// what only such functions call, on goroutines too), in what only tests call,
// for log calls, and for commands in package main, in packages that do not
// import context, and with a standard stream of this process.
//
// # Flags
//
//   - ctxsibling.tests: report in tests too
//   - ctxsibling.logs=false: leave log calls alone
//   - ctxsibling.carriers: types of your own whose values carry a context: import/path.Type=Request.Context()
//   - ctxsibling.except: functions to leave alone: import/path.Func,import/path.Type.Method
//
// # Suppression
//
//	//nolint:ctxsibling // reason
//	//lint:ignore ctxsibling reason
package ctxsibling
