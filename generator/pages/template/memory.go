package template

import (
	"reflect"
	"unsafe"
)

// Most of what a template reads are fields of the data it was given, which is plain structs. The compiler knows where in the
// memory of a struct a field lies, so it is read there: reflection finds it anew for each page, in several steps.

// spot finds where a value lies, while a page is made.
type spot func(m *machine, dot reflect.Value) unsafe.Pointer

// spot gives where v lies, or nil if it is not in memory that can be found: it is computed, in a map, or a copy.
func (v value) spot() spot {
	typ, path := v.root.typ, v.path
	var start func(v reflect.Value) unsafe.Pointer
	switch {
	case v.absent || typ == nil:
		return nil
	case typ.Kind() == reflect.Pointer && len(path) > 0:
		start = reflect.Value.UnsafePointer
		typ, path = typ.Elem(), path[1:] // which is an indirection
	case v.root.firm:
		start = func(v reflect.Value) unsafe.Pointer { return unsafe.Pointer(v.UnsafeAddr()) }
	default:
		return nil
	}
	var hops []uintptr // offsets of pointers to follow, each in what the one before leads to
	var offset uintptr
	for _, i := range path {
		if i == indirection {
			hops, offset, typ = append(hops, offset), 0, typ.Elem()
			continue
		}
		field := typ.Field(i)
		offset, typ = offset+field.Offset, field.Type
	}
	from := v.from
	if from == nil && len(hops) == 0 { // as most fields are written: of dot
		return func(_ *machine, dot reflect.Value) unsafe.Pointer { return unsafe.Add(there(start(dot)), offset) }
	}
	return func(m *machine, dot reflect.Value) unsafe.Pointer {
		if from != nil {
			dot = from(m, dot)
		}
		p := there(start(dot))
		for _, hop := range hops {
			p = there(*(*unsafe.Pointer)(unsafe.Add(p, hop)))
		}
		return unsafe.Add(p, offset)
	}
}

// there gives up at a nil pointer, as reflection does.
func there(p unsafe.Pointer) unsafe.Pointer {
	if p == nil {
		panic(bail{errAbsent})
	}
	return p
}

// load reads a T where it lies.
func load[T any](at spot) func(m *machine, dot reflect.Value) T {
	return func(m *machine, dot reflect.Value) T { return *(*T)(at(m, dot)) }
}

// quick is truth for what lies in memory and is of a common kind; nil for the rest.
func (v value) quick() func(m *machine, dot reflect.Value) bool {
	at := v.spot()
	if at == nil {
		return nil
	}
	switch v.typ.Kind() {
	case reflect.Bool:
		return load[bool](at)
	case reflect.String:
		return func(m *machine, dot reflect.Value) bool { return len(*(*string)(at(m, dot))) > 0 }
	case reflect.Slice: // of whatever: the length stands in one place
		return func(m *machine, dot reflect.Value) bool { return len(*(*[]struct{})(at(m, dot))) > 0 }
	case reflect.Pointer:
		return func(m *machine, dot reflect.Value) bool { return *(*unsafe.Pointer)(at(m, dot)) != nil }
	case reflect.Int:
		return func(m *machine, dot reflect.Value) bool { return *(*int)(at(m, dot)) != 0 }
	}
	return nil
}
