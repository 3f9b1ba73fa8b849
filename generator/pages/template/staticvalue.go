package template

import (
	"reflect"
	"slices"
)

// getter reads a value while a page is rendered.
type getter func(m *machine, dot reflect.Value) reflect.Value

// value is what the compiler knows about an expression.
type value struct {
	typ         reflect.Type // an interface type if the type is only known while a page is rendered
	addressable bool         // part of the data, so pointer methods can be called
	hasAddress  bool         // reflect can take its address: it is addressable, or a copy in memory
	optional    bool         // may be absent: a missing map key, or the dot of a template called without data
	constant    bool

	get getter
	// These read a computed string, int64 or bool without reflection, and so without allocation.
	computeString func(m *machine, dot reflect.Value) string
	computeInt    func(m *machine, dot reflect.Value) int64
	computeBool   func(m *machine, dot reflect.Value) bool

	// get reads the field at path below origin.
	origin origin
	path   []int
}

// origin is a value that fields are read from.
type origin struct {
	get        getter       // nil: dot itself
	typ        reflect.Type // nil if unknown
	hasAddress bool
}

// indirection in a path means: follow the pointer.
const indirection = -1

var (
	anyType  = reflect.TypeFor[any]()
	boolType = reflect.TypeFor[bool]()
	intType  = reflect.TypeFor[int]()
)

// read returns the value of type typ that get reads.
func read(typ reflect.Type, get getter) value {
	return value{typ: typ, get: get, origin: origin{get: get}}
}

// asDot returns the value that dot has in a body for which v is the new dot.
func (v value) asDot() value { return v.rebound(nil) }

// rebound returns v as it is after being stored in dot (get is nil) or in a variable that get reads.
func (v value) rebound(get getter) value {
	r := value{typ: v.typ, addressable: v.addressable, hasAddress: v.hasAddress || v.addressable, optional: v.optional}
	r.origin = origin{get: get, typ: r.typ, hasAddress: r.hasAddress}
	if r.get = get; get == nil {
		r.get = follow(nil, nil)
	}
	return r
}

// part returns the part of v at path, which has type typ.
func (v value) part(path []int, typ reflect.Type, addressable bool) value {
	p := value{typ: typ, addressable: addressable, path: slices.Concat(v.path, path), origin: v.origin}
	p.hasAddress = addressable || v.hasAddress || slices.Contains(path, indirection)
	p.get = follow(p.origin.get, p.path)
	return p
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

// computedString returns the value of an expression that computes a text.
func computedString(typ reflect.Type, compute func(m *machine, dot reflect.Value) string) value {
	f := func(m *machine, dot reflect.Value) string {
		text := compute(m, dot)
		if m == nil { // a constant, while the template is compiled
			return (&budget{next: firstLook}).charge(text)
		}
		return m.charge(text)
	}
	v := read(typ, func(m *machine, dot reflect.Value) reflect.Value {
		return reflect.ValueOf(f(m, dot)).Convert(typ)
	})
	v.computeString = f
	return v
}

func computedInt(f func(m *machine, dot reflect.Value) int64) value {
	v := read(intType, func(m *machine, dot reflect.Value) reflect.Value { return reflect.ValueOf(int(f(m, dot))) })
	v.computeInt = f
	return v
}

func computedBool(f func(m *machine, dot reflect.Value) bool) value {
	v := read(boolType, func(m *machine, dot reflect.Value) reflect.Value { return reflect.ValueOf(f(m, dot)) })
	v.computeBool = f
	return v
}

// required returns a getter that bails out if there is no value.
func (v value) required() getter {
	if !v.optional {
		return v.get
	}
	get := v.get
	return func(m *machine, dot reflect.Value) reflect.Value {
		v := get(m, dot)
		if !v.IsValid() {
			panic(bail{errNoValue})
		}
		return v
	}
}

// text returns a function that reads v, which must be a string.
func (v value) text() func(m *machine, dot reflect.Value) string {
	if v.computeString != nil {
		return v.computeString
	}
	get := v.required()
	if v.constant {
		s := get(nil, reflect.Value{}).String()
		return func(*machine, reflect.Value) string { return s }
	}
	if at := v.locator(); at != nil {
		return load[string](at)
	}
	return func(m *machine, dot reflect.Value) string { return get(m, dot).String() }
}

// integer returns a function that reads v, which must be a signed integer.
func (v value) integer() func(m *machine, dot reflect.Value) int64 {
	if v.computeInt != nil {
		return v.computeInt
	}
	if at := v.locator(); at != nil && v.typ.Kind() == reflect.Int {
		return func(m *machine, dot reflect.Value) int64 { return int64(*(*int)(at(m, dot))) }
	}
	get := v.required()
	return func(m *machine, dot reflect.Value) int64 { return get(m, dot).Int() }
}

// boolean returns a function that reads v, which must be a boolean.
func (v value) boolean() func(m *machine, dot reflect.Value) bool {
	if v.computeBool != nil {
		return v.computeBool
	}
	if at := v.locator(); at != nil {
		return load[bool](at)
	}
	get := v.required()
	return func(m *machine, dot reflect.Value) bool { return get(m, dot).Bool() }
}

// any returns a function that reads v as a parameter of type any would receive it.
func (v value) any() func(m *machine, dot reflect.Value) any {
	get := v.get
	return func(m *machine, dot reflect.Value) any {
		if v := get(m, dot); v.IsValid() {
			return v.Interface()
		}
		return nil
	}
}

// truth returns a function that reports whether {{if}} takes v as true.
func (v value) truth() func(m *machine, dot reflect.Value) bool {
	if test := v.fastTruth(); test != nil {
		return test
	}
	switch get, str := v.get, v.computeString; {
	case v.computeBool != nil:
		return v.computeBool
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

// interchangeable reports whether one variable can hold v or w: both have the same type and the same methods.
func (v value) interchangeable(w value) bool {
	return v.typ == w.typ && (v.addressable == w.addressable || isBasic(v.typ))
}

// isBasic reports whether typ is one of Go's predeclared types of strings, numbers and booleans.
func isBasic(typ reflect.Type) bool {
	return typ.PkgPath() == "" && typ.Kind() <= reflect.Complex128 || typ == plainType
}
