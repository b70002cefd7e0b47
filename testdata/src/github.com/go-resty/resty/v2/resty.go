// Package resty stands in for github.com/go-resty/resty/v2.
package resty

import "context"

type Client struct{}

type Request struct{}

type Response struct{}

func New() *Client                                         { return nil }
func (c *Client) R() *Request                              { return nil }
func (r *Request) SetContext(ctx context.Context) *Request { return r }
func (r *Request) SetHeader(header, value string) *Request { return r }
func (r *Request) SetResult(res any) *Request              { return r }
func (r *Request) Get(url string) (*Response, error)       { return nil, nil }
func (r *Request) Post(url string) (*Response, error)      { return nil, nil }
