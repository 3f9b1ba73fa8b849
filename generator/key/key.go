// Package key hashes plain values: every field of a view, in order, whatever its type. The hash follows the type, so a new field
// becomes part of the key automatically.
//
// Equal values have equal keys, on every machine and in every process; different values of a type have different keys, except
// for a chance of 2⁻¹²⁸. Keys say nothing about values of different types.
//
// A field tagged `key:"-"` is left out. That is right only if other fields determine it, or if it affects no output. A type with a
// method AppendKey appends its own bytes, which must differ whenever its fields do.
//
// Each type gets an encoder at its first use. The encoder reads the memory of values directly, which takes a third of the time of
// reflection.
package key

import (
	"encoding/binary"
	"fmt"
	"math"
	"reflect"
	"slices"
	"sync"
	"unsafe"

	"github.com/zeebo/xxh3"

	"gongbao/generator/packed"
)

// Key is a hash of 128 bits (XXH3).
type Key = [16]byte

// Keyed is a value that appends its own bytes for a key.
type Keyed interface{ AppendKey(dst []byte) []byte }

// Of returns the key of a list of values. It panics for types that contain channels, functions, or maps with keys that are not
// strings. It does not return for cyclic values.
func Of(values ...any) Key {
	buf := pool.Get().(*[]byte)
	b := (*buf)[:0]
	for _, v := range values {
		b = Append(b, v)
	}
	k := xxh3.Hash128(b).Bytes()
	*buf = b
	pool.Put(buf)
	return k
}

var pool = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

// Append appends bytes that differ from those of every other value of the type of v.
func Append(dst []byte, v any) []byte {
	switch v := v.(type) { // most values need no reflection
	case string:
		return packed.AppendString(dst, v)
	case Key:
		return append(dst, v[:]...)
	case nil:
		return append(dst, 0)
	}
	rv := reflect.ValueOf(v)
	if rv.Kind() == reflect.Pointer {
		p := rv.UnsafePointer()
		return encoderOf(rv.Type())(dst, unsafe.Pointer(&p))
	}
	return encoderOf(rv.Type())(dst, addressed(rv))
}

// addressed copies a value to new memory and returns its address.
func addressed(v reflect.Value) unsafe.Pointer {
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.UnsafePointer()
}

// encoder appends the bytes of the value at p, which must be of the type that the encoder was made for.
type encoder func(dst []byte, p unsafe.Pointer) []byte

var encoders sync.Map // reflect.Type -> encoder

func encoderOf(t reflect.Type) encoder {
	if e, ok := encoders.Load(t); ok {
		return e.(encoder)
	}
	// A type that contains itself (a tree) finds this forward reference while its encoder is being made.
	var made encoder
	var ready sync.WaitGroup
	ready.Add(1)
	e, loaded := encoders.LoadOrStore(t, encoder(func(dst []byte, p unsafe.Pointer) []byte {
		ready.Wait()
		return made(dst, p)
	}))
	if loaded {
		return e.(encoder)
	}
	defer func() {
		if made == nil { // makeEncoder panics; the next call must panic too, and not wait
			encoders.Delete(t)
		}
		ready.Done()
	}()
	made = makeEncoder(t)
	encoders.Store(t, made)
	return made
}

var keyedType = reflect.TypeFor[Keyed]()

func makeEncoder(t reflect.Type) encoder {
	if t.Implements(keyedType) {
		return func(dst []byte, p unsafe.Pointer) []byte {
			v := reflect.NewAt(t, p).Elem()
			if v.Kind() == reflect.Pointer && v.IsNil() {
				return append(dst, 0)
			}
			return v.Interface().(Keyed).AppendKey(dst)
		}
	}
	if reflect.PointerTo(t).Implements(keyedType) {
		return func(dst []byte, p unsafe.Pointer) []byte {
			return reflect.NewAt(t, p).Interface().(Keyed).AppendKey(dst)
		}
	}
	if e := plain[t.Kind()]; e != nil {
		return e
	}
	switch t.Kind() {
	case reflect.Pointer:
		elem := encoderOf(t.Elem())
		return func(dst []byte, p unsafe.Pointer) []byte {
			to := *(*unsafe.Pointer)(p)
			if to == nil {
				return append(dst, 0)
			}
			return elem(append(dst, 1), to)
		}
	case reflect.Array:
		return listEncoder(t.Elem(), func(p unsafe.Pointer) (unsafe.Pointer, int) { return p, t.Len() })
	case reflect.Slice:
		return listEncoder(t.Elem(), func(p unsafe.Pointer) (unsafe.Pointer, int) {
			s := (*[]byte)(p) // whatever the elements are, a slice looks the same
			return unsafe.Pointer(unsafe.SliceData(*s)), len(*s)
		})
	case reflect.Map:
		return mapEncoder(t)
	case reflect.Struct:
		return structEncoder(t)
	case reflect.Interface:
		return func(dst []byte, p unsafe.Pointer) []byte {
			v := reflect.NewAt(t, p).Elem()
			if v.IsNil() {
				return append(dst, 0)
			}
			e := v.Elem()
			return encoderOf(e.Type())(packed.AppendString(append(dst, 1), e.Type().String()), addressed(e))
		}
	}
	panic(fmt.Sprintf("key: %v has no key", t))
}

// plain holds the encoders of kinds without elements.
var plain = map[reflect.Kind]encoder{
	reflect.String: func(dst []byte, p unsafe.Pointer) []byte { return packed.AppendString(dst, *(*string)(p)) },
	reflect.Bool:   func(dst []byte, p unsafe.Pointer) []byte { return append(dst, *(*byte)(p)) },
	reflect.Float64: func(dst []byte, p unsafe.Pointer) []byte {
		return binary.LittleEndian.AppendUint64(dst, math.Float64bits(*(*float64)(p)))
	},
	reflect.Int: integer[int], reflect.Int8: integer[int8], reflect.Int16: integer[int16], reflect.Int32: integer[int32], reflect.Int64: integer[int64],
	reflect.Uint: integer[uint], reflect.Uint8: integer[uint8], reflect.Uint16: integer[uint16], reflect.Uint32: integer[uint32], reflect.Uint64: integer[uint64],
}

func integer[T int | int8 | int16 | int32 | int64 | uint | uint8 | uint16 | uint32 | uint64](dst []byte, p unsafe.Pointer) []byte {
	return binary.AppendVarint(dst, int64(*(*T)(p)))
}

// listEncoder encodes values that follow one another in memory.
func listEncoder(t reflect.Type, elements func(p unsafe.Pointer) (first unsafe.Pointer, n int)) encoder {
	if t.Kind() == reflect.Uint8 && !reflect.PointerTo(t).Implements(keyedType) {
		return func(dst []byte, p unsafe.Pointer) []byte {
			first, n := elements(p)
			return append(binary.AppendUvarint(dst, uint64(n)), unsafe.Slice((*byte)(first), n)...)
		}
	}
	elem, size := encoderOf(t), t.Size()
	return func(dst []byte, p unsafe.Pointer) []byte {
		first, n := elements(p)
		dst = binary.AppendUvarint(dst, uint64(n))
		for i := range n {
			dst = elem(dst, unsafe.Add(first, uintptr(i)*size))
		}
		return dst
	}
}

// mapEncoder encodes a map in the order of its keys.
func mapEncoder(t reflect.Type) encoder {
	if t.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("key: %v: only maps from strings have a key", t))
	}
	elem := encoderOf(t.Elem())
	return func(dst []byte, p unsafe.Pointer) []byte {
		v := reflect.NewAt(t, p).Elem()
		names := make([]string, 0, v.Len())
		for _, k := range v.MapKeys() {
			names = append(names, k.String())
		}
		slices.Sort(names)
		dst = binary.AppendUvarint(dst, uint64(len(names)))
		for _, name := range names {
			dst = packed.AppendString(dst, name)
			dst = elem(dst, addressed(v.MapIndex(reflect.ValueOf(name).Convert(t.Key()))))
		}
		return dst
	}
}

func structEncoder(t reflect.Type) encoder {
	type field struct {
		offset uintptr
		encode encoder
	}
	var fields []field
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("key") != "-" {
			fields = append(fields, field{f.Offset, encoderOf(f.Type)})
		}
	}
	return func(dst []byte, p unsafe.Pointer) []byte {
		for i := range fields {
			dst = fields[i].encode(dst, unsafe.Add(p, fields[i].offset))
		}
		return dst
	}
}
