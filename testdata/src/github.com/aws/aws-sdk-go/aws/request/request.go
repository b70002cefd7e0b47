// Package request stands in for github.com/aws/aws-sdk-go/aws/request.
package request

type Option func()
