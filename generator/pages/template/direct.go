package template

import "reflect"

// Direct is a function that compiled templates call without reflection, which often costs more than the function itself. A
// few common signatures need no Direct; direct lists them.
type Direct struct {
	function any // what html/template calls
	compile  func(args []value) value
}

// Direct1 returns a function of one argument as a Direct.
func Direct1[A, R any](f func(A) R) Direct {
	return Direct{f, func(args []value) value {
		a := argumentOf[A](args[0])
		return resultOf(func(m *machine, dot reflect.Value) R { return f(a(m, dot)) })
	}}
}

// Direct2 returns a function of two arguments as a Direct.
func Direct2[A, B, R any](f func(A, B) R) Direct {
	return Direct{f, func(args []value) value {
		a, b := argumentOf[A](args[0]), argumentOf[B](args[1])
		return resultOf(func(m *machine, dot reflect.Value) R { return f(a(m, dot), b(m, dot)) })
	}}
}

// argumentOf returns a function that reads v for a parameter of type T.
func argumentOf[T any](v value) func(m *machine, dot reflect.Value) T {
	if text, ok := any(v.computeString).(func(m *machine, dot reflect.Value) T); ok && v.computeString != nil {
		return text
	}
	get, typ := v.required(), reflect.TypeFor[T]()
	if at := v.locator(); at != nil && v.typ == typ {
		return load[T](at)
	}
	return func(m *machine, dot reflect.Value) T {
		v := get(m, dot)
		if v.Type() != typ {
			v = v.Convert(typ)
		}
		if v.CanAddr() {
			return *v.Addr().Interface().(*T) // unlike v.Interface, does not allocate
		}
		return v.Interface().(T)
	}
}

// resultOf returns the value of an expression that computes an R.
func resultOf[R any](get func(m *machine, dot reflect.Value) R) value {
	if text, ok := any(get).(func(m *machine, dot reflect.Value) string); ok {
		return computedString(plainType, text)
	}
	v := read(reflect.TypeFor[R](), func(m *machine, dot reflect.Value) reflect.Value {
		r := get(m, dot)
		return reflect.ValueOf(&r).Elem()
	})
	v.hasAddress = true
	return v
}
