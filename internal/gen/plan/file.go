package plan

import (
	"go/types"
	"time"
)

// A File is one output.
type File struct {
	Name       string // absolute path
	Package    string // name in the package clause
	Path       string // import path of the package
	Constraint string // the go:build line; "" for none
	Source     string // base name of the file with the directives
	Digest     string // of the signatures and the policy
	Imports    []Import
	Runtime    string // import path of the runtime
	Local      ProofNames
	Decls      []Decl
}

// ProofNames are the local variables of proofs. They hide no type of the package.
type ProofNames struct{ T, Policy, Config, Wrapped, Ctx, Err string }

// An Import is a package as the output names it.
type Import struct {
	Path, Name string
	Alias      string // the name in this file
}

// A Decl is something that emit knows how to write.
type Decl interface{ isDecl() }

// A TypeParam is a type parameter of a generic declaration, by the name it has in
// the output.
type TypeParam struct {
	Name       string
	Constraint types.Type
	Param      *types.TypeParam
}

// A Decorator wraps an interface.
type Decorator struct {
	Name       string // SafeUsers
	Doc        string // what it wraps, for its comment: Users or *Store
	Directive  string // where the policy was written: users.go:12
	Target     types.Type
	Extracted  *Extracted // the interface is to be written too
	TypeParams []TypeParam
	Receiver   string // s
	Next       string // the field with what is wrapped; that of an embedded interface is its name
	Embed      bool   // Next is embedded, for methods whose signature cannot be written here
	Policy     string // the field with the configuration; "" if nothing needs it after the start
	New        string // NewSafeUsers
	Config     string // SafeUsersConfig
	Default    string // DefaultSafeUsersConfig
	Deadlines  string // SetDeadlines; "" if no method has one
	Params     NewNames
	Fields     []ConfigField
	Methods    []Method
	Proof      *Proof // nil: none is written
}

// NewNames are the names of the constructor's parameters.
type NewNames struct{ Next, Config, Type string }

// An Extracted is the interface of a struct's methods.
type Extracted struct {
	Name   string
	Struct string // what it is the interface of
}

// A FieldKind says what a field of the generated configuration is for.
type FieldKind int

// The kinds of fields.
const (
	DeadlineField FieldKind = iota // a time.Duration
	AdaptiveField                  // a safe.AdaptiveConfig
	BreakerField                   // a *safe.Breaker
	HookField                      // a safe.Hook
	CacheField                     // a func that reads an earlier answer
	KeepField                      // a func that keeps an answer
	FuncField                      // a func that knows another way
)

// A ConfigField is a field of the generated configuration.
type ConfigField struct {
	Name     string
	Kind     FieldKind
	Doc      string
	Deadline time.Duration // default of a DeadlineField
	Low      time.Duration // floor of an AdaptiveField
	High     time.Duration // ceiling of an AdaptiveField
	Breaker  string        // name of the shared breaker of a BreakerField
	Hooks    []HookUse     // of a HookField
	Method   int           // index of the method of a CacheField, KeepField or FuncField
}

// A Method is one method of a decorator.
type Method struct {
	Name     string
	Op       string // users.Users.Get
	Field    string // the decorator's field with the operation
	Params   []Param
	Results  []Param
	Variadic bool
	Ctx      int    // index of the context among Params; -1: none
	Err      int    // index of the error among Results; -1: none
	Carrier  int    // index of the result that carries an error (SetErr); -1: none
	Receiver string // s
	Call     string
	CtxName  string // the context's name: a parameter's, or a local variable's
	ErrName  string // the error's name: a result's, or a local variable's
	Keep     *Keep  // the result that outlives the call
	Skipped  string // why the method is forwarded as it is; "" means it is wrapped
	Deadline string // field of the configuration; "" for none
	Adaptive string
	Breaker  string
	Fallback *Fallback
	Budget   time.Duration // default of the deadline
}

// A Param is a parameter or a result.
type Param struct {
	Name string
	Type types.Type // of the last parameter of a variadic method: the slice
}

// A KeepKind says how a result keeps its context.
type KeepKind int

// The kinds of streams.
const (
	KeepReader   KeepKind = iota // io.ReadCloser
	KeepResponse                 // *http.Response
	KeepChan                     // a channel to receive from
	KeepSeq                      // iter.Seq
	KeepSeq2                     // iter.Seq2
	KeepValue                    // a pointer: until nobody uses it, or the deadline
	KeepOpen                     // anything else: until the deadline
	KeepFields                   // a struct, or a pointer to one, with fields that are io.ReadClosers
)

// A Keep is a result that is still used when the method has returned.
type Keep struct {
	Result  int // index
	Kind    KeepKind
	Fields  []string     // of KeepFields
	Pointer bool         // the result with the Fields is a pointer
	Elems   []types.Type // of a sequence
	Convert types.Type   // the result's own type, where it is another than the runtime gives; nil: none
}

// A Fallback is what answers when the method itself does not.
type Fallback struct {
	Direct string // name of the method with the guarded call
	Cache  string // fields of the configuration; "" for none
	Keep   string
	Func   string
	Empty  bool
	Answer string // struct of the results if there are several; "" for none
	Fields []string
	Local  FallbackNames
}

// FallbackNames are local variables.
type FallbackNames struct{ Legs, Answer, Ctx, Cancel string }

func (*Decorator) isDecl() {}
