// Package discordgo is a stub of the client of Discord.
package discordgo

type User struct{ ID, Username string }

type Member struct {
	User  *User
	Roles []string
}

type Interaction struct {
	ID, GuildID, ChannelID string
	Member                 *Member
	User                   *User
}

type InteractionCreate struct{ *Interaction }

type Message struct {
	ID, GuildID, Content string
	Author               *User
	Member               *Member
	ReferencedMessage    *Message
}

type MessageUpdate struct {
	*Message
	BeforeUpdate *Message
}

type Session struct{ handlers []any }

func (s *Session) AddHandler(handler any) func() {
	s.handlers = append(s.handlers, handler)
	return func() {}
}
