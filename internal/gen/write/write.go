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
	"time"
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

// Apply makes the changes. All files are written beside those that they replace
// before the first is put in its place: where one cannot be written, nothing changes.
func Apply(changes []Change) error {
	temps := make([]string, len(changes))
	for i, c := range changes {
		if c.Content == nil {
			continue
		}
		var err error
		if temps[i], err = stage(c.Name, c.Content); err != nil {
			for _, temp := range temps[:i] {
				if temp != "" {
					os.Remove(temp)
				}
			}
			return fmt.Errorf("%s: %w; nothing was written", c.Name, err)
		}
	}
	for i, c := range changes {
		if err := c.place(temps[i]); err != nil {
			for _, temp := range temps[i:] {
				if temp != "" {
					os.Remove(temp)
				}
			}
			return fmt.Errorf("%s: not written, nor are the %d after it: %w", c.Name, len(changes)-i-1, err)
		}
	}
	return nil
}

func (c Change) place(temp string) error {
	if c.Content == nil {
		return os.Remove(c.Name)
	}
	return os.Rename(temp, c.Name)
}

// Whole writes a file by way of a temporary one beside it, so that nobody ever sees
// half of it, and creates its directory if need be.
func Whole(name string, content []byte) error {
	temp, err := stage(name, content)
	if err == nil {
		if err = os.Rename(temp, name); err != nil {
			os.Remove(temp)
		}
	}
	return err
}

// stage writes the temporary file. Its name is its own, for two runs may write the same
// file, and begins with a dot, so that no package sees it.
func stage(name string, content []byte) (temp string, err error) {
	dir, base := filepath.Split(name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return "", err
	}
	mode := os.FileMode(0o666)
	if info, err := os.Stat(name); err == nil {
		if mode = info.Mode().Perm(); mode&0o222 == 0 {
			return "", fmt.Errorf("it is read-only: make it writable (chmod u+w %s)", name)
		}
	}
	forget(filepath.Join(dir, "."+base+".*.tmp"))
	temp = filepath.Join(dir, fmt.Sprintf(".%s.%d.tmp", base, os.Getpid()))
	f, err := os.OpenFile(temp, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, mode)
	if err != nil {
		return "", err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err != nil { // (No Sync: what a power cut takes is generated again.)
		os.Remove(temp)
		return "", err
	}
	return temp, nil
}

// forget removes what interrupted runs left behind. One that is still at work has
// touched its files a moment ago.
func forget(pattern string) {
	left, err := filepath.Glob(pattern)
	if err != nil {
		return
	}
	for _, name := range left {
		if info, err := os.Stat(name); err == nil && time.Since(info.ModTime()) > time.Minute {
			os.Remove(name)
		}
	}
}
