package failures

import (
	"log"

	"github.com/fsnotify/fsnotify"
	"github.com/gorilla/websocket"
)

func watch(path string) {
	go func() { // want `nil dereference \(result used without a look at its error\) at receivers.go:\d+, reached by .*Watcher.Add`
		w, _ := fsnotify.NewWatcher()
		_ = w.Add(path)
	}()
}

func watchLogs(path string) {
	go func() { // want `nil dereference \(result used although there is an error\) at receivers.go:\d+, reached by .*Watcher.Add`
		w, err := fsnotify.NewWatcher()
		if err != nil {
			log.Print(err)
		}
		_ = w.Add(path)
	}()
}

func watchReturns(path string) {
	go func() {
		w, err := fsnotify.NewWatcher()
		if err != nil {
			log.Print(err)
			return
		}
		_ = w.Add(path)
	}()
}

func watchNil(path string) {
	go func() {
		w, _ := fsnotify.NewWatcher()
		if w != nil {
			_ = w.Add(path)
		}
	}()
}

func receive(url string) {
	go func() { // want `nil dereference \(result used although there is an error\) at receivers.go:\d+, reached by websocket.Conn.ReadMessage`
		conn, _, err := websocket.DefaultDialer.Dial(url, nil)
		if err != nil {
			log.Print(err)
		}
		_, text, err := conn.ReadMessage()
		log.Print(text, err)
	}()
}
