package template

import "reflect"

// Direct is a function that compiled templates call as Go does. Functions of a few common signatures are called so anyway;
// others go through reflection, which costs more than most of them do.
type Direct struct {
	plain   any // what html/template calls
	compile func(args []value) value
}

// Direct1 makes a function of one argument direct.
func Direct1[A, R any](f func(A) R) Direct {
	return Direct{f, func(args []value) value {
		a := argumentOf[A](args[0])
		return resultOf(func(m *machine, dot reflect.Value) R { return f(a(m, dot)) })
	}}
}

// Direct2 makes a function of two arguments direct.
func Direct2[A, B, R any](f func(A, B) R) Direct {
	return Direct{f, func(args []value) value {
		a, b := argumentOf[A](args[0]), argumentOf[B](args[1])
		return resultOf(func(m *machine, dot reflect.Value) R { return f(a(m, dot), b(m, dot)) })
	}}
}

// argumentOf reads a value that fits a parameter of type T.
func argumentOf[T any](v value) func(m *machine, dot reflect.Value) T {
	if text, ok := any(v.str).(func(m *machine, dot reflect.Value) T); ok && v.str != nil {
		return text
	}
	get, typ := v.present(), reflect.TypeFor[T]()
	if at := v.spot(); at != nil && v.typ == typ {
		return load[T](at)
	}
	return func(m *machine, dot reflect.Value) T {
		v := get(m, dot)
		if v.Type() != typ {
			v = v.Convert(typ)
		}
		if v.CanAddr() {
			return *v.Addr().Interface().(*T) // unlike v.Interface, this copies nothing to the heap
		}
		return v.Interface().(T)
	}
}

// resultOf is the value of an expression that gives an R.
func resultOf[R any](get func(m *machine, dot reflect.Value) R) value {
	if text, ok := any(get).(func(m *machine, dot reflect.Value) string); ok {
		return computedString(plainType, text)
	}
	v := read(reflect.TypeFor[R](), func(m *machine, dot reflect.Value) reflect.Value {
		r := get(m, dot)
		return reflect.ValueOf(&r).Elem()
	})
	v.firm = true
	return v
}
