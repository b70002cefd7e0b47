// Bench measures what recoverlint costs on real modules, beside go vet,
// staticcheck, golangci-lint and its own floor: the same driver with a rule
// that does nothing. It prints docs/performance.md.
//
//	go run ./bench > docs/performance.md
//
// Cold means that the go command has compiled the module's dependencies, and
// that the tool has never seen them. Warm means that the tool runs again and
// nothing has changed.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"
)

func main() {
	modules := flag.String("modules", "github.com/caddyserver/caddy/v2@v2.11.9,github.com/prometheus/prometheus@v0.316.0", "module@version to measure on, separated by commas")
	runs := flag.Int("runs", 3, "how often to run each tool cold, and three times as often warm; the median counts")
	flag.Parse()
	if err := measureAll(strings.Split(*modules, ","), *runs); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measureAll(modules []string, runs int) error {
	temp, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	tools, err := install(temp)
	if err != nil {
		return err
	}
	var tables []table
	for _, module := range modules {
		dir, err := checkout(temp, module)
		if err != nil {
			return err
		}
		t, err := measure(tools, module, dir, runs)
		if err != nil {
			return err
		}
		tables = append(tables, t)
	}
	if err := writePage(os.Stdout, tables, runs); err != nil {
		return err
	}
	for _, section := range []string{"bench/safe/README.md", "bench/gensafe.md"} {
		if err := writeSection(os.Stdout, section); err != nil {
			return err
		}
	}
	return nil
}
