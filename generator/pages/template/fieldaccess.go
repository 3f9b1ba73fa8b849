package template

import (
	"reflect"
	"unsafe"
)

// Most of what a template reads are fields of plain structs. The compiler knows the offset of each field, so compiled code
// reads it straight from memory; reflection would look it up again for every page, in several steps.
//
// A pointer made here is used at once and never kept: the data it points into belongs to the caller and may be overwritten
// as soon as Append returns (see Program).

// locator returns a pointer to a value while a page is rendered.
type locator func(m *machine, dot reflect.Value) unsafe.Pointer

// locator returns nil for a value without a fixed place in memory: a computed one, one in a map, or a copy.
func (v value) locator() locator {
	typ, path := v.origin.typ, v.path
	var start func(v reflect.Value) unsafe.Pointer
	switch {
	case v.optional || typ == nil:
		return nil
	case typ.Kind() == reflect.Pointer && len(path) > 0:
		start = reflect.Value.UnsafePointer
		typ, path = typ.Elem(), path[1:] // path[0] is an indirection
	case v.origin.hasAddress:
		start = func(v reflect.Value) unsafe.Pointer { return unsafe.Pointer(v.UnsafeAddr()) }
	default:
		return nil
	}
	var hops []uintptr // offsets of the pointers to follow, each in what the one before points to
	var offset uintptr
	for _, i := range path {
		if i == indirection {
			hops, offset, typ = append(hops, offset), 0, typ.Elem()
			continue
		}
		field := typ.Field(i)
		offset, typ = offset+field.Offset, field.Type
	}
	from := v.origin.get
	if from == nil && len(hops) == 0 { // a field of dot, by far the most common case
		return func(_ *machine, dot reflect.Value) unsafe.Pointer { return unsafe.Add(notNil(start(dot)), offset) }
	}
	return func(m *machine, dot reflect.Value) unsafe.Pointer {
		if from != nil {
			dot = from(m, dot)
		}
		p := notNil(start(dot))
		for _, hop := range hops {
			p = notNil(*(*unsafe.Pointer)(unsafe.Add(p, hop)))
		}
		return unsafe.Add(p, offset)
	}
}

// notNil bails out at a nil pointer, where reflection would panic.
func notNil(p unsafe.Pointer) unsafe.Pointer {
	if p == nil {
		panic(bail{errNoValue})
	}
	return p
}

// load reads a T from its location.
func load[T any](at locator) func(m *machine, dot reflect.Value) T {
	return func(m *machine, dot reflect.Value) T { return *(*T)(at(m, dot)) }
}

// fastTruth is truth without reflection, for values in memory whose kind is common. It returns nil for others.
func (v value) fastTruth() func(m *machine, dot reflect.Value) bool {
	at := v.locator()
	if at == nil {
		return nil
	}
	switch v.typ.Kind() {
	case reflect.Bool:
		return load[bool](at)
	case reflect.String:
		return func(m *machine, dot reflect.Value) bool { return len(*(*string)(at(m, dot))) > 0 }
	case reflect.Slice: // the length is in the same place whatever the element type
		return func(m *machine, dot reflect.Value) bool { return len(*(*[]struct{})(at(m, dot))) > 0 }
	case reflect.Pointer:
		return func(m *machine, dot reflect.Value) bool { return *(*unsafe.Pointer)(at(m, dot)) != nil }
	case reflect.Int:
		return func(m *machine, dot reflect.Value) bool { return *(*int)(at(m, dot)) != 0 }
	}
	return nil
}
