module github.com/grpc-ecosystem/go-grpc-prometheus

go 1.26
