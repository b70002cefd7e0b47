package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// OneOf reports whether at most one of the pointers in a struct is set: those of an update
// of Telegram (core.telegram.org/bots/api#update: "At most one of the optional parameters
// can be present in any given update").
func OneOf(t types.Type) bool {
	named := match.Named(t)
	if named == nil || named.Obj().Pkg() == nil {
		return false
	}
	return oneOf[Path(named.Obj().Pkg().Path())+"."+named.Obj().Name()]
}

var oneOf = map[string]bool{
	"github.com/go-telegram-bot-api/telegram-bot-api.Update": true,
	"github.com/OvyFlash/telegram-bot-api.Update":            true,
	"github.com/mymmrac/telego.Update":                       true,
	"github.com/go-telegram/bot/models.Update":               true,
	"github.com/PaulSonOfLars/gotgbot.Update":                true,
}
