// Package grpcserver makes gRPC servers, whose handlers run without a guard
// unless an interceptor recovers.
package grpcserver

import (
	"context"

	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/logging"
	"github.com/grpc-ecosystem/go-grpc-middleware/v2/interceptors/recovery"
	grpc_prometheus "github.com/grpc-ecosystem/go-grpc-prometheus"
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

func logged(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	resp, err := handler(ctx, req)
	println(info.FullMethod)
	return resp, err
}

func loggedAs(name string) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		println(name)
		return handler(ctx, req)
	}
}

func streamed(srv any, ss grpc.ServerStream, info *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
	return handler(srv, ss)
}

// Interceptors that let panics through are no guard.
func Logged() *grpc.Server {
	return grpc.NewServer(grpc.UnaryInterceptor(logged)) // want `^grpc handlers have no panic guard`
}

func Chained() *grpc.Server {
	return grpc.NewServer(grpc.ChainUnaryInterceptor(logging.UnaryServerInterceptor(), logged, loggedAs("a")), grpc.StreamInterceptor(streamed)) // want `^grpc handlers have no panic guard`
}

func Listed() *grpc.Server {
	options := []grpc.ServerOption{grpc.UnaryInterceptor(logged), grpc.MaxRecvMsgSize(1)}
	return grpc.NewServer(options...) // want `^grpc handlers have no panic guard`
}

func ChainedGuard() *grpc.Server {
	return grpc.NewServer(grpc.ChainUnaryInterceptor(logged, guard))
}

func ChainedRecovery() *grpc.Server {
	options := []grpc.ServerOption{grpc.ChainUnaryInterceptor(logging.UnaryServerInterceptor(), recovery.UnaryServerInterceptor())}
	return grpc.NewServer(options...)
}

func around(next grpc.UnaryServerInterceptor) grpc.UnaryServerInterceptor {
	return func(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		return next(ctx, req, info, handler)
	}
}

func Around() *grpc.Server { return grpc.NewServer(grpc.UnaryInterceptor(around(guard))) }

func deferring(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	return inside(func() (any, error) { return handler(ctx, req) })
}

func inside(f func() (any, error)) (resp any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = context.Canceled
		}
	}()
	return f()
}

func Deferring() *grpc.Server { return grpc.NewServer(grpc.UnaryInterceptor(deferring)) }

func Appended(more bool) *grpc.Server {
	options := []grpc.ServerOption{grpc.UnaryInterceptor(logged)}
	if more {
		options = append(options, grpc.ChainUnaryInterceptor(guard))
	}
	return grpc.NewServer(options...)
}

type service struct{ name string }

func (s *service) log(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
	println(s.name)
	return handler(ctx, req)
}

func (s *service) guard(ctx context.Context, req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (resp any, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = context.Canceled
		}
	}()
	return handler(ctx, req)
}

func Method(s *service) *grpc.Server {
	return grpc.NewServer(grpc.ChainUnaryInterceptor(grpc_prometheus.UnaryServerInterceptor, s.log)) // want `^grpc handlers have no panic guard`
}

func MethodGuard(s *service) *grpc.Server {
	return grpc.NewServer(grpc.ChainUnaryInterceptor(grpc_prometheus.UnaryServerInterceptor, s.guard))
}
