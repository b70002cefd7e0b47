// Package relied decodes what servers answer, and what nobody knows the origin
// of: only what the program relies on is reported.
package relied

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"strings"
)

func get(url string, v any) error {
	resp, err := http.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(v)
}

// Of an answer, fields from which nothing is computed are nobody's loss.
type Link struct { // want `^Link takes null or no key for a value in Size \(it stays zero; see gen-safe\)$`
	URL     string `json:"url"`
	Size    int    `json:"size"`
	ValidTo int    `json:"valid_to"`
	Hits    int    `json:"hits"`
}

func Resolve(id string) (string, int, error) {
	var l Link
	err := get("https://example.com/"+id, &l)
	println(l.Hits)
	return l.URL, l.Size / 1024, err
}

// What is handed on as a whole, somebody may read.
type Quote struct { // want `^Quote takes null or no key for a value in Cents \(it stays zero; see gen-safe\)$`
	Cents int `json:"cents"`
}

func Fetch() (q Quote, err error) {
	err = get("https://example.com/quote", &q)
	return q, err
}

// False does nothing.
type User struct {
	Email    string `json:"email"`
	Verified bool   `json:"verified"`
}

func Email() (string, error) {
	var u User
	if err := get("https://example.com/me", &u); err != nil {
		return "", err
	}
	if u.Verified {
		return u.Email, nil
	}
	return "", nil
}

// Here false does something.
type Account struct { // want `^Account takes null or no key for a value in Locked \(it stays zero; see gen-safe\)$`
	Locked bool `json:"locked"`
}

func Open() error {
	var a Account
	if err := get("https://example.com/me", &a); err != nil {
		return err
	}
	if !a.Locked {
		println("open")
	}
	return nil
}

// A status that is not there is not the right one.
type Answer struct {
	Status int `json:"status"`
}

func Ask() error {
	var a Answer
	if err := get("https://example.com/ask", &a); err != nil || a.Status != 200 {
		return errors.New("no answer")
	}
	return nil
}

// Tags of a reader of configuration.
type Rule struct {
	Code int `json:"code" envconfig:"code"`
}

func Rules(text string) (rules []Rule, err error) {
	err = json.Unmarshal([]byte(text), &rules)
	return rules, err
}

// What the program stores, it may have written itself.
type Span struct {
	Start int64 `json:"start"`
}

type Index interface{ Put(doc any) error }

func Write(to Index, s *Span) error { return to.Put(s) }

func Read(doc []byte) (int64, error) {
	var s Span
	err := json.Unmarshal(doc, &s)
	return s.Start, err
}

// A variable that is used again keeps what the last answer said.
type Page struct {
	Next int `json:"next"`
}

func All() error {
	var p Page
	for range 10 {
		if err := get("https://example.com/pages", &p); err != nil { // want `^Page keeps the last record's Next where the next leaves it out \(make it anew each round\)$`
			return err
		}
		println(p.Next + 1)
	}
	return nil
}

// Nor is it anybody else's where it is stored as a value of any type.
type Reminder struct {
	Counter int `json:"counter"`
}

type upsert struct {
	Key   string
	Value any
}

func Remind(r Reminder) upsert { return upsert{Key: "r", Value: r} }

func Reminded(doc []byte) (int, error) {
	var r Reminder
	err := json.Unmarshal(doc, &r)
	return r.Counter + 1, err
}

// A text that is not there is not printed: that is all. The rule took it for
// one that the program relies on, where it did not know who had sent it.
type refusal struct {
	Message string
	Details string
}

func Explain(body []byte) error {
	var r refusal
	if err := json.Unmarshal(body, &r); err != nil {
		return err
	}
	log.Println(r.Details)
	return fmt.Errorf("refused: %s", strings.TrimSpace(r.Message))
}

// Nothing times something is nothing.
type rate struct { // want `^rate takes null or no key for a value in Factor \(it stays zero; see gen-safe\)$`
	Factor float64
}

func convert(cents float64) (float64, error) {
	resp, err := http.Get("https://rates.example.com/eur")
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	var r rate
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		return 0, err
	}
	return cents * r.Factor, nil
}
