package panicflow

import (
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/recoverlint/recoverlint/internal/flow"
	"github.com/recoverlint/recoverlint/internal/match"
)

// Protocols put lengths before what they are the lengths of. Whoever sends them may say what
// he likes.

// sentPast gives the number by which x[a:n] takes the length n from the bytes of somebody
// else, where nobody compared it with a length; nil otherwise. (That x has the bytes of n
// itself tells nothing.)
func (o *origins) sentPast(s *ssa.Slice, n ssa.Value) ssa.Value {
	if n == nil {
		return nil
	}
	sent := sentLength(n)
	if sent == nil || o.madeFor(s.X, sent, 0) || holds(s.X, most(sent)) || !isRead(sent) && !o.fromSame(sent, s.X) {
		return nil
	}
	if isSignedRead(n) && o.onlyCapped(s, sent) {
		return sent
	}
	capped, measured := false, false
	for _, cond := range flow.Conditions(s.Block()) {
		asked := o.mentioned(cond)
		cmp, ok := cond.(*ssa.BinOp)
		withConst := ok && (isConst(cmp.X) || isConst(cmp.Y))
		switch {
		case asked[o.rootKey(sent)]:
			if !withConst || !isOrder(cmp) {
				return nil
			}
			capped = true
		case asked[o.rootKey(s.X)]:
			if !withConst {
				return nil
			}
			measured = true
		}
	}
	if capped && (measured || o.hasConstantLength(s.X)) {
		return nil
	}
	return sent
}

// isSignedRead reports whether a number that was sent may be below zero: it was read as one
// with a sign, or made one of as many bits.
func isSignedRead(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.BinOp:
		return v.Op == token.ADD && (isSignedRead(v.X) || isSignedRead(v.Y))
	case *ssa.Convert:
		if from := bits(v.X.Type()); isSigned(v.Type()) && !isSigned(v.X.Type()) && from > 0 && from == bits(v.Type()) {
			return true
		}
		return isSignedRead(v.X)
	case *ssa.Call:
		return isSigned(v.Type()) && sentLength(v) == ssa.Value(v)
	}
	return false
}

// bits gives the size of an integer type that has one.
func bits(t types.Type) int {
	basic, ok := t.Underlying().(*types.Basic)
	if !ok {
		return 0
	}
	switch basic.Kind() {
	case types.Int8, types.Uint8:
		return 8
	case types.Int16, types.Uint16:
		return 16
	case types.Int32, types.Uint32:
		return 32
	case types.Int64, types.Uint64:
		return 64
	}
	return 0
}

// onlyCapped reports whether somebody asked whether a number is too large, and nobody whether
// it is below zero.
func (o *origins) onlyCapped(at ssa.Instruction, sent ssa.Value) bool {
	key, capped := o.rootKey(sent), false
	for _, cond := range flow.Conditions(at.Block()) {
		if !o.mentioned(cond)[key] {
			continue
		}
		cmp, ok := cond.(*ssa.BinOp)
		if !ok || !o.mentioned(cmp.X)[key] {
			return false
		}
		isCap := (cmp.Op == token.GTR || cmp.Op == token.GEQ) && onSide(cmp, false, at) || (cmp.Op == token.LSS || cmp.Op == token.LEQ) && onSide(cmp, true, at)
		if c, isC := constInt(cmp.Y); !isCap || isC && c <= 0 {
			return false
		}
		capped = true
	}
	return capped
}

// sentShort matches n - c, where n is the length of a whole by the bytes of somebody else, and
// c that of its header, and nobody asked whether there is that much: int(header.Length) - 6.
func (o *origins) sentShort(at ssa.Instruction, n ssa.Value) bool {
	rest, ok := strip(n).(*ssa.BinOp)
	if !ok || rest.Op != token.SUB || !isSigned(rest.Type()) || o.guardedBy(at, rest) {
		return false
	}
	header, ok := constInt(rest.Y)
	if !ok || header <= 0 {
		return false
	}
	whole := strip(rest.X)
	if o.guardedBy(at, whole) {
		return false
	}
	return sentLength(whole) == whole || isParsedLength(whole)
}

func isSigned(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsInteger != 0 && basic.Info()&types.IsUnsigned == 0
}

// isParsedLength matches header.Length, where a function that parses has given the header.
func isParsedLength(v ssa.Value) bool {
	_, field := fieldRead(v)
	if field == nil || !slices.ContainsFunc(lengthWords[:], func(word string) bool { return strings.Contains(strings.ToLower(field.Name()), word) }) {
		return false
	}
	base, _ := fieldLoad(v)
	call := callOf(base)
	obj := (*types.Func)(nil)
	if call != nil {
		obj = calleeObject(&call.Call)
	}
	return obj != nil && slices.ContainsFunc(parsers[:], func(verb string) bool { return strings.HasPrefix(strings.ToLower(obj.Name()), verb) })
}

var (
	lengthWords = [...]string{"length", "len", "size"}
	parsers     = [...]string{"unmarshal", "parse", "decode", "read", "unpack"}
)

// isOrder reports whether a comparison tells a smaller number from a larger one, or zero
// from others.
func isOrder(cmp *ssa.BinOp) bool {
	switch cmp.Op {
	case token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return isZero(cmp.Y)
}

func (o *origins) hasConstantLength(x ssa.Value) bool {
	if _, ok := arrayLength(x.Type()); ok {
		return true
	}
	_, ok := o.constantLength(x)
	return ok
}

// sentLength gives the number, read out of bytes, of which v is that number with something
// added, or nil.
func sentLength(v ssa.Value) ssa.Value {
	switch v := strip(v).(type) {
	case *ssa.Call:
		f := match.FuncOf(calleeObject(&v.Call))
		if f.Pkg == "encoding/binary" && (f.Name == "Uint16" || f.Name == "Uint32" || f.Name == "Uint64") || readsLength(v.Call.StaticCallee()) || readsInt(calleeObject(&v.Call)) || readsVarint(calleeObject(&v.Call), v.Type()) {
			return v
		}
	case *ssa.Extract:
		if call, ok := v.Tuple.(*ssa.Call); ok && v.Index == 0 && readsVarint(calleeObject(&call.Call), v.Type()) {
			return v
		}
	case *ssa.UnOp:
		if byteIn(v) != nil {
			return v
		}
	case *ssa.BinOp:
		switch v.Op {
		case token.ADD:
			if sent := sentLength(v.X); sent != nil {
				return sent
			}
			return sentLength(v.Y)
		case token.OR: // int(b[0])<<8 | int(b[1])
			if bytesIn(v) != nil {
				return v
			}
		}
	}
	return nil
}

// readsVarint reports whether a function is named for reading a number of variable length, as
// binary.ReadUvarint and those that protocols have of their own: r.ReadVarInt().
func readsVarint(fn *types.Func, result types.Type) bool {
	if fn == nil || fn.Pkg() == nil || !isNumber(result) {
		return false
	}
	name := strings.ToLower(fn.Name())
	return strings.HasSuffix(name, "varint") && !slices.ContainsFunc([]string{"size", "write", "put", "len", "encode"}, func(word string) bool { return strings.Contains(name, word) })
}

// readsInt reports whether a method of a decoder is named for the number that it reads next:
// buf.Int(), r.ReadInt32(), d.Uint16().
func readsInt(fn *types.Func) bool {
	if fn == nil || fn.Signature().Recv() == nil || fn.Signature().Params().Len() > 0 || fn.Signature().Results().Len() != 1 {
		return false
	}
	named := match.Named(fn.Signature().Recv().Type())
	if named == nil || !isNumber(fn.Signature().Results().At(0).Type()) {
		return false
	}
	owner := strings.ToLower(named.Obj().Name())
	name := strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(fn.Name()), "read"), "get")
	return readable[name] && slices.ContainsFunc(decoders[:], func(word string) bool { return strings.Contains(owner, word) })
}

var (
	readable = map[string]bool{"int": true, "int16": true, "int32": true, "int64": true, "uint": true, "uint16": true, "uint32": true, "uint64": true, "long": true, "short": true}
	decoders = [...]string{"decod", "read", "buf", "pars", "unpack"}
)

// byteIn gives the slice of which v is a byte, or nil.
func byteIn(v *ssa.UnOp) ssa.Value {
	element, ok := v.X.(*ssa.IndexAddr)
	if !ok || v.Op != token.MUL || !isByte(v.Type()) {
		return nil
	}
	if _, isSlice := element.X.Type().Underlying().(*types.Slice); !isSlice {
		return nil
	}
	return element.X
}

func isByte(t types.Type) bool {
	basic, ok := t.Underlying().(*types.Basic)
	return ok && basic.Kind() == types.Uint8
}

// bytesIn gives the slice whose bytes a number is put together of, or nil.
func bytesIn(v ssa.Value) ssa.Value {
	switch v := strip(v).(type) {
	case *ssa.UnOp:
		return byteIn(v)
	case *ssa.BinOp:
		switch v.Op {
		case token.OR:
			if bytesIn(v.Y) == nil {
				return nil
			}
			return bytesIn(v.X)
		case token.SHL:
			return bytesIn(v.X)
		}
	}
	return nil
}

// isRead reports whether a number was read by a function that is for reading numbers.
func isRead(sent ssa.Value) bool { return bytesIn(sent) == nil }

// fromSame reports whether a number is put together of bytes of x itself.
func (o *origins) fromSame(sent, x ssa.Value) bool { return o.sameRoot(bytesIn(sent), x) }

// most gives the largest number that was sent, or -1.
func most(sent ssa.Value) int64 {
	switch sent := sent.(type) {
	case *ssa.UnOp:
		return 1<<8 - 1
	case *ssa.Call:
		if match.FuncOf(calleeObject(&sent.Call)).Name == "Uint16" {
			return 1<<16 - 1
		}
	}
	return -1
}

// holds reports whether a slice or array has n elements.
func holds(x ssa.Value, n int64) bool {
	if n < 0 {
		return false
	}
	if length, ok := arrayLength(x.Type()); ok {
		return length >= n
	}
	if s, ok := x.(*ssa.Slice); ok {
		return holds(s.X, n)
	}
	if made, ok := strip(x).(*ssa.MakeSlice); ok {
		length, ok := constInt(made.Len)
		return ok && length >= n
	}
	return false
}

// readsLength reports whether all that a function does is to read a number out of bytes:
// func (b *buffer) u16() int { return int(binary.BigEndian.Uint16(b.take(2))) }.
func readsLength(fn *ssa.Function) bool {
	if fn == nil || len(fn.Blocks) != 1 || fn.Signature.Results().Len() != 1 {
		return false
	}
	ret, ok := fn.Blocks[0].Instrs[len(fn.Blocks[0].Instrs)-1].(*ssa.Return)
	if !ok {
		return false
	}
	call, ok := strip(ret.Results[0]).(*ssa.Call)
	return ok && call.Call.StaticCallee() != fn && sentLength(call) == ssa.Value(call) && match.FuncOf(calleeObject(&call.Call)).Pkg == "encoding/binary"
}

// madeFor reports whether a slice was made with a number, or by a function that was given
// it: make([]byte, 4+n), grow(buf, n).
func (o *origins) madeFor(x, n ssa.Value, depth int) bool {
	if depth > 6 {
		return false // x = x[n:]
	}
	switch v := strip(x).(type) {
	case *ssa.MakeSlice:
		return o.mentioned(v.Len)[o.rootKey(n)] || sentLength(v.Len) == n
	case *ssa.Call:
		return slices.ContainsFunc(v.Call.Args, func(arg ssa.Value) bool { return sentLength(arg) == n })
	case *ssa.Slice:
		return o.madeFor(v.X, n, depth+1)
	case *ssa.UnOp:
		if from := o.onlyStore(v); from != nil {
			return o.madeFor(from, n, depth+1)
		}
	case *ssa.Phi:
		return slices.ContainsFunc(v.Edges, func(edge ssa.Value) bool {
			return o.madeFor(edge, n, depth+1)
		})
	}
	return false
}
