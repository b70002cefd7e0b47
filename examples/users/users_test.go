package users

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/safe"
)

// directory is a directory service that hangs where it has no answer.
func directory(t *testing.T) (url string, answers *sync.Map) {
	answers = new(sync.Map)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if text, ok := answers.Load(r.URL.Path); ok {
			io.WriteString(w, text.(string))
			return
		}
		<-r.Context().Done()
	}))
	t.Cleanup(server.Close)
	return server.URL, answers
}

func TestDirectory(t *testing.T) {
	url, answers := directory(t)
	kept := make(map[int]User)
	config := DefaultSafeDirectoryConfig()
	config.GetDeadline, config.Deadline = time.Minute, time.Minute
	config.GetKeep = func(_ context.Context, id int, user User) { kept[id] = user }
	config.GetCached = func(_ context.Context, id int) (User, error) {
		if user, ok := kept[id]; ok {
			return user, nil
		}
		return User{}, errors.New("not kept")
	}
	users := NewSafeDirectory(&Client{url, http.DefaultClient}, config)

	answers.Store("/users/1", `{"id":1,"name":"Ann"}`)
	if user, err := users.Get(t.Context(), 1); user.Name != "Ann" || err != nil {
		t.Error(user, err)
	}
	// The service hangs: what was kept answers.
	answers.Delete("/users/1")
	patient := config
	config.GetDeadline = 20 * time.Millisecond
	users.SetDeadlines(config)
	if user, err := users.Get(t.Context(), 1); user.Name != "Ann" || err != nil {
		t.Error(user, err)
	}
	// There is nothing kept: the deadline is named.
	_, err := users.Get(t.Context(), 2)
	var deadline *safe.DeadlineError
	if !errors.As(err, &deadline) || deadline.Op != "users.Directory.Get" {
		t.Error(err)
	}
	// A null is no user 0.
	users.SetDeadlines(patient)
	answers.Store("/users/3", `{"id":null,"name":"Bob"}`)
	var null *safe.NullError
	if _, err := users.Get(t.Context(), 3); !errors.As(err, &null) || null.Path != "id" {
		t.Error(err)
	}
	// A picture is read to its end, after the call.
	answers.Store("/users/1/avatar", fmt.Sprintf("%0100000d", 7))
	picture, err := users.Avatar(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	defer picture.Close()
	if all, err := io.ReadAll(picture); len(all) != 100_000 || err != nil {
		t.Error(len(all), err)
	}
}

func TestInitials(t *testing.T) {
	if initials, err := InitialsSafe("Ann Lee"); initials != "AL" || err != nil {
		t.Error(initials, err)
	}
	if _, err := InitialsSafe("Ann  Lee"); !errors.Is(err, safe.ErrPanic) {
		t.Error(err)
	}
}
