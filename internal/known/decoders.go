package known

import (
	"fmt"
	"go/types"
	"strconv"
	"strings"
	"sync"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Boundary is a set of places that JSON comes from.
type Boundary uint8

const (
	Request   Boundary = 1 << iota // the body, or a value, of a request that this program serves
	Message                        // a websocket frame or the payload of a queue's message
	Response                       // the body of a response to a request of this program
	File                           // a file, an embedded file, the environment or the output of a command
	Self                           // this program: a literal, or what it encoded just before
	Elsewhere                      // none of the above, or not known
	Coded                          // on the way it was text in base64 or hexadecimal: a token, a cursor
	queued

	Queue = Message | queued // the payload of a queue's message: its sender may well be this program
)

// IsQueue reports whether messages come from queues alone.
func (b Boundary) IsQueue() bool { return b&Message != 0 && b&queued != 0 }

// What an argument's number means when it is no argument.
const (
	Receiver = -1
	None     = -2
)

// A Shape says what the argument that is decoded into looks like.
type Shape uint8

const (
	Pointer  Shape = iota // to the value
	Value                 // the value or a pointer to it: its type counts
	Callback              // a function whose parameters are decoded into
)

// A Null is a set of things that null does to a field of basic type, or to an
// array or struct of such. (A missing key never does anything.)
type Null uint8

const (
	Keeps  Null = 1 << iota // the field keeps its value
	Zeroes                  // the field becomes zero
)

// A Decoder says which value a function fills from JSON, and where the JSON
// comes from. Arguments count from 0, without the receiver.
type Decoder struct {
	Into     int // the argument decoded into, or None
	IntoType int // the type argument decoded into, or None
	Shape    Shape
	From     int      // the argument (or Receiver) that is or reads the JSON, or None
	Boundary Boundary // where the JSON comes from when From is None
	Null     Null     // what null does to a field
	// If names a package variable: the function decodes JSON only if its
	// argument number If.Arg is that variable.
	If Selector
}

// A Selector is an argument that must be a certain package variable. The zero
// Selector demands nothing.
type Selector struct {
	Arg       int
	Pkg, Name string
}

// Decodes gives what a call of fn decodes, one row a value.
func Decodes(fn *types.Func) []Decoder {
	if rows, ok := decoders()[match.FuncOf(fn)]; ok {
		return rows // encoding/json/v2 is not a later encoding/json, but another one
	}
	return decoders()[key(fn)]
}

// Encodes gives the argument that fn writes as JSON, or None, and whether it
// writes to a client.
func Encodes(fn *types.Func) (arg int, answers bool) {
	row, ok := encoders()[match.FuncOf(fn)]
	if !ok {
		row, ok = encoders()[key(fn)]
	}
	if !ok {
		return None, false
	}
	return row.arg, row.answers
}

// ParseDecoder reads a user's row: import/path.Func:1, where 1 is the number,
// from 0, of the argument that is decoded into, or import/path.Func:[0] for
// the type argument; =request or =message at the end says what it reads.
func ParseDecoder(s string) (match.Func, Decoder, error) {
	name, arg, ok := cutLast(s, ":")
	arg, boundary, from := strings.Cut(arg, "=")
	d := Decoder{Into: None, IntoType: None, From: None, Boundary: Elsewhere, Null: Keeps}
	bad := fmt.Errorf("%q is not a decoder: write import/path.Func:1, import/path.Type.Method:0 or import/path.Func:[0], with =request or =message if it reads one", s)
	if !ok {
		return match.Func{}, d, bad
	}
	fn, err := match.ParseFunc(name)
	if err != nil {
		return match.Func{}, d, err
	}
	fn.Pkg = Path(fn.Pkg)
	into := &d.Into
	if inner, ok := strings.CutPrefix(arg, "["); ok {
		arg, into = strings.TrimSuffix(inner, "]"), &d.IntoType
	}
	if *into, err = strconv.Atoi(arg); err != nil || *into < 0 {
		return match.Func{}, d, bad
	}
	switch {
	case from && boundary == "request":
		d.Boundary = Request
	case from && boundary == "message":
		d.Boundary = Message
	case from:
		return match.Func{}, d, bad
	}
	return fn, d, nil
}

// Key names fn as users' rows do: without a major version in its path.
func Key(fn *types.Func) match.Func { return key(fn) }

var decoders = sync.OnceValue(func() map[match.Func][]Decoder {
	byFunc := map[match.Func][]Decoder{}
	for _, row := range decoderRows {
		for name := range strings.FieldsSeq(row.names) {
			f := match.Func{Pkg: row.pkg, Recv: row.recv, Name: name}
			byFunc[f] = append(byFunc[f], row.does)
		}
	}
	return byFunc
})

var encoders = sync.OnceValue(func() map[match.Func]encoderRow {
	byFunc := map[match.Func]encoderRow{}
	for _, row := range encoderRows {
		for name := range strings.FieldsSeq(row.names) {
			byFunc[match.Func{Pkg: row.pkg, Recv: row.recv, Name: name}] = row
		}
	}
	return byFunc
})

// A decoderRow covers the functions of one package, or the methods of one
// type, that decode in the same way.
type decoderRow struct {
	pkg, recv, names string
	does             Decoder
}

// parses is a decoder of the argument from into the argument into.
func parses(into, from int) Decoder {
	return Decoder{Into: into, IntoType: None, From: from, Null: Keeps}
}

// binds is a decoder that knows itself what it reads.
func binds(into int, boundary Boundary) Decoder {
	return Decoder{Into: into, IntoType: None, From: None, Boundary: boundary, Null: Keeps}
}

func nulls(d Decoder, n Null) Decoder { d.Null = n; return d }

func shaped(d Decoder, s Shape) Decoder { d.Shape = s; return d }

func onlyIf(d Decoder, arg int, pkg, name string) Decoder {
	d.If = Selector{arg, pkg, name}
	return d
}

const ginBinding = "github.com/gin-gonic/gin/binding"

// The reason for a row is the function's own documentation, unless a comment
// says more. Decoders that take a field of the wrong or of no presence for an
// error (go-zero's httpx, huma) have no row: they decide themselves.
var decoderRows = []decoderRow{
	{"encoding/json", "", "Unmarshal", parses(1, 0)},
	{"encoding/json", "Decoder", "Decode", parses(0, Receiver)},
	{"encoding/json/v2", "", "Unmarshal", nulls(parses(1, 0), Zeroes)},
	{"encoding/json/v2", "", "UnmarshalRead UnmarshalDecode", nulls(parses(1, 0), Zeroes)},
	{"github.com/go-json-experiment/json", "", "Unmarshal UnmarshalRead UnmarshalDecode", nulls(parses(1, 0), Zeroes)},
	{"github.com/go-json-experiment/json/v1", "", "Unmarshal", parses(1, 0)},
	{"github.com/go-json-experiment/json/v1", "Decoder", "Decode", parses(0, Receiver)},

	// Drop-in replacements. On null they do as encoding/json, except jsoniter
	// (v1.1.12), which empties strings.
	{"github.com/json-iterator/go", "", "Unmarshal UnmarshalFromString", nulls(parses(1, 0), Keeps|Zeroes)},
	{"github.com/json-iterator/go", "API", "Unmarshal UnmarshalFromString", nulls(parses(1, 0), Keeps|Zeroes)},
	{"github.com/json-iterator/go", "Decoder", "Decode", nulls(parses(0, Receiver), Keeps|Zeroes)},
	{"github.com/json-iterator/go", "Iterator", "ReadVal", nulls(parses(0, Receiver), Keeps|Zeroes)},
	{"github.com/bytedance/sonic", "", "Unmarshal UnmarshalString", parses(1, 0)},
	{"github.com/bytedance/sonic", "API", "Unmarshal UnmarshalFromString", parses(1, 0)},
	{"github.com/bytedance/sonic", "Decoder", "Decode", parses(0, Receiver)},
	{"github.com/bytedance/sonic/decoder", "Decoder", "Decode", parses(0, Receiver)},
	{"github.com/bytedance/sonic/decoder", "StreamDecoder", "Decode", parses(0, Receiver)},
	{"github.com/bytedance/sonic/internal/decoder/api", "Decoder", "Decode", parses(0, Receiver)}, // decoder.Decoder is an alias of it
	{"github.com/bytedance/sonic/internal/decoder/api", "StreamDecoder", "Decode", parses(0, Receiver)},
	{"github.com/goccy/go-json", "", "Unmarshal UnmarshalNoEscape UnmarshalWithOption", parses(1, 0)},
	{"github.com/goccy/go-json", "", "UnmarshalContext", parses(2, 1)},
	{"github.com/goccy/go-json", "Decoder", "Decode DecodeWithOption", parses(0, Receiver)},
	{"github.com/goccy/go-json", "Decoder", "DecodeContext", parses(1, Receiver)},
	{"github.com/segmentio/encoding/json", "", "Unmarshal Parse", parses(1, 0)},
	{"github.com/segmentio/encoding/json", "Decoder", "Decode", parses(0, Receiver)},

	// Bind and ShouldBind take JSON when the request says it is JSON.
	{"github.com/gin-gonic/gin", "Context", "Bind BindJSON ShouldBind ShouldBindJSON ShouldBindBodyWithJSON", binds(0, Request)},
	{"github.com/gin-gonic/gin", "Context", "BindWith MustBindWith ShouldBindWith ShouldBindBodyWith", onlyIf(binds(0, Request), 1, ginBinding, "JSON")},
	{"github.com/labstack/echo", "Context", "Bind", binds(0, Request)},
	{"github.com/labstack/echo", "DefaultBinder", "Bind", binds(0, Request)},
	{"github.com/labstack/echo", "DefaultBinder", "BindBody", binds(1, Request)},
	{"github.com/labstack/echo", "Binder", "Bind", binds(0, Request)},
	{"github.com/labstack/echo", "", "BindBody", binds(1, Request)}, // v5
	{"github.com/labstack/echo", "JSONSerializer", "Deserialize", binds(1, Request)},
	{"github.com/gofiber/fiber", "Ctx", "BodyParser", binds(0, Request)},
	{"github.com/gofiber/fiber", "Bind", "Body JSON", binds(0, Request)}, // v3
	{"github.com/go-chi/render", "", "DecodeJSON", parses(1, 0)},
	{"github.com/go-chi/render", "", "Decode DefaultDecoder Bind", binds(1, Request)},
	{"github.com/emicklei/go-restful", "Request", "ReadEntity", binds(0, Request)},
	{"github.com/cloudwego/hertz/pkg/app", "RequestContext", "Bind BindJSON BindAndValidate", binds(0, Request)},
	{"github.com/kataras/iris", "Context", "ReadJSON ReadBody", binds(0, Request)},
	{"github.com/kataras/iris/context", "Context", "ReadJSON ReadBody", binds(0, Request)},
	{"github.com/beego/beego/server/web", "Controller", "Bind BindJSON", binds(0, Request)},
	{"github.com/beego/beego/server/web/context", "Context", "Bind BindJSON", binds(0, Request)},
	{"github.com/gobuffalo/buffalo", "Context", "Bind", binds(0, Request)},
	{"github.com/go-kratos/kratos/transport/http", "Context", "Bind", binds(0, Request)},
	{"github.com/gogf/gf/net/ghttp", "Request", "Parse GetStruct", binds(0, Request)},
	{"github.com/pocketbase/pocketbase/tools/router", "Event", "BindBody", binds(0, Request)},

	{"github.com/gorilla/websocket", "", "ReadJSON", binds(1, Message)},
	{"github.com/gorilla/websocket", "Conn", "ReadJSON", binds(0, Message)},
	{"github.com/fasthttp/websocket", "Conn", "ReadJSON", binds(0, Message)}, // promoted by fiber's
	{"github.com/coder/websocket/wsjson", "", "Read", binds(2, Message)},
	{"nhooyr.io/websocket/wsjson", "", "Read", binds(2, Message)},
	{"golang.org/x/net/websocket", "Codec", "Receive", onlyIf(binds(1, Message), Receiver, "golang.org/x/net/websocket", "JSON")},
	// The encoder of an EncodedConn is chosen by name; JSON is the usual one.
	{"github.com/nats-io/nats.go", "EncodedConn", "Subscribe", shaped(binds(1, Queue), Callback)},
	{"github.com/nats-io/nats.go", "EncodedConn", "QueueSubscribe", shaped(binds(2, Queue), Callback)},
	{"github.com/nats-io/nats.go", "EncodedConn", "Request", binds(2, Response)},
	{"github.com/nats-io/nats.go", "EncodedConn", "RequestWithContext", binds(3, Response)},
	{"github.com/aws/aws-lambda-go/lambda", "", "Start StartHandlerFunc StartWithOptions NewHandler", shaped(binds(0, Message), Callback)},
	{"github.com/cloudevents/sdk-go/event", "Event", "DataAs", binds(0, Message)},
	{"github.com/cloudevents/sdk-go", "Event", "DataAs", binds(0, Message)},

	{"github.com/go-resty/resty", "Request", "SetResult SetError SetResultError", shaped(binds(0, Response), Value)},
	{"github.com/go-resty/resty", "Client", "SetError SetResultError", shaped(binds(0, Response), Value)},
	{"resty.dev", "Request", "SetResult SetError SetResultError", shaped(binds(0, Response), Value)},
	{"github.com/imroc/req", "Request", "SetResult SetSuccessResult SetError SetErrorResult", shaped(binds(0, Response), Value)},
	{"github.com/imroc/req", "Response", "Into UnmarshalJson Unmarshal", binds(0, Response)},
	{"github.com/dghubble/sling", "Sling", "Receive", binds(0, Response)},
	{"github.com/dghubble/sling", "Sling", "Receive", binds(1, Response)},
	{"github.com/dghubble/sling", "Sling", "ReceiveSuccess", binds(0, Response)},
	{"github.com/machinebox/graphql", "Client", "Run", binds(2, Response)},
	{"github.com/shurcooL/graphql", "Client", "Query Mutate", binds(1, Response)},
	{"github.com/hasura/go-graphql-client", "Client", "Query Mutate", binds(1, Response)},
}

// An encoderRow covers functions that write the argument arg as JSON.
type encoderRow struct {
	pkg, recv, names string
	arg              int
	answers          bool // writes to a client
}

var encoderRows = []encoderRow{
	{"encoding/json", "", "Marshal MarshalIndent", 0, false},
	{"encoding/json", "Encoder", "Encode", 0, false},
	{"encoding/json/v2", "", "Marshal", 0, false},
	{"encoding/json/v2", "", "MarshalWrite MarshalEncode", 1, false},
	{"github.com/go-json-experiment/json", "", "Marshal", 0, false},
	{"github.com/go-json-experiment/json", "", "MarshalWrite MarshalEncode", 1, false},
	{"github.com/json-iterator/go", "", "Marshal MarshalIndent MarshalToString", 0, false},
	{"github.com/json-iterator/go", "API", "Marshal MarshalIndent MarshalToString", 0, false},
	{"github.com/json-iterator/go", "Encoder", "Encode", 0, false},
	{"github.com/bytedance/sonic", "", "Marshal MarshalIndent MarshalString", 0, false},
	{"github.com/bytedance/sonic", "API", "Marshal MarshalIndent MarshalToString", 0, false},
	{"github.com/bytedance/sonic", "Encoder", "Encode", 0, false},
	{"github.com/goccy/go-json", "", "Marshal MarshalIndent MarshalNoEscape MarshalWithOption", 0, false},
	{"github.com/goccy/go-json", "", "MarshalContext", 1, false},
	{"github.com/goccy/go-json", "Encoder", "Encode", 0, false},
	{"github.com/segmentio/encoding/json", "", "Marshal MarshalIndent", 0, false},
	{"github.com/segmentio/encoding/json", "Encoder", "Encode", 0, false},
	{"github.com/golang-jwt/jwt", "", "NewWithClaims", 1, false},
	{"github.com/dgrijalva/jwt-go", "", "NewWithClaims", 1, false},

	{"github.com/gin-gonic/gin", "Context", "JSON IndentedJSON PureJSON SecureJSON AsciiJSON AbortWithStatusJSON", 1, true},
	{"github.com/labstack/echo", "Context", "JSON JSONPretty", 1, true},
	{"github.com/gofiber/fiber", "Ctx", "JSON", 0, true},
	{"github.com/go-chi/render", "", "JSON", 2, true},
	{"github.com/cloudwego/hertz/pkg/app", "RequestContext", "JSON", 1, true},
	{"github.com/pocketbase/pocketbase/tools/router", "Event", "JSON", 1, true},
}
