// Command configured works with numbers out of its configuration.
package main

import (
	"encoding/json"
	"math/rand"
	"os"
	"time"
)

type config struct {
	Every    int `json:"every"`
	Min      int `json:"min"`
	Max      int `json:"max"`
	Low      int `json:"low"`
	High     int `json:"high"`
	Checked  int `json:"checked"`
	Standard int `json:"standard"`
	Tagged   int `json:"tagged" default:"5"`
	Own      int
}

func main() {
	c := config{Standard: 5}
	data, err := os.ReadFile("config.json")
	if err != nil {
		return
	}
	if err := json.Unmarshal(data, &c); err != nil || c.Checked <= 0 || c.Low >= c.High {
		return
	}
	run(&c)
	select {}
}

func run(c *config) {
	go tick(c.Every)    // want `time.NewTicker panics on a period that is not positive`
	go tick(c.Checked)  // want `time.NewTicker panics on a period that is not positive`
	go tick(c.Standard) // want `time.NewTicker panics on a period that is not positive`
	go tick(c.Tagged)   // want `time.NewTicker panics on a period that is not positive`
	go tick(c.Own)      // want `time.NewTicker panics on a period that is not positive`
	go func() {         // want `time.NewTicker panics on a period that is not positive`
		<-time.NewTicker(time.Duration(c.Every) * time.Second).C
	}()
	go func() {
		<-time.NewTicker(time.Duration(c.Checked) * time.Second).C
	}()
	go func() {
		<-time.NewTicker(time.Duration(c.Standard) * time.Second).C
	}()
	go func() {
		<-time.NewTicker(time.Duration(c.Tagged) * time.Second).C
	}()
	go func() { // want `rand.Intn panics on a range that is empty`
		println(c.Min + rand.Intn(c.Max-c.Min))
	}()
	go func() {
		println(c.Low + rand.Intn(c.High-c.Low))
	}()
}

func tick(seconds int) { <-time.NewTicker(time.Duration(seconds) * time.Second).C }
