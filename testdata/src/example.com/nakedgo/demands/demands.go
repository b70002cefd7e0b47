// Package demands gives functions of std numbers that they do not take.
package demands

import (
	"encoding/json"
	"fmt"
	"math/rand"
	randv2 "math/rand/v2"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

func refresh() {
	go func() { // want `time.NewTicker panics on a period that is not positive at demands.go:\d+`
		seconds, _ := strconv.Atoi(os.Getenv("REFRESH_SECONDS"))
		for range time.NewTicker(time.Duration(seconds) * time.Second).C {
			fmt.Println("refresh")
		}
	}()
	go func() {
		seconds, err := strconv.Atoi(os.Getenv("REFRESH_SECONDS"))
		if err != nil || seconds <= 0 {
			seconds = 60
		}
		for range time.NewTicker(time.Duration(seconds) * time.Second).C {
			fmt.Println("refresh")
		}
	}()
	go func() {
		for range time.NewTicker(time.Minute).C {
			fmt.Println("refresh")
		}
	}()
}

type options struct {
	Interval time.Duration
	every    time.Duration
}

func watch(o options, r *http.Request) {
	go func() {
		<-time.NewTicker(o.every).C
	}()
	go every(time.Second)
	go every(o.every) // want `time.NewTicker panics`
	go every(0)       // want `time.NewTicker panics on a period that is not positive`
	var asked options
	if json.NewDecoder(r.Body).Decode(&asked) != nil {
		return
	}
	go func() { // want `time.NewTicker panics on a period that is not positive`
		<-time.NewTicker(asked.Interval).C
	}()
}

func every(d time.Duration) {
	<-time.NewTicker(d).C
}

func pick(line string) {
	go func() { // want `rand.Intn panics on a range that is empty at demands.go:\d+`
		servers := strings.Fields(line)
		fmt.Println(servers[rand.Intn(len(servers))])
	}()
	go func() {
		servers := strings.Fields(line)
		if len(servers) == 0 {
			return
		}
		fmt.Println(servers[rand.Intn(len(servers))])
	}()
	go func() {
		servers := strings.Split(line, ",")
		fmt.Println(servers[rand.Intn(len(servers))])
	}()
	go func() {
		for _, s := range strings.Fields(line) {
			letters := []string{s, "b"}
			fmt.Println(letters[randv2.IntN(len(letters))])
		}
	}()
	go func() {
		servers := strings.Fields(line)
		for range servers {
			fmt.Println(servers[rand.Intn(len(servers))])
		}
		total := 0
		for i := range servers {
			total += i / len(servers)
		}
	}()
}

// One of several is picked by a function.
func one(servers []string) string { return servers[randv2.IntN(len(servers))] }

func picks(line string) {
	go func() { // want `rand.IntN panics on a range that is empty at demands.go:\d+, reached by one`
		fmt.Println(one(strings.Fields(line)))
	}()
	go func() {
		fmt.Println(one([]string{line}))
	}()
}

func table(names []string, text string) {
	go func() { // want `strings.Repeat panics on a negative count at demands.go:\d+`
		for _, name := range names {
			fmt.Println(name + strings.Repeat(" ", 20-len(name)))
		}
	}()
	go func() {
		for _, name := range names {
			fmt.Println(name + strings.Repeat(" ", max(0, 20-len(name))))
			if len(name) < 20 {
				fmt.Println(name + strings.Repeat(" ", 20-len(name)))
			}
		}
	}()
	go func() { // want `make of a length that may be negative at demands.go:\d+`
		n, err := strconv.Atoi(text)
		if err != nil {
			return
		}
		fmt.Println(make([]int, n))
	}()
}

func average(list []string) int {
	sum := 0
	for _, s := range list {
		sum += len(s)
	}
	return sum / len(list)
}

func averages(line string) {
	go func() { // want `division by a value that may be zero at demands.go:\d+, reached by average`
		fmt.Println(average(strings.Fields(line)))
	}()
	go func() {
		fmt.Println(average([]string{line}))
	}()
}

// Collect is given a period by those who write it.
func Collect(every time.Duration) {
	go collect(every) // want `time.NewTicker panics on a period that is not positive`
}

func collect(every time.Duration) {
	for range time.NewTicker(every).C {
		fmt.Println("collect")
	}
}

type terminal interface{ width() (int, error) }

// A line may be longer than the terminal is wide.
func bars(t terminal, lines chan string) {
	go func() { // want `strings.Repeat panics on a negative count at demands.go:\d+`
		for line := range lines {
			width := 80
			if w, err := t.width(); err == nil {
				width = w
			}
			fmt.Print("\r", line, strings.Repeat(" ", width-len(line)))
		}
	}()
	go func() {
		for line := range lines {
			widest := 80
			if len(line) > widest {
				widest = len(line)
			}
			fmt.Print("\r", line, strings.Repeat(" ", widest-len(line)))
		}
	}()
}
