// Package bot is a library for a service, of which it answers the webhooks.
package bot

import (
	"encoding/json"
	"net/http"
)

// An Update is handed to the users of the library, who know what it is. All that the
// library looks at is its number.
type Update struct { // want `^Update takes null or no key for a value in ID \(it stays zero; see gen-safe\)$`
	ID      int
	Text    string
	Message *Message
}

// A Message has nothing that the library would look at but its text.
type Message struct { // want `^Message takes null or no key for a value in ID, Text \(it stays zero; see gen-safe\)$`
	ID   int
	Text string
}

// Next is the number of the update that is asked for next.
func (u *Update) Next() int { return u.ID + 1 }

// Receive gives an update.
func Receive(r *http.Request) (*Update, error) {
	var u Update
	if err := json.NewDecoder(r.Body).Decode(&u); err != nil {
		return nil, err
	}
	return &u, nil
}

// Handle gives the updates that come in.
func Handle(w http.ResponseWriter, r *http.Request, updates chan<- *Update) {
	u, err := Receive(r)
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	updates <- u
}

// A Head is what all answers have, and the library reads.
type Head struct{ Kind string }

func (h *Head) kind() string { return h.Kind }

// What the service answers, it documents.
type (
	User struct { // want `^User takes null`
		Head
		ID int
	}
	Chat struct { // want `^Chat takes null`
		Head
		ID int
	}
	Sticker struct{ Width int }   // want `^Sticker takes null`
	Poll    struct{ Answers int } // want `^Poll takes null`
)

func Me(data []byte) (v User, err error)          { return v, json.Unmarshal(data, &v) }
func GetChat(data []byte) (v Chat, err error)     { return v, json.Unmarshal(data, &v) }
func Stickers(data []byte) (v Sticker, err error) { return v, json.Unmarshal(data, &v) }
func GetPoll(data []byte) (v Poll, err error)     { return v, json.Unmarshal(data, &v) }
