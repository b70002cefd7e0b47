// Package write puts rendered files in their place: whole or not at all, and only
// where something changes.
package write

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A File is an output and its content. A nil Content removes it.
type File struct {
	Name    string // absolute
	Content []byte
}

// A Change is a file that differs from what is on disk.
type Change struct {
	File
	Old []byte // nil: there is none
}

// Changes compares files with the disk. It returns those that differ, by name.
func Changes(files []File) ([]Change, error) {
	var changes []Change
	for _, f := range files {
		old, err := os.ReadFile(f.Name)
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
		exists := err == nil
		if exists && f.Content != nil && bytes.Equal(old, f.Content) || !exists && f.Content == nil {
			continue
		}
		changes = append(changes, Change{File: f, Old: old})
	}
	slices.SortFunc(changes, func(a, b Change) int { return strings.Compare(a.Name, b.Name) })
	return changes, nil
}

// Apply makes the changes. It stops at the first that fails: the files before are
// new and whole, the others as they were.
func Apply(changes []Change) error {
	for i, c := range changes {
		if err := c.apply(); err != nil {
			return fmt.Errorf("%s: not written, nor are the %d after it: %w", c.Name, len(changes)-i-1, err)
		}
	}
	return nil
}

func (c Change) apply() error {
	if c.Content == nil {
		return os.Remove(c.Name)
	}
	return Whole(c.Name, c.Content)
}

// Whole writes a file by way of a temporary one beside it, so that nobody ever sees
// half of it, and creates its directory if need be. What an interrupted run left
// behind is overwritten by the next.
func Whole(name string, content []byte) (err error) {
	dir := filepath.Dir(name)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	mode := os.FileMode(0o666)
	if info, err := os.Stat(name); err == nil {
		if mode = info.Mode().Perm(); mode&0o222 == 0 {
			return fmt.Errorf("it is read-only: make it writable (chmod u+w %s)", name)
		}
	}
	temp := filepath.Join(dir, "."+filepath.Base(name)+".tmp") // a dot file: no package sees it
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, mode)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(temp)
		}
	}()
	_, err = f.Write(content)
	err = errors.Join(err, f.Close()) // (No Sync: what a power cut takes is generated again.)
	if err != nil {
		return err
	}
	return os.Rename(temp, name)
}
