// Package aws stands in for github.com/aws/aws-sdk-go/aws.
package aws

import "context"

type Context = context.Context
