package grpc

import "context"

type Server struct{}

type ServerOption interface{}

type UnaryServerInfo struct{ FullMethod string }

type UnaryHandler func(ctx context.Context, req any) (any, error)

type UnaryServerInterceptor func(ctx context.Context, req any, info *UnaryServerInfo, handler UnaryHandler) (resp any, err error)

type StreamServerInfo struct{ FullMethod string }

type StreamHandler func(srv any, stream ServerStream) error

type StreamServerInterceptor func(srv any, ss ServerStream, info *StreamServerInfo, handler StreamHandler) error

func NewServer(opt ...ServerOption) *Server { return &Server{} }

func MaxRecvMsgSize(m int) ServerOption                                           { return nil }
func UnaryInterceptor(i UnaryServerInterceptor) ServerOption                      { return nil }
func ChainUnaryInterceptor(interceptors ...UnaryServerInterceptor) ServerOption   { return nil }
func StreamInterceptor(i StreamServerInterceptor) ServerOption                    { return nil }
func ChainStreamInterceptor(interceptors ...StreamServerInterceptor) ServerOption { return nil }
