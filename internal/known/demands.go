package known

import (
	"go/types"

	"github.com/recoverlint/recoverlint/internal/match"
)

// A Demand is a number without which a function of std panics.
type Demand struct {
	Arg      int  // without the receiver, from 0
	Positive bool // it must not be zero, either
	Why      string
}

// Demands gives the number that fn, a function of std, demands.
func Demands(fn *types.Func) (Demand, bool) {
	if fn == nil || fn.Pkg() == nil {
		return Demand{}, false
	}
	d, ok := demands[match.FuncOf(fn)]
	return d, ok
}

// The sources are the functions' documentation.
var demands = map[match.Func]Demand{
	fn("time", "NewTicker"):                  {0, true, "panics on a period that is not positive"},
	method("time", "Ticker", "Reset"):        {0, true, "panics on a period that is not positive"},
	fn("math/rand", "Intn"):                  {0, true, "panics on a range that is empty"},
	fn("math/rand", "Int31n"):                {0, true, "panics on a range that is empty"},
	fn("math/rand", "Int63n"):                {0, true, "panics on a range that is empty"},
	method("math/rand", "Rand", "Intn"):      {0, true, "panics on a range that is empty"},
	method("math/rand", "Rand", "Int31n"):    {0, true, "panics on a range that is empty"},
	method("math/rand", "Rand", "Int63n"):    {0, true, "panics on a range that is empty"},
	fn("math/rand/v2", "N"):                  {0, true, "panics on a range that is empty"},
	fn("math/rand/v2", "IntN"):               {0, true, "panics on a range that is empty"},
	fn("math/rand/v2", "Int32N"):             {0, true, "panics on a range that is empty"},
	fn("math/rand/v2", "Int64N"):             {0, true, "panics on a range that is empty"},
	fn("math/rand/v2", "UintN"):              {0, true, "panics on a range that is empty"},
	fn("math/rand/v2", "Uint32N"):            {0, true, "panics on a range that is empty"},
	fn("math/rand/v2", "Uint64N"):            {0, true, "panics on a range that is empty"},
	method("math/rand/v2", "Rand", "IntN"):   {0, true, "panics on a range that is empty"},
	method("math/rand/v2", "Rand", "Int32N"): {0, true, "panics on a range that is empty"},
	method("math/rand/v2", "Rand", "Int64N"): {0, true, "panics on a range that is empty"},
	method("math/rand/v2", "Rand", "UintN"):  {0, true, "panics on a range that is empty"},
	fn("slices", "Chunk"):                    {1, true, "panics on a size that is not positive"},
	fn("slices", "Repeat"):                   {1, false, "panics on a negative count"},
	fn("slices", "Grow"):                     {1, false, "panics on a negative number"},
	fn("strings", "Repeat"):                  {1, false, "panics on a negative count"},
	fn("bytes", "Repeat"):                    {1, false, "panics on a negative count"},
	method("strings", "Builder", "Grow"):     {0, false, "panics on a negative number"},
	method("bytes", "Buffer", "Grow"):        {0, false, "panics on a negative number"},
}

// A LengthDemand is a slice that must be of a certain length, without which a function of
// std panics.
type LengthDemand struct {
	Arg int // without the receiver, from 0
	Len int64
	Why string
}

// DemandsLength gives the slice that fn, a function of std, demands to be of a length.
func DemandsLength(fn *types.Func) (LengthDemand, bool) {
	if fn == nil || fn.Pkg() == nil {
		return LengthDemand{}, false
	}
	d, ok := lengthDemands[match.FuncOf(fn)]
	return d, ok
}

// The sources are the functions' documentation; of a cipher we take the block to be that
// of AES.
var lengthDemands = map[match.Func]LengthDemand{
	fn("crypto/ed25519", "Verify"):          {0, 32, "panics on a public key that is not of 32 bytes"},
	fn("crypto/ed25519", "Sign"):            {0, 64, "panics on a private key that is not of 64 bytes"},
	fn("crypto/ed25519", "NewKeyFromSeed"):  {0, 32, "panics on a seed that is not of 32 bytes"},
	fn("crypto/cipher", "NewCBCEncrypter"):  {1, 16, "panics on an IV that is not as long as a block"},
	fn("crypto/cipher", "NewCBCDecrypter"):  {1, 16, "panics on an IV that is not as long as a block"},
	fn("crypto/cipher", "NewCTR"):           {1, 16, "panics on an IV that is not as long as a block"},
	method("crypto/cipher", "AEAD", "Open"): {1, 12, "panics on a nonce of another length"},

	method("encoding/binary", "bigEndian", "Uint16"):    {0, 2, "panics on less than 2 bytes"},
	method("encoding/binary", "bigEndian", "Uint32"):    {0, 4, "panics on less than 4 bytes"},
	method("encoding/binary", "bigEndian", "Uint64"):    {0, 8, "panics on less than 8 bytes"},
	method("encoding/binary", "littleEndian", "Uint16"): {0, 2, "panics on less than 2 bytes"},
	method("encoding/binary", "littleEndian", "Uint32"): {0, 4, "panics on less than 4 bytes"},
	method("encoding/binary", "littleEndian", "Uint64"): {0, 8, "panics on less than 8 bytes"},
}
