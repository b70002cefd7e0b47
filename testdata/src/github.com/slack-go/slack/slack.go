// Package slack stands in for github.com/slack-go/slack.
package slack

import (
	"context"
	"net/http"
)

type Client struct{}

type MsgOption func()

func (api *Client) PostMessage(channel string, options ...MsgOption) (string, string, error) {
	return api.PostMessageContext(context.Background(), channel, options...)
}

func (api *Client) PostMessageContext(ctx context.Context, channel string, options ...MsgOption) (string, string, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, channel, nil)
	if err != nil {
		return "", "", err
	}
	_, err = http.DefaultClient.Do(req)
	return "", "", err
}
