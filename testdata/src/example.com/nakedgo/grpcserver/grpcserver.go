// Package grpcserver makes gRPC servers, whose handlers run without a guard
// unless an interceptor recovers.
package grpcserver

import (
	"context"

	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	"google.golang.org/grpc"
)

func Plain() *grpc.Server {
	return grpc.NewServer() // want `^grpc handlers have no panic guard: no option installs an interceptor that recovers$`
}

func Options() *grpc.Server {
	return grpc.NewServer(grpc.MaxRecvMsgSize(1 << 20)) // want `^grpc handlers have no panic guard`
}

func Recovered() *grpc.Server {
	return grpc.NewServer(grpc.MaxRecvMsgSize(1<<20), grpc.UnaryInterceptor(recovery.UnaryServerInterceptor()))
}

func Own() *grpc.Server {
	return grpc.NewServer(grpc.ChainUnaryInterceptor(guard))
}

func guard(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = context.Canceled
		}
	}()
	return handler(ctx, req)
}

// What the options are is not known.
func Given(options ...grpc.ServerOption) *grpc.Server { return grpc.NewServer(options...) }

func Built() *grpc.Server { return grpc.NewServer(option()) }

func option() grpc.ServerOption { return grpc.UnaryInterceptor(guard) }
