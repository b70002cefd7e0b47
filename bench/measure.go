package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"time"
)

// warmRuns is how often a tool runs again after a cold run.
const warmRuns = 3

// A cost is what one run took.
type cost struct {
	wall, cpu time.Duration
	peak      int64 // bytes: the most that a process of the run had resident
}

// A table has one row for each tool.
type table struct {
	module   string
	lines    int // of Go
	packages int // of the module, and of the std and other modules it imports
	rows     []row
}

type row struct {
	tool       string
	cold, warm cost
}

// measure runs the tools in turns, so that what else the machine does meets
// all of them.
func measure(tools []tool, module, dir string, runs int) (table, error) {
	t := table{module: module}
	cold, warm := make([][]cost, len(tools)), make([][]cost, len(tools))
	for range runs {
		envs := make([][]string, len(tools))
		for i, tool := range tools {
			env, err := tool.forget()
			if err != nil {
				return t, err
			}
			envs[i] = env
			if cold[i], err = again(cold[i], dir, env, tool, module); err != nil {
				return t, err
			}
		}
		for range warmRuns {
			for i, tool := range tools {
				var err error
				if warm[i], err = again(warm[i], dir, envs[i], tool, module); err != nil {
					return t, err
				}
			}
		}
	}
	for i, tool := range tools {
		t.rows = append(t.rows, row{tool.name, median(cold[i]), median(warm[i])})
	}
	return t, t.size(dir)
}

// again runs a tool once more.
func again(costs []cost, dir string, env []string, tool tool, module string) ([]cost, error) {
	c, err := once(dir, env, tool)
	if err != nil {
		return costs, fmt.Errorf("%s on %s: %w", tool.name, module, err)
	}
	return append(costs, c), nil
}

// once runs a tool. Exit codes from 2 on mean that it could not do its work.
func once(dir string, env []string, tool tool) (cost, error) {
	cmd := command(dir, env, tool.args)
	var problems bytes.Buffer
	cmd.Stderr = &problems
	start := time.Now()
	err := cmd.Run()
	c := cost{wall: time.Since(start)}
	exit := new(exec.ExitError)
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return c, fmt.Errorf("%w\n%s", err, problems.Bytes())
	}
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	c.peak = peakOf(cmd.ProcessState)
	fmt.Fprintf(os.Stderr, "%s: %.1fs, %.1fs cpu, %d MB\n", tool.name, c.wall.Seconds(), c.cpu.Seconds(), c.peak>>20)
	return c, nil
}

// median takes wall time, CPU time and memory each by itself.
func median(costs []cost) cost {
	middle := func(key func(cost) int64) int64 {
		var all []int64
		for _, c := range costs {
			all = append(all, key(c))
		}
		slices.Sort(all)
		return all[(len(all)-1)/2]
	}
	return cost{
		wall: time.Duration(middle(func(c cost) int64 { return int64(c.wall) })),
		cpu:  time.Duration(middle(func(c cost) int64 { return int64(c.cpu) })),
		peak: middle(func(c cost) int64 { return c.peak }),
	}
}
