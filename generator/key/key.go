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
	}
	if v == nil {
		return append(dst, 0)
	}
	rv := reflect.ValueOf(v)
	return encoderOf(rv.Type())(dst, rv)
}

type encoder func(dst []byte, v reflect.Value) []byte

var encoders sync.Map // reflect.Type -> encoder

func encoderOf(t reflect.Type) encoder {
	if e, ok := encoders.Load(t); ok {
		return e.(encoder)
	}
	// A type that contains itself (a tree) finds this forward reference while its own encoder is being made.
	var made encoder
	var once sync.WaitGroup
	once.Add(1)
	e, loaded := encoders.LoadOrStore(t, encoder(func(dst []byte, v reflect.Value) []byte {
		once.Wait()
		return made(dst, v)
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
		return func(dst []byte, v reflect.Value) []byte {
			if v.Kind() == reflect.Pointer && v.IsNil() {
				return append(dst, 0)
			}
			return v.Interface().(Keyed).AppendKey(dst)
		}
	}
	if reflect.PointerTo(t).Implements(keyedType) {
		return func(dst []byte, v reflect.Value) []byte {
			if v.CanAddr() {
				return v.Addr().Interface().(Keyed).AppendKey(dst)
			}
			p := reflect.New(t)
			p.Elem().Set(v)
			return p.Interface().(Keyed).AppendKey(dst)
		}
	}
	switch t.Kind() {
	case reflect.String:
		return func(dst []byte, v reflect.Value) []byte { return appendString(dst, v.String()) }
	case reflect.Bool:
		return func(dst []byte, v reflect.Value) []byte {
			if v.Bool() {
				return append(dst, 1)
			}
			return append(dst, 0)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return func(dst []byte, v reflect.Value) []byte { return binary.AppendVarint(dst, v.Int()) }
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return func(dst []byte, v reflect.Value) []byte { return binary.AppendUvarint(dst, v.Uint()) }
	case reflect.Float32, reflect.Float64:
		return func(dst []byte, v reflect.Value) []byte {
			return binary.LittleEndian.AppendUint64(dst, math.Float64bits(v.Float()))
		}
	case reflect.Pointer:
		elem := encoderOf(t.Elem())
		return func(dst []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(dst, 0)
			}
			return elem(append(dst, 1), v.Elem())
		}
	case reflect.Slice, reflect.Array:
		if t.Elem().Kind() == reflect.Uint8 {
			return func(dst []byte, v reflect.Value) []byte {
				if v.Kind() == reflect.Array && !v.CanAddr() {
					p := reflect.New(t).Elem()
					p.Set(v)
					v = p
				}
				return append(binary.AppendUvarint(dst, uint64(v.Len())), v.Bytes()...)
			}
		}
		elem := encoderOf(t.Elem())
		return func(dst []byte, v reflect.Value) []byte {
			n := v.Len()
			dst = binary.AppendUvarint(dst, uint64(n))
			for i := range n {
				dst = elem(dst, v.Index(i))
			}
			return dst
		}
	case reflect.Map:
		if t.Key().Kind() != reflect.String {
			panic(fmt.Sprintf("key: %v: only maps from strings have a key", t))
		}
		elem := encoderOf(t.Elem())
		return func(dst []byte, v reflect.Value) []byte {
			names := make([]string, 0, v.Len())
			for _, k := range v.MapKeys() {
				names = append(names, k.String())
			}
			slices.Sort(names)
			dst = binary.AppendUvarint(dst, uint64(len(names)))
			for _, name := range names {
				dst = appendString(dst, name)
				dst = elem(dst, v.MapIndex(reflect.ValueOf(name).Convert(t.Key())))
			}
			return dst
		}
	case reflect.Struct:
		return structEncoder(t)
	case reflect.Interface:
		return func(dst []byte, v reflect.Value) []byte {
			if v.IsNil() {
				return append(dst, 0)
			}
			e := v.Elem()
			return encoderOf(e.Type())(appendString(append(dst, 1), e.Type().String()), e)
		}
	}
	panic(fmt.Sprintf("key: %v has no key", t))
}

func structEncoder(t reflect.Type) encoder {
	type field struct {
		index  int
		encode encoder
	}
	var fields []field
	for i := range t.NumField() {
		if f := t.Field(i); f.Tag.Get("key") != "-" {
			fields = append(fields, field{i, encoderOf(f.Type)})
		}
	}
	return func(dst []byte, v reflect.Value) []byte {
		for i := range fields {
			dst = fields[i].encode(dst, v.Field(fields[i].index))
		}
		return dst
	}
}

func appendString(dst []byte, s string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(s))), s...)
}
