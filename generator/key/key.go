// Package key hashes plain values: every field of a view, in order, whatever its type. Because the hash walks the type
// itself, a field added tomorrow is in the key tomorrow; nobody has to remember it.
//
// A field tagged `key:"-"` is left out, and is right only where other fields stand for it. A type with a method
// AppendKey gives its own bytes, and is right only where those are as telling as its fields.
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
)

// Key is 128 bits that are equal when the hashed values are.
type Key = [16]byte

// Keyed is a value that knows its own key.
type Keyed interface{ AppendKey(dst []byte) []byte }

// Of hashes values in their order. Channels, functions and cyclic values have no key: it panics on the first two.
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

// Append appends bytes that tell v from every other value of its type.
func Append(dst []byte, v any) []byte {
	switch v := v.(type) { // what most keys are made of, without reflection
	case string:
		return appendString(dst, v)
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

// addressed copies a value to memory of its own.
func addressed(v reflect.Value) unsafe.Pointer {
	p := reflect.New(v.Type())
	p.Elem().Set(v)
	return p.UnsafePointer()
}

// encoder appends the bytes of the value at p, which is of the type that the encoder was made for. The walk through a type
// is made once; what is left for each value is to read its memory, at a third of what reflection costs.
type encoder func(dst []byte, p unsafe.Pointer) []byte

var encoders sync.Map // reflect.Type -> encoder

func encoderOf(t reflect.Type) encoder {
	if e, ok := encoders.Load(t); ok {
		return e.(encoder)
	}
	// A type that contains itself (a tree) finds this forward reference while its own encoder is being made.
	var made encoder
	var once sync.WaitGroup
	once.Add(1)
	e, loaded := encoders.LoadOrStore(t, encoder(func(dst []byte, p unsafe.Pointer) []byte {
		once.Wait()
		return made(dst, p)
	}))
	if loaded {
		return e.(encoder)
	}
	made = makeEncoder(t)
	once.Done()
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
		return list(t.Elem(), func(p unsafe.Pointer) (unsafe.Pointer, int) { return p, t.Len() })
	case reflect.Slice:
		return list(t.Elem(), func(p unsafe.Pointer) (unsafe.Pointer, int) {
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
			return encoderOf(e.Type())(appendString(append(dst, 1), e.Type().String()), addressed(e))
		}
	}
	panic(fmt.Sprintf("key: %v has no key", t))
}

// plain are the encoders of what refers to nothing else.
var plain = map[reflect.Kind]encoder{
	reflect.String: func(dst []byte, p unsafe.Pointer) []byte { return appendString(dst, *(*string)(p)) },
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

// list encodes what lies one after the other.
func list(t reflect.Type, elements func(p unsafe.Pointer) (first unsafe.Pointer, n int)) encoder {
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
			dst = appendString(dst, name)
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

func appendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}
