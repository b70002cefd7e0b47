package gen

import (
	"errors"

	"github.com/recoverlint/recoverlint/internal/gen/load"
)

func (c *command) vendor(config *load.Config) error { return errors.New("-runtime vendor") }

func (c *command) init() (int, error) { return exitError, errors.New("init") }
