package safe

import (
	"errors"
	"io"
	"os"
	"path/filepath"
)

// writeWhole writes the file name whole or not at all: write fills a temporary
// file in the same directory, which is synced and renamed. The file is readable
// by its owner only.
func writeWhole(name string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(name), ".unfinished-*") // mode 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			os.Remove(file.Name())
		}
	}()
	err = errors.Join(write(file), file.Sync(), file.Close())
	if err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}
