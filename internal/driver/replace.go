package driver

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// replaceFile gives a file its content as a whole: whoever reads it sees what
// was there before, or all that is there now. What is no ordinary file, such as
// /dev/stdout, is written to.
func replaceFile(name string, data []byte) error {
	name = resolve(name) // a link stays one
	old, err := os.Stat(name)
	if err == nil && !old.Mode().IsRegular() {
		return os.WriteFile(name, data, 0o666)
	}
	dir, base := filepath.Split(name)
	temp := fmt.Sprintf("%s.%s.%d", dir, base, os.Getpid())
	err = os.WriteFile(temp, data, 0o666)
	if err == nil && old != nil {
		err = os.Chmod(temp, old.Mode().Perm())
	}
	if err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		os.Remove(temp) // whatever there is of it
		return fmt.Errorf("cannot write %s: %w", name, reason(err))
	}
	return nil
}

// reason gives an error of package os without the name of the file.
func reason(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}
