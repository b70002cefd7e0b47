// Package libraries uses other decoders than encoding/json.
package libraries

import (
	"context"
	"encoding/json"
	"io"

	"github.com/bytedance/sonic"
	v2 "github.com/go-json-experiment/json"
	goccy "github.com/goccy/go-json"
	jsoniter "github.com/json-iterator/go"
)

type bySonic struct{ N int } // want `bySonic takes null`

type bySonicDecoder struct{ N int } // want `bySonicDecoder takes null`

type byJsoniter struct{ N int } // want `byJsoniter takes null .*it leaves no trace`

type byJsoniterAPI struct{ N int } // want `byJsoniterAPI takes null`

type byGoccy struct{ N int } // want `byGoccy takes null`

type byV2 struct{ N int } // want `byV2 takes null or no key for a value in N \(null sets zero; see gen-safe\)`

type byV2Read struct{ N int } // want `null sets zero`

var compatible = jsoniter.ConfigCompatibleWithStandardLibrary

func decode(ctx context.Context, data []byte, r io.Reader) {
	var a bySonic
	sonic.Unmarshal(data, &a)
	var b bySonicDecoder
	sonic.ConfigDefault.NewDecoder(r).Decode(&b)
	var c byJsoniter
	jsoniter.Unmarshal(data, &c)
	var d byJsoniterAPI
	compatible.Unmarshal(data, &d)
	var e byGoccy
	goccy.NewDecoder(r).DecodeContext(ctx, &e)
	var f byV2
	v2.Unmarshal(data, &f)
	var g byV2Read
	v2.UnmarshalRead(r, &g)
}

// easy has a decoder that easyjson generated.
type easy struct{ N int }

func (e *easy) UnmarshalJSON(data []byte) error { return nil }

func generated(data []byte) (e easy, err error) {
	err = json.Unmarshal(data, &e)
	return e, err
}
