package template

import (
	"reflect"
	"slices"
)

// getter reads a value while a page is made.
type getter func(m *machine, dot reflect.Value) reflect.Value

// value is what the compiler knows of an expression.
type value struct {
	typ         reflect.Type // an interface type if it is known only when a page is made
	addressable bool         // it lies in the data itself, so methods of a pointer to it can be called
	firm        bool         // reflect can give its address: it is addressable, or a copy that was put into memory
	absent      bool         // it can be no value at all: a map without that key, a template called without data
	constant    bool

	get getter
	// For strings, int64s and booleans that are computed, a way to get them without reflection and allocation.
	str func(m *machine, dot reflect.Value) string
	num func(m *machine, dot reflect.Value) int64
	yes func(m *machine, dot reflect.Value) bool

	// get reads the field at path below from; from is nil for dot itself.
	from getter
	path []int
	root struct { // what from reads; typ is nil where that is not known
		typ  reflect.Type
		firm bool
	}
}

// indirection in a path stands for following a pointer.
const indirection = -1

var (
	anyType  = reflect.TypeFor[any]()
	boolType = reflect.TypeFor[bool]()
	intType  = reflect.TypeFor[int]()
)

// read returns the value of type typ that get reads.
func read(typ reflect.Type, get getter) value { return value{typ: typ, get: get, from: get} }

// asDot is what dot is like where it is set to v.
func (v value) asDot() value {
	return held(v, follow(nil, nil), nil)
}

// held is what is like v, but stands in dot or in a variable, where get reads it.
func held(v value, get, from getter) value {
	h := value{typ: v.typ, addressable: v.addressable, firm: v.firm || v.addressable, absent: v.absent, get: get, from: from}
	h.root.typ, h.root.firm = h.typ, h.firm
	return h
}

// below is the part at path of v, of type typ.
func (v value) below(path []int, typ reflect.Type, addressable bool) value {
	part := value{typ: typ, addressable: addressable, from: v.from, path: slices.Concat(v.path, path), root: v.root}
	part.firm = addressable || v.firm || slices.Contains(path, indirection)
	part.get = follow(part.from, part.path)
	return part
}

func follow(from getter, path []int) getter {
	if from == nil {
		return func(_ *machine, dot reflect.Value) reflect.Value { return walk(dot, path) }
	}
	return func(m *machine, dot reflect.Value) reflect.Value { return walk(from(m, dot), path) }
}

func walk(v reflect.Value, path []int) reflect.Value {
	for _, i := range path {
		if i == indirection {
			v = v.Elem()
		} else {
			v = v.Field(i)
		}
	}
	return v
}

func constant(v reflect.Value) value {
	c := read(v.Type(), func(*machine, reflect.Value) reflect.Value { return v })
	c.constant = true
	return c
}

func computedString(typ reflect.Type, f func(m *machine, dot reflect.Value) string) value {
	v := read(typ, func(m *machine, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(f(m, dot)).Convert(typ)
	})
	v.str = f
	return v
}

func computedInt(f func(m *machine, dot reflect.Value) int64) value {
	v := read(intType, func(m *machine, dot reflect.Value) reflect.Value { return reflect.ValueOf(int(f(m, dot))) })
	v.num = f
	return v
}

func computedBool(f func(m *machine, dot reflect.Value) bool) value {
	v := read(boolType, func(m *machine, dot reflect.Value) reflect.Value { return reflect.ValueOf(f(m, dot)) })
	v.yes = f
	return v
}

// present is get for a value that must be there.
func (v value) present() getter {
	if !v.absent {
		return v.get
	}
	get := v.get
	return func(m *machine, dot reflect.Value) reflect.Value {
		v := get(m, dot)
		if !v.IsValid() {
			panic(bail{errAbsent})
		}
		return v
	}
}

// text, integer and boolean read a value whose kind is known to be a string, a signed integer or a boolean.
func (v value) text() func(m *machine, dot reflect.Value) string {
	if v.str != nil {
		return v.str
	}
	get := v.present()
	if v.constant {
		s := get(nil, reflect.Value{}).String()
		return func(*machine, reflect.Value) string { return s }
	}
	if at := v.spot(); at != nil {
		return load[string](at)
	}
	return func(m *machine, dot reflect.Value) string { return get(m, dot).String() }
}

func (v value) integer() func(m *machine, dot reflect.Value) int64 {
	if v.num != nil {
		return v.num
	}
	if at := v.spot(); at != nil && v.typ.Kind() == reflect.Int {
		return func(m *machine, dot reflect.Value) int64 { return int64(*(*int)(at(m, dot))) }
	}
	get := v.present()
	return func(m *machine, dot reflect.Value) int64 { return get(m, dot).Int() }
}

func (v value) boolean() func(m *machine, dot reflect.Value) bool {
	if v.yes != nil {
		return v.yes
	}
	if at := v.spot(); at != nil {
		return load[bool](at)
	}
	get := v.present()
	return func(m *machine, dot reflect.Value) bool { return get(m, dot).Bool() }
}

// any reads a value as a function with a parameter of type any gets it.
func (v value) any() func(m *machine, dot reflect.Value) any {
	get := v.get
	return func(m *machine, dot reflect.Value) any {
		if v := get(m, dot); v.IsValid() {
			return v.Interface()
		}
		return nil
	}
}

// truth reads whether a value is true as {{if}} sees it.
func (v value) truth() func(m *machine, dot reflect.Value) bool {
	if test := v.quick(); test != nil {
		return test
	}
	switch get, str := v.get, v.str; {
	case v.yes != nil:
		return v.yes
	case str != nil:
		return func(m *machine, dot reflect.Value) bool { return str(m, dot) != "" }
	default:
		return func(m *machine, dot reflect.Value) bool { return isTrue(get(m, dot)) }
	}
}

func isTrue(v reflect.Value) bool {
	if v.Kind() == reflect.Interface {
		v = v.Elem()
	}
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() > 0
	case reflect.Struct:
		return true
	case reflect.Float32, reflect.Float64:
		return v.Float() != 0 // unlike IsZero, for which -0 is not zero
	case reflect.Complex64, reflect.Complex128:
		return v.Complex() != 0
	}
	return !v.IsZero()
}

// like tells whether two values can stand in one variable: they are of one type, and the same methods can be called.
func (v value) like(w value) bool {
	return v.typ == w.typ && (v.addressable == w.addressable || isBasic(v.typ))
}

// isBasic tells whether typ is one of Go's own types of strings, numbers and booleans.
func isBasic(typ reflect.Type) bool {
	return typ.PkgPath() == "" && typ.Kind() <= reflect.Complex128 || typ == plainType
}
