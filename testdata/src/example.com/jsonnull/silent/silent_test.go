package silent

import (
	"encoding/json"
	"testing"
)

type inTest struct{ N int }

func Test(t *testing.T) {
	var a inTest
	json.Unmarshal([]byte("{}"), &a)
	decodeGenerated([]byte("{}"))
}
