package known

import (
	"go/types"
	"strings"
	"sync"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Wait is what a blocking function waits for.
type Wait uint8

const (
	ForClock    Wait = iota + 1
	ForNetwork       // a peer
	ForDatabase      // a database or cache server
	ForProcess       // another process
	ForOthers        // other goroutines
)

// Blocks gives what a call of fn may wait for, or 0. Files are left out: a
// local disk answers. So are channels and locks, which are not functions.
func Blocks(fn *types.Func) Wait {
	byFunc := blocking()
	f := key(fn)
	if wait, ok := byFunc[f]; ok {
		return wait
	}
	if fn == nil || !fn.Exported() {
		return 0
	}
	f.Name = "*"
	return byFunc[f]
}

var blocking = sync.OnceValue(func() map[match.Func]Wait {
	byFunc := map[match.Func]Wait{}
	for _, row := range blockRows {
		for name := range strings.FieldsSeq(row.names) {
			byFunc[match.Func{Pkg: row.pkg, Recv: row.recv, Name: name}] = row.wait
		}
	}
	return byFunc
})

// A blockRow covers the functions of one package or the methods of one type
// that wait for the same; a star stands for all that are exported.
type blockRow struct {
	pkg, recv, names string
	wait             Wait
	why              string
}

const (
	sqlxCalls = "Get Select Queryx QueryRowx MustExec NamedExec NamedQuery Preparex PrepareNamed " +
		"GetContext SelectContext QueryxContext QueryRowxContext MustExecContext NamedExecContext NamedQueryContext PreparexContext PrepareNamedContext"
	sqlCalls = "Exec ExecContext Query QueryContext QueryRow QueryRowContext"
	pgxCalls = "Begin BeginTx BeginFunc CopyFrom Exec Ping Prepare Query QueryFunc QueryRow SendBatch"
	gormRuns = "Find First Last Take Create CreateInBatches Save Update Updates UpdateColumn UpdateColumns Delete Count Pluck Scan Row Rows Exec FirstOrCreate FirstOrInit FindInBatches Transaction Begin Commit Rollback AutoMigrate"
	httpSend = "Get Head Post Put Patch Delete Options Trace Execute Send"
	gocqlRun = "Exec Iter Scan MapScan ScanCAS MapScanCAS"
)

var blockRows = []blockRow{
	// The standard library: its documentation.
	{"time", "", "Sleep", ForClock, "documented"},
	{"sync", "WaitGroup", "Wait", ForOthers, "documented"},
	{"sync", "Cond", "Wait", ForOthers, "documented"},
	{"net", "", "Dial DialTimeout DialIP DialTCP DialUDP DialUnix", ForNetwork, "connects"},
	{"net", "", "LookupAddr LookupCNAME LookupHost LookupIP LookupMX LookupNS LookupPort LookupSRV LookupTXT", ForNetwork, "asks a name server"},
	{"net", "Dialer", "Dial DialContext DialIP DialTCP DialUDP DialUnix", ForNetwork, "connects"},
	{"net", "Resolver", "LookupAddr LookupCNAME LookupHost LookupIP LookupIPAddr LookupMX LookupNS LookupNetIP LookupPort LookupSRV LookupTXT", ForNetwork, "asks a name server"},
	{"net", "Listener", "Accept", ForNetwork, "waits for a peer"},
	{"net", "TCPListener", "Accept AcceptTCP", ForNetwork, "waits for a peer"},
	{"net", "UnixListener", "Accept AcceptUnix", ForNetwork, "waits for a peer"},
	{"net", "Conn", "Read Write", ForNetwork, "documented: can block until the deadline"},
	{"net", "conn", "Read Write", ForNetwork, "what TCPConn, UDPConn and UnixConn embed"},
	{"net", "PacketConn", "ReadFrom WriteTo", ForNetwork, "documented: can block until the deadline"},
	{"crypto/tls", "", "Dial DialWithDialer", ForNetwork, "connects and shakes hands"},
	{"crypto/tls", "Dialer", "Dial DialContext", ForNetwork, "connects and shakes hands"},
	{"crypto/tls", "Conn", "Handshake HandshakeContext Read Write", ForNetwork, "waits for the peer"},
	{"net/http", "", "Get Head Post PostForm ListenAndServe ListenAndServeTLS Serve ServeTLS", ForNetwork, "waits for the peer"},
	{"net/http", "Client", "Do Get Head Post PostForm", ForNetwork, "waits for the response"},
	{"net/http", "RoundTripper", "RoundTrip", ForNetwork, "waits for the response"},
	{"net/http", "Transport", "RoundTrip", ForNetwork, "waits for the response"},
	{"net/http", "Server", "ListenAndServe ListenAndServeTLS Serve ServeTLS Shutdown", ForNetwork, "serves until closed"},
	{"net/rpc", "", "Dial DialHTTP DialHTTPPath", ForNetwork, "connects"},
	{"net/rpc", "Client", "Call", ForNetwork, "waits for the reply"},
	{"net/smtp", "", "Dial SendMail", ForNetwork, "talks to a mail server"},
	{"net/smtp", "Client", "Auth Data Hello Mail Noop Quit Rcpt Reset StartTLS Verify", ForNetwork, "talks to a mail server"},
	{"os/exec", "Cmd", "Run Wait Output CombinedOutput", ForProcess, "waits for the process"},
	{"os", "Process", "Wait", ForProcess, "waits for the process"},
	{"database/sql", "DB", "Begin BeginTx Conn Ping PingContext Prepare PrepareContext " + sqlCalls, ForDatabase, "talks to the database, or waits for a connection"},
	{"database/sql", "Tx", "Commit Rollback Prepare PrepareContext Stmt StmtContext " + sqlCalls, ForDatabase, "talks to the database"},
	{"database/sql", "Conn", "BeginTx PingContext PrepareContext " + sqlCalls, ForDatabase, "talks to the database"},
	{"database/sql", "Stmt", sqlCalls, ForDatabase, "talks to the database"},
	{"database/sql", "Rows", "Next NextResultSet", ForDatabase, "fetches from the database"},
	{"database/sql", "Row", "Scan", ForDatabase, "fetches from the database"},

	// SQL libraries on top of database/sql.
	{"github.com/jmoiron/sqlx", "", "Connect ConnectContext MustConnect Get GetContext Select SelectContext MustExec MustExecContext NamedExec NamedExecContext NamedQuery NamedQueryContext Preparex PreparexContext", ForDatabase, "on database/sql"},
	{"github.com/jmoiron/sqlx", "DB", "Beginx BeginTxx MustBegin MustBeginTx " + sqlxCalls, ForDatabase, "on database/sql"},
	{"github.com/jmoiron/sqlx", "Tx", "NamedStmt NamedStmtContext Stmtx StmtxContext " + sqlxCalls, ForDatabase, "on database/sql"},
	{"github.com/jmoiron/sqlx", "Stmt", sqlxCalls, ForDatabase, "on database/sql"},
	{"github.com/jmoiron/sqlx", "NamedStmt", sqlCalls + " " + sqlxCalls, ForDatabase, "on database/sql"},
	{"gorm.io/gorm", "DB", gormRuns, ForDatabase, "documented as finisher methods"},
	{"xorm.io/xorm", "Engine", xormRuns + " Sync", ForDatabase, "on database/sql"},
	{"xorm.io/xorm", "Session", xormRuns + " Sync Begin Commit Rollback", ForDatabase, "on database/sql"},
	{"github.com/jackc/pgx", "", "Connect ConnectConfig", ForDatabase, "connects"},
	{"github.com/jackc/pgx", "Conn", pgxCalls, ForDatabase, "talks to the database"},
	{"github.com/jackc/pgx", "ConnPool", pgxCalls + " Acquire", ForDatabase, "talks to the database"},
	{"github.com/jackc/pgx", "Tx", pgxCalls + " Commit Rollback", ForDatabase, "talks to the database"},
	{"github.com/jackc/pgx/pgxpool", "", "Connect ConnectConfig New NewWithConfig", ForDatabase, "connects"},
	{"github.com/jackc/pgx/pgxpool", "Pool", pgxCalls + " Acquire", ForDatabase, "talks to the database"},

	// Other stores.
	{"github.com/redis/go-redis", "cmdable", "*", ForDatabase, "what Client and Pipeline embed: one command each"},
	{"github.com/redis/go-redis", "Cmdable", "*", ForDatabase, "one command each"},
	{"github.com/redis/go-redis", "Client", "Do Process Watch", ForDatabase, "one command"},
	{"github.com/go-redis/redis", "cmdable", "*", ForDatabase, "what Client and Pipeline embed: one command each"},
	{"github.com/go-redis/redis", "Cmdable", "*", ForDatabase, "one command each"},
	{"github.com/go-redis/redis", "Client", "Do Process Watch", ForDatabase, "one command"},
	{"github.com/gomodule/redigo/redis", "", "Dial DialContext DialURL DialURLContext DoContext DoWithTimeout ReceiveContext ReceiveWithTimeout", ForDatabase, "one command, or connects"},
	{"github.com/gomodule/redigo/redis", "Conn", "Do Flush Receive", ForDatabase, "one command"},
	{"github.com/gomodule/redigo/redis", "Pool", "Get GetContext", ForDatabase, "documented: may wait for a connection"},
	{"go.mongodb.org/mongo-driver/mongo", "", "Connect", ForDatabase, "connects"},
	{"go.mongodb.org/mongo-driver/mongo", "Client", "Connect Disconnect Ping ListDatabases ListDatabaseNames Watch BulkWrite", ForDatabase, "talks to the database"},
	{"go.mongodb.org/mongo-driver/mongo", "Database", "Aggregate CreateCollection Drop ListCollections ListCollectionNames RunCommand RunCommandCursor Watch", ForDatabase, "talks to the database"},
	{"go.mongodb.org/mongo-driver/mongo", "Collection", "Aggregate BulkWrite CountDocuments DeleteMany DeleteOne Distinct Drop EstimatedDocumentCount Find FindOne FindOneAndDelete FindOneAndReplace FindOneAndUpdate InsertMany InsertOne ReplaceOne UpdateByID UpdateMany UpdateOne Watch", ForDatabase, "talks to the database"},
	{"go.mongodb.org/mongo-driver/mongo", "Cursor", "All Next", ForDatabase, "fetches from the database"},
	{"go.mongodb.org/mongo-driver/mongo/gridfs", "Bucket", "Delete DeleteContext Drop DropContext DownloadToStream DownloadToStreamByName Find FindContext OpenDownloadStream OpenUploadStream Rename RenameContext UploadFromStream", ForDatabase, "talks to the database"},
	{"github.com/gocql/gocql", "Query", gocqlRun, ForDatabase, "talks to the database"},
	{"github.com/gocql/gocql", "ClusterConfig", "CreateSession", ForDatabase, "connects"},
	{"go.etcd.io/etcd/client/clientv3", "KV", "Put Get Delete Compact Do", ForDatabase, "talks to the database"},

	// Message brokers.
	{"github.com/nats-io/nats.go", "", "Connect", ForNetwork, "connects"},
	{"github.com/nats-io/nats.go", "Conn", "Request RequestWithContext RequestMsg RequestMsgWithContext Flush FlushTimeout FlushWithContext", ForNetwork, "waits for the reply"},
	{"github.com/nats-io/nats.go", "EncodedConn", "Request RequestWithContext Flush FlushTimeout", ForNetwork, "waits for the reply"},
	{"github.com/nats-io/nats.go", "Subscription", "NextMsg NextMsgWithContext Fetch FetchBatch", ForNetwork, "waits for a message"},
	{"github.com/IBM/sarama", "", "NewClient NewClusterAdmin NewConsumer NewConsumerGroup NewSyncProducer NewAsyncProducer", ForNetwork, "asks the brokers for metadata; takes no context"},
	{"github.com/IBM/sarama", "SyncProducer", "SendMessage SendMessages", ForNetwork, "waits for the acknowledgement; takes no context"},
	{"github.com/IBM/sarama", "ConsumerGroup", "Consume", ForNetwork, "consumes until rebalanced"},
	{"github.com/IBM/sarama", "ClusterAdmin", "*", ForNetwork, "one request each; takes no context"},
	{"github.com/Shopify/sarama", "", "NewClient NewClusterAdmin NewConsumer NewConsumerGroup NewSyncProducer NewAsyncProducer", ForNetwork, "the former path of IBM/sarama"},
	{"github.com/Shopify/sarama", "SyncProducer", "SendMessage SendMessages", ForNetwork, "the former path of IBM/sarama"},
	{"github.com/Shopify/sarama", "ConsumerGroup", "Consume", ForNetwork, "the former path of IBM/sarama"},
	{"github.com/Shopify/sarama", "ClusterAdmin", "*", ForNetwork, "the former path of IBM/sarama"},
	{"github.com/segmentio/kafka-go", "", "Dial DialContext DialLeader DialPartition LookupPartition LookupPartitions", ForNetwork, "connects"},
	{"github.com/segmentio/kafka-go", "Dialer", "Dial DialContext DialLeader DialPartition LookupLeader LookupPartition LookupPartitions", ForNetwork, "connects"},
	{"github.com/segmentio/kafka-go", "Conn", "ReadMessage ReadBatch WriteMessages ReadPartitions CreateTopics DeleteTopics", ForNetwork, "waits for the broker"},
	{"github.com/segmentio/kafka-go", "Reader", "ReadMessage FetchMessage CommitMessages", ForNetwork, "waits for the broker"},
	{"github.com/segmentio/kafka-go", "Writer", "WriteMessages", ForNetwork, "waits for the broker"},
	{"github.com/rabbitmq/amqp091-go", "", "Dial DialConfig DialTLS", ForNetwork, "connects"},
	{"github.com/rabbitmq/amqp091-go", "Channel", "Publish PublishWithContext PublishWithDeferredConfirm PublishWithDeferredConfirmWithContext Consume ConsumeWithContext Get QueueDeclare ExchangeDeclare QueueBind", ForNetwork, "waits for the broker"},
	{"github.com/hibiken/asynq", "Client", "Enqueue EnqueueContext", ForDatabase, "one command to redis"},

	// Remote calls.
	{"google.golang.org/grpc", "ClientConn", "Invoke NewStream", ForNetwork, "waits for the server"},
	{"google.golang.org/grpc", "ClientConnInterface", "Invoke NewStream", ForNetwork, "waits for the server"},
	{"google.golang.org/grpc", "ClientStream", "RecvMsg SendMsg Header", ForNetwork, "waits for the server"},
	{"google.golang.org/grpc", "Server", "Serve GracefulStop", ForNetwork, "serves until stopped"},
	{"github.com/go-resty/resty", "Request", httpSend, ForNetwork, "waits for the response"},
	{"resty.dev", "Request", httpSend, ForNetwork, "waits for the response"},
	{"github.com/imroc/req", "Request", httpSend, ForNetwork, "waits for the response"},
	{"github.com/aws/aws-sdk-go/aws/request", "Request", "Send", ForNetwork, "its handlers send over net/http"},
	{"github.com/gorilla/websocket", "Dialer", "Dial DialContext", ForNetwork, "connects"},
	{"github.com/gorilla/websocket", "Conn", "ReadMessage ReadJSON NextReader WriteMessage WriteJSON", ForNetwork, "waits for the peer"},
	{"golang.org/x/sync/errgroup", "Group", "Wait", ForOthers, "documented"},
	{"k8s.io/client-go/rest", "Request", "Do DoRaw Stream Watch", ForNetwork, "waits for the API server"},
	{"k8s.io/apimachinery/pkg/util/wait", "", "Poll PollImmediate PollInfinite PollImmediateInfinite PollUntil PollImmediateUntil ExponentialBackoff", ForClock, "sleeps between tries"},
}
