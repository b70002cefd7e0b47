package safe

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// A BoxDir is a [BoxSink] that writes each recording to a directory of its own,
// "panic-TIME-FINGERPRINT-NUMBER", readable by its owner only. A recording is there
// whole or not at all; a part that failed is left out, and the error says so.
type BoxDir struct {
	Dir  string // is created if it does not exist
	Keep int    // recordings that are kept, the newest ones; 0 means 10
}

const (
	boxPrefix  = "panic-"
	unfinished = ".unfinished-"
)

// KeepRecording writes the recording, and removes the oldest ones beyond Keep.
func (d BoxDir) KeepRecording(_ context.Context, recording BoxRecording) error {
	if len(recording.Parts) == 0 {
		return errors.New("recording has no parts: nothing to keep")
	}
	if err := os.MkdirAll(d.Dir, 0o700); err != nil {
		return err
	}
	name := boxPrefix + recording.Time.UTC().Format("20060102T150405.000000000Z") + "-" + recording.Err.Fingerprint().String() + "-"
	dir, err := os.MkdirTemp(d.Dir, unfinished+name) // mode 0700
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir) // does nothing after Rename
	var errs []error
	for _, part := range recording.Parts {
		if err := writePart(dir, part); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", part.Name, err))
		}
	}
	if len(errs) == len(recording.Parts) {
		return errors.Join(errs...)
	}
	final := filepath.Join(d.Dir, strings.TrimPrefix(filepath.Base(dir), unfinished))
	return errors.Join(append(errs, os.Rename(dir, final), d.prune(recording.Time))...)
}

// writePart writes one file, whole or not at all.
func writePart(dir string, part BoxPart) error {
	file, err := os.OpenFile(filepath.Join(dir, part.Name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = errors.Join(part.Write(file), file.Sync(), file.Close())
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}

// prune removes the oldest recordings, and what processes that died left unfinished.
func (d BoxDir) prune(now time.Time) error {
	entries, err := os.ReadDir(d.Dir) // sorted by name, which is by time
	if err != nil {
		return err
	}
	var finished, remove []string
	for _, entry := range entries {
		switch name := entry.Name(); {
		case strings.HasPrefix(name, boxPrefix) && entry.IsDir():
			finished = append(finished, name)
		case strings.HasPrefix(name, unfinished+boxPrefix) && olderThan(entry, now.Add(-time.Hour)):
			remove = append(remove, name)
		}
	}
	if old := len(finished) - cmp.Or(d.Keep, 10); old > 0 {
		remove = slices.Concat(remove, finished[:old])
	}
	var errs []error
	for _, name := range remove {
		errs = append(errs, os.RemoveAll(filepath.Join(d.Dir, name)))
	}
	return errors.Join(errs...)
}

func olderThan(entry fs.DirEntry, t time.Time) bool {
	info, err := entry.Info()
	return err == nil && info.ModTime().Before(t)
}
