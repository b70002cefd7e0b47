// Package constants cuts and counts what is constant.
package constants

import (
	"fmt"
	"math/rand"
	"strings"
)

var versions = []string{"115.0,115.0.1", "116.0,116.0.2"}

var names = []string{"Firefox", "Edge,Chromium"}

var changed = []string{"a,b"}

func change(s string) { changed[0] = s }

func show() {
	go func() {
		fmt.Println(strings.Split(versions[rand.Intn(len(versions))], ",")[1])
	}()
	go func() {
		for _, v := range versions {
			fmt.Println(strings.Split(v, ",")[1])
		}
	}()
	go func() { // want `index out of range at constants.go:\d+`
		fmt.Println(strings.Split(names[rand.Intn(len(names))], ",")[1])
	}()
	go func() { // want `index out of range at constants.go:\d+`
		fmt.Println(strings.Split(changed[rand.Intn(len(changed))], ",")[1])
	}()
}

func fill() {
	go func() {
		contents := make([]byte, 1024*10)
		for i := 0; i < len(contents); i += 8 {
			contents[i+7] = 1
		}
	}()
	go func() { // want `index out of range at constants.go:\d+`
		contents := make([]byte, 1023)
		for i := 0; i < len(contents); i += 8 {
			contents[i+7] = 1
		}
	}()
}

func words(lines []string) {
	go func() {
		for _, line := range lines {
			line = strings.TrimSpace(line)
			if line == "" || strings.HasPrefix(line, "#") {
				continue
			}
			fmt.Println(strings.Fields(line)[0])
		}
	}()
	go func() { // want `index out of range at constants.go:\d+`
		for _, line := range lines {
			if line == "" {
				continue
			}
			fmt.Println(strings.Fields(line)[0]) // it may be spaces
		}
	}()
}
