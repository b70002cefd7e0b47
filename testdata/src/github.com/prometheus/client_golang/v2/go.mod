module github.com/prometheus/client_golang/v2

go 1.26
