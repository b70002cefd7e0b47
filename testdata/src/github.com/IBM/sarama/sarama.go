// Package sarama stands in for github.com/IBM/sarama.
package sarama

import "context"

type ConsumerMessage struct{ Value []byte }

type ConsumerGroupSession interface{ MemberID() string }

type ConsumerGroupClaim interface {
	Messages() <-chan *ConsumerMessage
}

type PartitionConsumer interface {
	Messages() <-chan *ConsumerMessage
	Close() error
}

type ConsumerGroupHandler interface {
	Setup(ConsumerGroupSession) error
	Cleanup(ConsumerGroupSession) error
	ConsumeClaim(ConsumerGroupSession, ConsumerGroupClaim) error
}

type ConsumerGroup interface {
	Consume(ctx context.Context, topics []string, handler ConsumerGroupHandler) error
	Close() error
}
