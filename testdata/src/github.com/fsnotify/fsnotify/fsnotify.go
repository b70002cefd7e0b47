// Package fsnotify stands in for github.com/fsnotify/fsnotify.
package fsnotify

import "errors"

type Watcher struct {
	Errors chan error

	paths []string
}

func NewWatcher() (*Watcher, error) {
	w := &Watcher{}
	if err := w.Add("."); err != nil {
		return nil, err
	}
	return w, nil
}

func (w *Watcher) Add(path string) error {
	if path == "" {
		return errors.New("no path")
	}
	w.paths = append(w.paths, path)
	return nil
}
