// Package asynq stands in for github.com/hibiken/asynq.
package asynq

type Task struct{}

func (t *Task) Payload() []byte { return nil }

type TaskInfo struct{}

type Client struct{}

func NewTask(typename string, payload []byte) *Task { return nil }

func (c *Client) Enqueue(task *Task) (*TaskInfo, error) { return nil, nil }
