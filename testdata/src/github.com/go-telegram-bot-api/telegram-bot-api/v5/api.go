// Package tgbotapi stands in for the library of that name.
package tgbotapi

// Chat is a chat.
type Chat struct{ ID int64 }

// Message is a message.
type Message struct {
	Chat *Chat
	Text string
}

// Update is one of its pointers.
type Update struct {
	UpdateID    int
	Message     *Message
	ChannelPost *Message
}
