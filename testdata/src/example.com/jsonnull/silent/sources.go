package silent

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"os"
	"os/exec"
	"strings"
)

// Only a file's.
type fromFile struct{ Port int }

func load(name string) (c fromFile, err error) {
	f, err := os.Open(name)
	if err != nil {
		return c, err
	}
	defer f.Close()
	return c, json.NewDecoder(f).Decode(&c)
}

// Also by a function that is given the bytes: somebody else may call it, but
// what we see is a file.
type fromBytes struct{ Port int }

func Parse(data []byte) (c fromBytes, err error) {
	err = json.Unmarshal(data, &c)
	return c, err
}

func Load(name string) (fromBytes, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return fromBytes{}, err
	}
	return Parse(data)
}

//go:embed sources.go
var source []byte

type fromEmbedded struct{ N int }

func embedded() (e fromEmbedded, err error) {
	err = json.Unmarshal(source, &e)
	return e, err
}

type fromLiteral struct{ N int }

func literal() (l fromLiteral) {
	json.Unmarshal([]byte(`{"N": 1}`), &l)
	return l
}

type fromEnv struct{ N int }

func env() (e fromEnv, err error) {
	err = json.Unmarshal([]byte(os.Getenv("E")), &e)
	return e, err
}

type fromCommand struct{ N int }

func command() (c fromCommand, err error) {
	out, err := exec.Command("go", "list", "-json").Output()
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(out, &c); err != nil {
		return c, err
	}
	text, err := run("go", "list", "-json")
	if err != nil {
		return c, err
	}
	return c, json.NewDecoder(strings.NewReader(text)).Decode(&c)
}

func run(name string, args ...string) (string, error) {
	var buf bytes.Buffer
	cmd := exec.Command(name, args...)
	cmd.Stdout = &buf
	err := cmd.Run()
	return buf.String(), err
}

// A struct that is named as options, from nobody knows where.
type listOptions struct{ Limit int }

func options(data []byte) (o listOptions, err error) {
	err = json.Unmarshal(data, &o)
	return o, err
}

type kv interface {
	Put(key string, data []byte)
	Get(key string) []byte
}

// What is read was written here.
type session struct {
	User  string
	Admin bool
}

func save(store kv, s session) error {
	data, err := json.Marshal(s)
	store.Put("session", data)
	return err
}

func restore(store kv) (s session, err error) {
	err = json.Unmarshal(store.Get("session"), &s)
	return s, err
}

type converted struct{ N int }

func convert(m map[string]any) (c converted, err error) {
	data, err := json.Marshal(m)
	if err != nil {
		return c, err
	}
	return c, json.Unmarshal(data, &c)
}
