// Package crash stands in for a library whose recover is not seen.
package crash

type Client struct{}

func Report() {}
func Other()  {}

func (*Client) Flush() {}
