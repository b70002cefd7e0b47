// Package beyond indexes past what a loop measures.
package beyond

import (
	"encoding/binary"
	"log"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

func next(list []int) {
	go func() { // want `index out of range at beyond.go:\d+`
		for i := range list {
			log.Print(list[i+1] - list[i])
		}
	}()
	go func() { // want `index out of range at beyond.go:\d+`
		for i := 0; i < len(list); i++ {
			if list[i] > list[i+1] {
				log.Print(i)
			}
		}
	}()
}

func flags(args []string) {
	go func() { // want `index out of range at beyond.go:\d+`
		for i, arg := range args {
			switch arg {
			case "-o":
				log.Print(args[i+1])
			}
		}
	}()
}

func chunks(ids []int, size int) {
	go func() { // want `slice bounds out of range at beyond.go:\d+`
		for i := 0; i < len(ids); i += size {
			log.Print(ids[i : i+size])
		}
	}()
	go func() {
		for i := 0; i < len(ids); i += size {
			log.Print(ids[i:min(i+size, len(ids))])
		}
	}()
	go func() {
		for i := 0; i < len(ids); i += size {
			end := i + size
			if end > len(ids) {
				end = len(ids)
			}
			log.Print(ids[i:end])
		}
	}()
	go func() {
		if size < 1 || len(ids)%size != 0 {
			return
		}
		for i := 0; i < len(ids); i += size {
			log.Print(ids[i : i+size])
		}
	}()
	go func() {
		for i := 0; i+size <= len(ids); i += size {
			log.Print(ids[i : i+size])
		}
	}()
}

// What was measured.
func measured(list []int) {
	go func() {
		for i := 0; i < len(list)-1; i++ {
			log.Print(list[i+1])
		}
		for i := range list {
			if i+1 < len(list) {
				log.Print(list[i+1])
			}
		}
		for i := range list {
			if i == len(list)-1 {
				break
			}
			log.Print(list[i+1])
		}
		for i := range list[1:] {
			log.Print(list[i+1])
		}
		for i := range list[:len(list)-1] {
			log.Print(list[i+1])
		}
		last := len(list) - 1
		for i := range list {
			if i < last {
				log.Print(list[i+1])
			}
		}
		more := append(list, 0)
		for i := range list {
			log.Print(more[i+1])
		}
		for i := 1; i < len(list); i++ {
			log.Print(list[i-1])
		}
	}()
}

// Pairs are whole where they are written out, or where somebody looked.
func pairs(words []string) {
	for i := 0; i < len(words); i += 2 {
		log.Print(words[i], words[i+1])
	}
}

func fields(line string) {
	go func() { // want `index out of range at beyond.go:\d+, reached by pairs`
		words := strings.Fields(line)
		if len(words) > 0 {
			pairs(words[1:])
		}
	}()
	go pairs([]string{"a", line})
	go func() {
		words := strings.Fields(line)
		if len(words)%2 != 0 {
			return
		}
		pairs(words)
	}()
	go func() {
		words := strings.Fields(line)
		if len(words)%2 != 0 {
			return
		}
		for i := 0; i < len(words); i += 2 {
			log.Print(words[i], words[i+1])
		}
	}()
}

func text(s string) {
	go func() { // want `index out of range at beyond.go:\d+`
		for i := 0; i < len(s); i++ {
			if s[i] == '\\' && s[i+1] == 'n' {
				log.Print(i)
			}
		}
	}()
}

func parsed(text string, list []string) {
	go func() { // want `index out of range at beyond.go:\d+`
		i, err := strconv.Atoi(text)
		if err != nil {
			return
		}
		log.Print(list[i])
	}()
	go func() { // want `division by a value that may be zero at beyond.go:\d+`
		n, err := strconv.Atoi(text)
		if err != nil {
			return
		}
		log.Print(100 / n)
	}()
	go func() {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(list) {
			return
		}
		log.Print(100/n, list[n-1])
	}()
}

func frame(b []byte) {
	go func() { // want `slice bounds out of range at beyond.go:\d+`
		if len(b) < 4 {
			return
		}
		n := binary.BigEndian.Uint32(b)
		log.Print(b[4 : 4+n])
	}()
	go func() {
		if len(b) < 4 {
			return
		}
		n := binary.BigEndian.Uint32(b)
		if uint32(len(b)) < 4+n {
			return
		}
		log.Print(b[4 : 4+n])
	}()
}

func closes(n int, jobs []func()) {
	done := make(chan struct{})
	go func() { // want `close of a closed channel at beyond.go:\d+`
		for range n {
			close(done)
		}
	}()
	var wg sync.WaitGroup
	all := make(chan int)
	for i := range n {
		go func() { // want `close of a closed channel \(each goroutine closes it\) at beyond.go:\d+`
			defer close(all)
			all <- i
		}()
	}
	wg.Wait()
}

func closesOnce(n int, stop chan bool) {
	done := make(chan struct{})
	go func() {
		for {
			select {
			case <-stop:
				close(done)
				return
			default:
			}
		}
	}()
	for range n {
		each := make(chan int)
		go func() {
			defer close(each)
		}()
	}
	var once sync.Once
	last := make(chan int)
	for range n {
		go func() {
			once.Do(func() { close(last) })
		}()
	}
	go func() {
		closed := false
		for range n {
			if !closed {
				close(last)
				closed = true
			}
		}
	}()
}

// Each worker closes what all of them send on.
func worker(jobs <-chan int, results chan<- int) {
	defer close(results)
	for j := range jobs {
		results <- j
	}
}

// The last one does.
func counted(jobs <-chan int, results chan<- int, left *atomic.Int32) {
	defer func() {
		if left.Add(-1) == 0 {
			close(results)
		}
	}()
	for j := range jobs {
		results <- j
	}
}

func pool(jobs <-chan int) {
	results := make(chan int)
	for range 4 {
		go worker(jobs, results) // want `close of a closed channel \(each goroutine closes it\) at beyond.go:\d+, reached by worker`
	}
	all := make(chan int)
	var left atomic.Int32
	left.Store(4)
	for range 4 {
		go counted(jobs, all, &left)
	}
	go worker(jobs, all)
	for range 4 {
		out := make(chan int)
		go worker(jobs, out)
	}
}
