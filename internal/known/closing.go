package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Closing says when a library closes a channel that it gives to its users: what is
// received from it then is the zero value, a nil pointer.
type Closing uint8

const (
	Never  Closing = iota // not known
	AtStop                // when it is told to stop
	AtEnd                 // when what it reads from ends, by itself
)

// ClosesResult says when the channel is closed that is the i-th result of fn.
func ClosesResult(fn *types.Func, i int) Closing {
	f := match.FuncOf(fn)
	f.Pkg = Path(f.Pkg)
	row := closedResults[f]
	if row.results&(1<<i) == 0 {
		return Never
	}
	return row.when
}

// ClosesField says when the channel is closed that a field holds.
func ClosesField(f Field) Closing {
	f.Pkg = Path(f.Pkg)
	return closedFields[f]
}

// ClosesOf says when channels that nobody can send on are closed, by the type of their
// elements: it is made by the library, and so are they.
func ClosesOf(element types.Type) Closing {
	named := match.Named(element)
	if named == nil || named.Obj().Pkg() == nil {
		return Never
	}
	return closedElements[Field{Path(named.Obj().Pkg().Path()), named.Obj().Name(), ""}]
}

type closedRow struct {
	results uint // bit i: the i-th
	when    Closing
}

const (
	sshPath  = "golang.org/x/crypto/ssh"
	amqpPath = "github.com/rabbitmq/amqp091-go"
)

// The sources are the documentation and the code of sarama v1.46, amqp091-go v1.16,
// x/crypto v0.59, etcd client v3.5, go-redis v9.22, lib/pq v1.12 (a nil notification tells
// of a new connection), gopacket v1.1.19, go-ethereum v1.17, nxadm/tail v1.4.8 and fsnotify v1.10.
// Shopify/sarama, streadway/amqp, go-redis/redis, etcd/clientv3, hpcloud/tail and gopacket/gopacket
// are former paths, or forks, of these.
var closedResults = map[match.Func]closedRow{
	method("github.com/IBM/sarama", "ConsumerGroupClaim", "Messages"):     {1, AtEnd},
	method("github.com/IBM/sarama", "PartitionConsumer", "Messages"):      {1, AtEnd},
	method("github.com/IBM/sarama", "PartitionConsumer", "Errors"):        {1, AtEnd},
	method("github.com/IBM/sarama", "ConsumerGroup", "Errors"):            {1, AtStop},
	method("github.com/IBM/sarama", "AsyncProducer", "Errors"):            {1, AtStop},
	method("github.com/IBM/sarama", "AsyncProducer", "Successes"):         {1, AtStop},
	method("github.com/Shopify/sarama", "ConsumerGroupClaim", "Messages"): {1, AtEnd},
	method("github.com/Shopify/sarama", "PartitionConsumer", "Messages"):  {1, AtEnd},
	method("github.com/Shopify/sarama", "PartitionConsumer", "Errors"):    {1, AtEnd},
	method("github.com/Shopify/sarama", "ConsumerGroup", "Errors"):        {1, AtStop},
	method("github.com/Shopify/sarama", "AsyncProducer", "Errors"):        {1, AtStop},
	method("github.com/Shopify/sarama", "AsyncProducer", "Successes"):     {1, AtStop},

	method(amqpPath, "Connection", "NotifyClose"):                     {1, AtEnd},
	method(amqpPath, "Channel", "NotifyClose"):                        {1, AtEnd},
	method("github.com/streadway/amqp", "Connection", "NotifyClose"):  {1, AtEnd},
	method("github.com/streadway/amqp", "Channel", "NotifyClose"):     {1, AtEnd},
	method("github.com/redis/go-redis", "PubSub", "Channel"):          {1, AtStop},
	method("github.com/go-redis/redis", "PubSub", "Channel"):          {1, AtStop},
	method("github.com/lib/pq", "Listener", "NotificationChannel"):    {1, AtEnd},
	method("github.com/google/gopacket", "PacketSource", "Packets"):   {1, AtEnd},
	method("github.com/gopacket/gopacket", "PacketSource", "Packets"): {1, AtEnd},

	method("go.etcd.io/etcd/client", "Lease", "KeepAlive"):   {1, AtEnd},
	method("go.etcd.io/etcd/clientv3", "Lease", "KeepAlive"): {1, AtEnd},

	method("github.com/ethereum/go-ethereum", "Subscription", "Err"):           {1, AtStop},
	method("github.com/ethereum/go-ethereum/event", "Subscription", "Err"):     {1, AtStop},
	method("github.com/ethereum/go-ethereum/rpc", "ClientSubscription", "Err"): {1, AtStop},

	fn(sshPath, "NewServerConn"):                   {1<<1 | 1<<2, AtEnd},
	fn(sshPath, "NewClientConn"):                   {1<<1 | 1<<2, AtEnd},
	method(sshPath, "NewChannel", "Accept"):        {1 << 1, AtEnd},
	method(sshPath, "Conn", "OpenChannel"):         {1 << 1, AtEnd},
	method(sshPath, "Client", "OpenChannel"):       {1 << 1, AtEnd},
	method(sshPath, "Client", "HandleChannelOpen"): {1, AtEnd},
}

var closedFields = map[Field]Closing{
	{"github.com/lib/pq", "Listener", "Notify"}:           AtEnd,
	{"github.com/nxadm/tail", "Tail", "Lines"}:            AtEnd,
	{"github.com/hpcloud/tail", "Tail", "Lines"}:          AtEnd,
	{"github.com/fsnotify/fsnotify", "Watcher", "Errors"}: AtStop,
}

var closedElements = map[Field]Closing{
	{sshPath, "Request", ""}:                                 AtEnd,
	{sshPath, "NewChannel", ""}:                              AtEnd,
	{"github.com/IBM/sarama", "ConsumerMessage", ""}:         AtEnd,
	{"github.com/Shopify/sarama", "ConsumerMessage", ""}:     AtEnd,
	{"github.com/redis/go-redis", "Message", ""}:             AtStop,
	{"github.com/go-redis/redis", "Message", ""}:             AtStop,
	{"go.etcd.io/etcd/client", "LeaseKeepAliveResponse", ""}: AtEnd,
}
