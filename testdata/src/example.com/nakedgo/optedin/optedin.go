// Package optedin makes its scheduler recover.
package optedin

import (
	"os"
	"strings"

	"github.com/robfig/cron/v3"
)

func scheduler() *cron.Cron {
	return cron.New(cron.WithChain(cron.Recover(os.Stderr)))
}

// Run has a job that may panic.
func Run(line string) {
	c := scheduler()
	c.AddFunc("@daily", func() {
		println(strings.Split(line, "=")[1])
	})
}
