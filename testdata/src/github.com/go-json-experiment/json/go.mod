module github.com/go-json-experiment/json

go 1.26
