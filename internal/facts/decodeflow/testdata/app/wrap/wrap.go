package wrap // want package:"own package, decodes 0 of its structs"

import (
	"encoding/json"
	"io"
	"net/http"
	"os"

	"example.org/dep/bind"
)

func Load(name string, v any) error { // want Load:"decodes parameter 1"
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return bind.Unmarshal(data, v)
}

func Body(r *http.Request) ([]byte, error) { // want Body:"yields 1"
	return io.ReadAll(r.Body)
}

func Save(v any) ([]byte, error) { // want Save:"encodes parameter 0"
	return json.Marshal(v)
}

func Roundtrip(in, out any) error { // want Roundtrip:"encodes parameter 0, decodes parameter 1"
	data, err := Save(in)
	if err != nil {
		return err
	}
	return json.Unmarshal(data, out)
}
