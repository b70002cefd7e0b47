// Package oneof reads messages of which at most one part is set.
package oneof

import tgbotapi "github.com/go-telegram-bot-api/telegram-bot-api/v5"

func reply(id int64, text string) { println(id, text) }

func bare(updates <-chan tgbotapi.Update) {
	go func() { // want `nil dereference \(the message may have another part\) at oneof.go:\d+`
		for update := range updates {
			reply(update.Message.Chat.ID, update.Message.Text)
		}
	}()
	go func() { // want `nil dereference \(the message may have another part\) at oneof.go:\d+`
		for update := range updates {
			message := update.Message
			if update.ChannelPost != nil {
				message = update.ChannelPost
			}
			reply(message.Chat.ID, message.Text)
		}
	}()
}

func asked(updates <-chan tgbotapi.Update) {
	go func() {
		for update := range updates {
			if update.Message == nil {
				continue
			}
			reply(update.Message.Chat.ID, update.Message.Text)
		}
	}()
	go func() {
		for update := range updates {
			message := update.Message
			if message == nil {
				message = update.ChannelPost
			}
			if message != nil {
				reply(message.Chat.ID, message.Text)
			}
		}
	}()
	go func() {
		for update := range updates {
			switch {
			case update.ChannelPost != nil:
				reply(update.ChannelPost.Chat.ID, "")
			case update.Message != nil:
				reply(update.Message.Chat.ID, update.Message.Text)
			}
		}
	}()
	go func() {
		for update := range updates {
			if update.Message != nil {
				handle(update)
			}
		}
	}()
}

func handle(update tgbotapi.Update) { reply(update.Message.Chat.ID, update.Message.Text) }
