package known

import (
	"go/types"
	"strings"
	"sync"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Source gives what the first result of a call of fn holds or reads, or 0
// when the table does not say.
func Source(fn *types.Func) Boundary {
	if from := sources()[key(fn)]; from != 0 {
		return from
	}
	if fn != nil && fn.Name() == "ReadMessage" && fn.Signature().Recv() != nil && givesBytes(fn) {
		return Message // of a websocket, behind an interface of the program
	}
	return 0
}

func givesBytes(fn *types.Func) bool {
	for v := range fn.Signature().Results().Variables() {
		if slice, ok := v.Type().(*types.Slice); ok && types.Identical(slice.Elem(), types.Typ[types.Byte]) {
			return true
		}
	}
	return false
}

// FieldSource gives what the field name of the struct type t holds or reads,
// or 0.
func FieldSource(t types.Type, name string) Boundary {
	named := match.Named(t)
	if named == nil || named.Obj().Pkg() == nil {
		return 0
	}
	f := match.Func{Pkg: Path(named.Obj().Pkg().Path()), Recv: named.Obj().Name(), Name: name}
	return fieldSources()[f]
}

// Replies reports whether fn sends a request by a message system and waits for the reply,
// which is the first result: nc.Request, nc.RequestMsgWithContext, and methods of the
// program's own interfaces that stand for them.
func Replies(fn *types.Func) bool {
	if fn == nil || !strings.HasPrefix(fn.Name(), "Request") || fn.Signature().Results().Len() == 0 {
		return false
	}
	named := match.Named(fn.Signature().Results().At(0).Type())
	return named != nil && named.Obj().Pkg() != nil && named.Obj().Name() == "Msg" && Path(named.Obj().Pkg().Path()) == "github.com/nats-io/nats.go"
}

// Receives gives what is written to the writer in the field name of the
// struct type t, or 0.
func Receives(t types.Type, name string) Boundary {
	if match.IsType(t, "os/exec", "Cmd") && (name == "Stdout" || name == "Stderr") {
		return File
	}
	return 0
}

// TypeSource gives what every value of type t reads, or 0.
func TypeSource(t types.Type) Boundary {
	named := match.Named(t)
	if named == nil || named.Obj().Pkg() == nil {
		return 0
	}
	return typeSources[match.Func{Pkg: Path(named.Obj().Pkg().Path()), Name: named.Obj().Name()}]
}

// Carries reports whether the results of fn, a function of std, hold or read
// what its arguments do: io.ReadAll, bufio.NewReader, json.NewDecoder.
func Carries(fn *types.Func) bool {
	f := key(fn)
	return carriers[f.Pkg] || f == match.Func{Pkg: "net/http", Name: "MaxBytesReader"}
}

// Fills gives the argument that fn writes to and the one whose bytes it
// writes there, as io.Copy does. Both are None when it does no such thing.
func Fills(fn *types.Func) (dst, src int) {
	if pair, ok := fillers[key(fn)]; ok {
		return pair[0], pair[1]
	}
	if fn != nil && fn.Name() == "Read" && fn.Signature().Recv() != nil && fn.Signature().Params().Len() == 1 {
		return 0, Receiver // io.Reader
	}
	return None, None
}

var carriers = map[string]bool{
	"io": true, "io/ioutil": true, "bufio": true, "bytes": true, "strings": true, "slices": true, "html": true,
	"compress/gzip": true, "compress/zlib": true, "compress/flate": true,
	"encoding/base64": true, "encoding/hex": true, "net/url": true,
	"encoding/json": true, "encoding/json/jsontext": true, "github.com/go-json-experiment/json/jsontext": true,
	"github.com/json-iterator/go": true, "github.com/bytedance/sonic": true, "github.com/bytedance/sonic/decoder": true,
	"github.com/goccy/go-json": true, "github.com/segmentio/encoding/json": true,
}

var fillers = map[match.Func][2]int{
	{Pkg: "io", Name: "Copy"}:                              {0, 1},
	{Pkg: "io", Name: "CopyN"}:                             {0, 1},
	{Pkg: "io", Name: "CopyBuffer"}:                        {0, 1},
	{Pkg: "io", Name: "ReadFull"}:                          {1, 0},
	{Pkg: "io", Name: "ReadAtLeast"}:                       {1, 0},
	{Pkg: "bytes", Recv: "Buffer", Name: "ReadFrom"}:       {Receiver, 0},
	{Pkg: "bytes", Recv: "Buffer", Name: "Write"}:          {Receiver, 0},
	{Pkg: "bytes", Recv: "Buffer", Name: "WriteString"}:    {Receiver, 0},
	{Pkg: "strings", Recv: "Builder", Name: "Write"}:       {Receiver, 0},
	{Pkg: "strings", Recv: "Builder", Name: "WriteString"}: {Receiver, 0},
	{Pkg: "encoding/json", Name: "Compact"}:                {0, 1},
	{Pkg: "encoding/json", Name: "Indent"}:                 {0, 1},
}

var typeSources = map[match.Func]Boundary{
	{Pkg: "os", Name: "File"}:                         File,
	{Pkg: "io/fs", Name: "File"}:                      File,
	{Pkg: "mime/multipart", Name: "File"}:             Request,
	{Pkg: "golang.org/x/net/websocket", Name: "Conn"}: Message,
}

var sources = sync.OnceValue(func() map[match.Func]Boundary { return bySource(sourceRows) })

var fieldSources = sync.OnceValue(func() map[match.Func]Boundary { return bySource(fieldRows) })

func bySource(rows []sourceRow) map[match.Func]Boundary {
	byName := map[match.Func]Boundary{}
	for _, row := range rows {
		for name := range strings.FieldsSeq(row.names) {
			byName[match.Func{Pkg: row.pkg, Recv: row.recv, Name: name}] = row.from
		}
	}
	return byName
}

// A sourceRow covers functions, methods or fields that give the same.
type sourceRow struct {
	pkg, recv, names string
	from             Boundary
}

var sourceRows = []sourceRow{
	{"net/http", "Request", "FormValue PostFormValue", Request},
	{"github.com/gin-gonic/gin", "Context", "GetRawData PostForm Query", Request},
	{"github.com/labstack/echo", "Context", "FormValue QueryParam", Request},
	{"github.com/gofiber/fiber", "Ctx", "Body BodyRaw FormValue Query", Request},
	{"github.com/valyala/fasthttp", "RequestCtx", "PostBody RequestBodyStream", Request},
	{"github.com/valyala/fasthttp", "Request", "Body BodyStream BodyUncompressed", Request},
	{"github.com/cloudwego/hertz/pkg/app", "RequestContext", "Body GetRawData RequestBodyStream", Request},

	{"github.com/gorilla/websocket", "Conn", "ReadMessage NextReader", Message},
	{"github.com/fasthttp/websocket", "Conn", "ReadMessage NextReader", Message},
	{"github.com/coder/websocket", "Conn", "Read Reader", Message},
	{"nhooyr.io/websocket", "Conn", "Read Reader", Message},
	{"github.com/gobwas/ws/wsutil", "", "ReadClientData ReadClientText ReadClientBinary ReadServerData ReadServerText ReadServerBinary NewReader", Message},
	{"github.com/nats-io/nats.go/jetstream", "Msg", "Data", Queue},
	{"github.com/hibiken/asynq", "Task", "Payload", Queue},
	{"github.com/eclipse/paho.mqtt.golang", "Message", "Payload", Message},
	{"github.com/apache/pulsar-client-go/pulsar", "Message", "Payload", Queue},
	{"github.com/adjust/rmq", "Delivery", "Payload", Queue},

	{"github.com/go-resty/resty", "Response", "Body String", Response},
	{"resty.dev", "Response", "Bytes String", Response},
	{"github.com/valyala/fasthttp", "Response", "Body BodyStream BodyUncompressed", Response},
	{"github.com/valyala/fasthttp", "", "Get GetTimeout Post", Response},

	{"os", "", "ReadFile Open OpenFile Getenv LookupEnv", File},
	{"os", "Root", "ReadFile Open OpenFile", File},
	{"os/exec", "Cmd", "Output CombinedOutput StdoutPipe StderrPipe", File},
	{"io/ioutil", "", "ReadFile", File},
	{"io/fs", "", "ReadFile", File},
	{"io/fs", "FS", "Open", File},
	{"io/fs", "ReadFileFS", "ReadFile", File},
	{"embed", "FS", "ReadFile Open", File},
	{"github.com/spf13/afero", "", "ReadFile", File},
	{"github.com/spf13/afero", "Afero", "ReadFile", File},
	{"github.com/spf13/afero", "Fs", "Open OpenFile", File},
}

var fieldRows = []sourceRow{
	{"net/http", "Request", "Body Form PostForm MultipartForm URL", Request},
	{"net/http", "Response", "Body", Response},
	{"github.com/aws/aws-lambda-go/events", "APIGatewayProxyRequest", "Body", Request},
	{"github.com/aws/aws-lambda-go/events", "APIGatewayV2HTTPRequest", "Body", Request},
	{"github.com/aws/aws-lambda-go/events", "LambdaFunctionURLRequest", "Body", Request},

	{"github.com/nats-io/nats.go", "Msg", "Data", Queue},
	{"github.com/nats-io/stan.go/pb", "MsgProto", "Data", Queue},
	{"github.com/IBM/sarama", "ConsumerMessage", "Value Key", Queue},
	{"github.com/Shopify/sarama", "ConsumerMessage", "Value Key", Queue},
	{"github.com/segmentio/kafka-go", "Message", "Value Key", Queue},
	{"github.com/confluentinc/confluent-kafka-go/kafka", "Message", "Value Key", Queue},
	{"github.com/twmb/franz-go/pkg/kgo", "Record", "Value Key", Queue},
	{"github.com/rabbitmq/amqp091-go", "Delivery", "Body", Queue},
	{"github.com/streadway/amqp", "Delivery", "Body", Queue},
	{"cloud.google.com/go/pubsub", "Message", "Data", Queue},
	{"cloud.google.com/go/internal/pubsub", "Message", "Data", Queue}, // pubsub.Message is an alias of it
	{"github.com/redis/go-redis", "Message", "Payload", Queue},
	{"github.com/redis/go-redis", "XMessage", "Values", Queue},
	{"github.com/go-redis/redis", "Message", "Payload", Queue},
	{"github.com/go-redis/redis", "XMessage", "Values", Queue},
	{"github.com/gomodule/redigo/redis", "Message", "Data", Queue},
	{"github.com/nsqio/go-nsq", "Message", "Body", Queue},
	{"github.com/go-stomp/stomp", "Message", "Body", Queue},
	{"github.com/ThreeDotsLabs/watermill/message", "Message", "Payload", Queue},
	{"github.com/aws/aws-sdk-go-v2/service/sqs/types", "Message", "Body", Queue},
	{"github.com/aws/aws-sdk-go/service/sqs", "Message", "Body", Queue},
	{"github.com/aws/aws-lambda-go/events", "SQSMessage", "Body", Queue},
	{"github.com/aws/aws-lambda-go/events", "SNSEntity", "Message", Queue},
	{"github.com/aws/aws-lambda-go/events", "KinesisRecord", "Data", Queue},
}
