package known

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/ed25519"
	"encoding/binary"
	"math/rand"
	randv2 "math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/recoverlint/recoverlint/internal/match"
)

// Each function panics on a number that is too small.
func TestDemands(t *testing.T) {
	old, v2 := rand.New(rand.NewSource(1)), randv2.New(randv2.NewPCG(1, 2))
	calls := map[match.Func]func(n int){
		fn("time", "NewTicker"):                  func(n int) { time.NewTicker(time.Duration(n)) },
		method("time", "Ticker", "Reset"):        func(n int) { time.NewTicker(time.Hour).Reset(time.Duration(n)) },
		fn("math/rand", "Intn"):                  func(n int) { rand.Intn(n) },
		fn("math/rand", "Int31n"):                func(n int) { rand.Int31n(int32(n)) },
		fn("math/rand", "Int63n"):                func(n int) { rand.Int63n(int64(n)) },
		method("math/rand", "Rand", "Intn"):      func(n int) { old.Intn(n) },
		method("math/rand", "Rand", "Int31n"):    func(n int) { old.Int31n(int32(n)) },
		method("math/rand", "Rand", "Int63n"):    func(n int) { old.Int63n(int64(n)) },
		fn("math/rand/v2", "N"):                  func(n int) { randv2.N(n) },
		fn("math/rand/v2", "IntN"):               func(n int) { randv2.IntN(n) },
		fn("math/rand/v2", "Int32N"):             func(n int) { randv2.Int32N(int32(n)) },
		fn("math/rand/v2", "Int64N"):             func(n int) { randv2.Int64N(int64(n)) },
		fn("math/rand/v2", "UintN"):              func(n int) { randv2.UintN(uint(n)) },
		fn("math/rand/v2", "Uint32N"):            func(n int) { randv2.Uint32N(uint32(n)) },
		fn("math/rand/v2", "Uint64N"):            func(n int) { randv2.Uint64N(uint64(n)) },
		method("math/rand/v2", "Rand", "IntN"):   func(n int) { v2.IntN(n) },
		method("math/rand/v2", "Rand", "Int32N"): func(n int) { v2.Int32N(int32(n)) },
		method("math/rand/v2", "Rand", "Int64N"): func(n int) { v2.Int64N(int64(n)) },
		method("math/rand/v2", "Rand", "UintN"):  func(n int) { v2.UintN(uint(n)) },
		fn("slices", "Chunk"):                    func(n int) { _ = slices.Chunk([]int{1}, n) },
		fn("slices", "Repeat"):                   func(n int) { _ = slices.Repeat([]int{1}, n) },
		fn("slices", "Grow"):                     func(n int) { _ = slices.Grow([]int{1}, n) },
		fn("strings", "Repeat"):                  func(n int) { strings.Repeat("x", n) },
		fn("bytes", "Repeat"):                    func(n int) { bytes.Repeat([]byte("x"), n) },
		method("strings", "Builder", "Grow"):     func(n int) { new(strings.Builder).Grow(n) },
		method("bytes", "Buffer", "Grow"):        func(n int) { new(bytes.Buffer).Grow(n) },
	}
	for f, d := range demands {
		call, ok := calls[f]
		if !ok {
			t.Errorf("%v is not tried", f)
			continue
		}
		small := -1
		if d.Positive {
			small = 0
		}
		if !panics(call, small) || panics(call, small+1) {
			t.Errorf("%v: panics(%d) = %v, panics(%d) = %v", f, small, panics(call, small), small+1, panics(call, small+1))
		}
	}
}

func panics(call func(int), n int) (panicked bool) {
	defer func() { panicked = recover() != nil }()
	call(n)
	return false
}

// Each function panics on a slice that is too short, and on no other.
func TestDemandsLength(t *testing.T) {
	block, err := aes.NewCipher(make([]byte, 16))
	if err != nil {
		t.Fatal(err)
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		t.Fatal(err)
	}
	calls := map[match.Func]func(n int){
		fn("crypto/ed25519", "Verify"):          func(n int) { ed25519.Verify(make([]byte, n), nil, nil) },
		fn("crypto/ed25519", "Sign"):            func(n int) { ed25519.Sign(make([]byte, n), nil) },
		fn("crypto/ed25519", "NewKeyFromSeed"):  func(n int) { ed25519.NewKeyFromSeed(make([]byte, n)) },
		fn("crypto/cipher", "NewCBCEncrypter"):  func(n int) { cipher.NewCBCEncrypter(block, make([]byte, n)) },
		fn("crypto/cipher", "NewCBCDecrypter"):  func(n int) { cipher.NewCBCDecrypter(block, make([]byte, n)) },
		fn("crypto/cipher", "NewCTR"):           func(n int) { cipher.NewCTR(block, make([]byte, n)) },
		method("crypto/cipher", "AEAD", "Open"): func(n int) { gcm.Open(nil, make([]byte, n), nil, nil) },
	}
	for recv, order := range map[string]binary.ByteOrder{"bigEndian": binary.BigEndian, "littleEndian": binary.LittleEndian} {
		calls[method("encoding/binary", recv, "Uint16")] = func(n int) { order.Uint16(make([]byte, n)) }
		calls[method("encoding/binary", recv, "Uint32")] = func(n int) { order.Uint32(make([]byte, n)) }
		calls[method("encoding/binary", recv, "Uint64")] = func(n int) { order.Uint64(make([]byte, n)) }
	}
	for f, d := range lengthDemands {
		call, ok := calls[f]
		if !ok {
			t.Errorf("%v is not tried", f)
			continue
		}
		if n := int(d.Len); !panics(call, n-1) || panics(call, n) {
			t.Errorf("%v: panics(%d) = %v, panics(%d) = %v", f, n-1, panics(call, n-1), n, panics(call, n))
		}
	}
}
