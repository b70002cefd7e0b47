// Package stored reads JSON that this program wrote, somewhere.
package stored

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"time"

	"example.com/jsonnull/stored/entity"
)

// It stands in a token that went to the client and came back.
type state struct {
	ID        string
	StartedAt time.Time
}

var errSecret = errors.New("bad secret")

func pack(secret []byte, s state) (string, error) {
	mac := hmac.New(sha256.New, secret)
	p, err := json.Marshal(s)
	if err != nil {
		return "", err
	}
	mac.Write(p)
	return base64.URLEncoding.EncodeToString(append(mac.Sum(nil), p...)), nil
}

func unpack(secret []byte, token string) (s state, err error) {
	data, err := base64.URLEncoding.DecodeString(token)
	if err != nil {
		return s, err
	}
	mac := hmac.New(sha256.New, secret)
	if len(data) < mac.Size() {
		return s, errSecret
	}
	sum, text := data[:mac.Size()], data[mac.Size():]
	mac.Write(text)
	if !hmac.Equal(mac.Sum(nil), sum) {
		return s, errSecret
	}
	return s, json.Unmarshal(text, &s)
}

func resume(w http.ResponseWriter, r *http.Request) {
	s, err := unpack(nil, r.FormValue("state"))
	if err != nil {
		return
	}
	token, _ := pack(nil, state{ID: s.ID, StartedAt: s.StartedAt.Add(time.Second)})
	io.WriteString(w, token)
}

// It is written with a struct of its own.
func save(n, gen int) []byte {
	data, _ := json.Marshal(struct {
		Parts int `json:"parts"`
		Gen   int `json:"gen"`
	}{n, gen})
	return data
}

func load(data []byte) (sum int) {
	var manifest struct {
		Parts int `json:"parts"`
		Gen   int `json:"gen"`
	}
	if err := json.Unmarshal(data, &manifest); err != nil {
		return 0
	}
	for i := range manifest.Parts {
		sum += i / manifest.Gen
	}
	return sum
}

// Load is called by others.
func Load(data []byte) int { return load(data) }

// Sessions are stored in entries of another package, as are files that clients
// send.
type session struct {
	Size  int64
	Start int64
}

func begin(key string, size int64) error {
	data, err := json.Marshal(session{Size: size, Start: time.Now().Unix()})
	entity.Put(key, &entity.Entry{Content: data})
	return err
}

func upload(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err == nil {
		entity.Put(r.URL.Path, &entity.Entry{Content: body})
	}
}

func rest(key string) (int64, error) {
	var s session
	if err := json.Unmarshal(entity.Find(key).Content, &s); err != nil {
		return 0, err
	}
	return time.Now().Unix() / s.Start * s.Size, nil
}
