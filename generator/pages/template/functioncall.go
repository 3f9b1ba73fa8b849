package template

import (
	std "html/template"
	"reflect"
	"slices"
	"text/template/parse"
)

// function is something that a template can call: a function of the set, a built-in one, or a method.
type function struct {
	name  string
	typ   reflect.Type
	get   getter // of the function itself
	value any    // the function; nil for a method, whose receiver is only known while a page is rendered
	pure  bool
}

var (
	errorType   = reflect.TypeFor[error]()
	reflectType = reflect.TypeFor[reflect.Value]()
)

// call compiles a call. If the function is pure and its arguments are constant, the result is a constant too.
func (b *body) call(n parse.Node, f function, in arguments) value {
	fixed := f.typ.NumIn()
	if f.typ.IsVariadic() {
		fixed--
	}
	if count := in.count(); count < fixed || count > fixed && !f.typ.IsVariadic() {
		return b.mistake(n, "%s takes %d arguments; found %d", f.name, fixed, count)
	}
	if out := f.typ.NumOut(); out != 1 && !(out == 2 && f.typ.Out(1) == errorType) {
		return b.mistake(n, "%s returns %d results; expected one, or one and an error", f.name, out)
	}
	if f.typ.Out(0) == reflectType {
		return b.notSupported(n, "%s, which returns a reflect.Value", f.name)
	}
	parameter := func(i int) reflect.Type {
		if i >= fixed {
			return f.typ.In(fixed).Elem()
		}
		return f.typ.In(i)
	}
	var args []value
	for i, n := range in.nodes {
		args = append(args, b.argument(n, parameter(i), in.dot))
	}
	if in.last != nil {
		args = append(args, b.fit(n, *in.last, parameter(len(args))))
	}
	v := direct(f, args)
	if v.get == nil {
		v = reflected(f, args)
	}
	if !f.pure {
		return v
	}
	return b.fold(n, f.name, v, args)
}

// fold computes v now if all of args are constant; otherwise it returns v unchanged.
func (b *body) fold(n parse.Node, name string, v value, args []value) value {
	if v.get == nil || slices.ContainsFunc(args, func(arg value) bool { return !arg.constant }) {
		return v
	}
	var result reflect.Value
	if err := attempt(func() { result = v.get(nil, reflect.Value{}) }); err != nil {
		return b.mistake(n, "%s: %v", name, err)
	}
	if result.Kind() == reflect.Interface {
		result = result.Elem()
	}
	if !result.IsValid() {
		return v
	}
	return constant(result)
}

// argument compiles an argument for a parameter of type typ.
func (b *body) argument(n parse.Node, typ reflect.Type, dot value) value {
	switch n.(type) {
	case *parse.BoolNode, *parse.NumberNode, *parse.StringNode:
		v, err := literal(n, typ)
		if err != nil {
			return b.mistake(n, "%v", err)
		}
		return v
	case *parse.NilNode:
		switch typ.Kind() {
		case reflect.Chan, reflect.Func, reflect.Interface, reflect.Map, reflect.Pointer, reflect.Slice:
			return constant(reflect.Zero(typ))
		}
		return b.mistake(n, "found nil; expected a value of type %s", typ)
	}
	return b.fit(n, b.operand(n, arguments{dot: dot}), typ)
}

// fit converts v for a parameter of type typ.
func (b *body) fit(n parse.Node, v value, typ reflect.Type) value {
	get := v.get
	switch {
	case typ == reflectType:
		return b.notSupported(n, "a parameter of type reflect.Value")
	case v.optional && typ.Kind() == reflect.Interface:
		nothing := reflect.Zero(typ)
		return read(typ, func(m *machine, dot reflect.Value) reflect.Value {
			if v := get(m, dot); v.IsValid() {
				return v
			}
			return nothing
		})
	case v.typ.AssignableTo(typ):
		v.get = v.required()
		return v
	case v.typ.Kind() == reflect.Interface:
		return read(typ, func(m *machine, dot reflect.Value) reflect.Value {
			v := get(m, dot)
			if v.Kind() == reflect.Interface {
				v = v.Elem()
			}
			if !v.IsValid() || !v.Type().AssignableTo(typ) {
				panic(bail{errNoValue})
			}
			return v
		})
	case v.typ.Kind() == reflect.Pointer && v.typ.Elem().AssignableTo(typ):
		return v.part([]int{indirection}, v.typ.Elem(), true)
	case reflect.PointerTo(v.typ).AssignableTo(typ) && v.addressable:
		return read(typ, func(m *machine, dot reflect.Value) reflect.Value { return get(m, dot).Addr() })
	case reflect.PointerTo(v.typ).AssignableTo(typ):
		return b.notSupported(n, "passing the address of a value")
	}
	return b.mistake(n, "found a value of type %s; expected %s", v.typ, typ)
}

// direct compiles the call of a function of a common signature, without reflection. For any other function, the value that it
// returns has no getter.
func direct(f function, args []value) value {
	switch f := f.value.(type) {
	case Direct:
		return f.compile(args)
	case func() string:
		return computedString(plainType, func(*machine, reflect.Value) string { return f() })
	case func(string) string:
		a := args[0].text()
		return computedString(plainType, func(m *machine, dot reflect.Value) string { return f(a(m, dot)) })
	case func(string) std.HTML:
		a := args[0].text()
		return computedString(htmlType, func(m *machine, dot reflect.Value) string { return string(f(a(m, dot))) })
	case func(string) std.URL:
		a := args[0].text()
		return computedString(urlType, func(m *machine, dot reflect.Value) string { return string(f(a(m, dot))) })
	case func(int) string:
		a := args[0].integer()
		return computedString(plainType, func(m *machine, dot reflect.Value) string { return f(int(a(m, dot))) })
	case func(a, b string) string:
		a, b := args[0].text(), args[1].text()
		return computedString(plainType, func(m *machine, dot reflect.Value) string { return f(a(m, dot), b(m, dot)) })
	case func(...any) string:
		rest := variadic(args)
		return computedString(plainType, func(m *machine, dot reflect.Value) string { return f(rest(m, dot)...) })
	case func(string, ...any) string:
		a, rest := args[0].text(), variadic(args[1:])
		return computedString(plainType, func(m *machine, dot reflect.Value) string { return f(a(m, dot), rest(m, dot)...) })
	}
	return value{}
}

func variadic(args []value) func(m *machine, dot reflect.Value) []any {
	get := make([]func(m *machine, dot reflect.Value) any, len(args))
	for i, arg := range args {
		get[i] = arg.any()
	}
	return func(m *machine, dot reflect.Value) []any {
		list := make([]any, len(get))
		for i := range get {
			list[i] = get[i](m, dot)
		}
		return list
	}
}

// reflected compiles the call of any function, by reflection.
func reflected(f function, args []value) value {
	get := make([]getter, len(args))
	for i, arg := range args {
		get[i] = arg.get
	}
	return read(f.typ.Out(0), func(m *machine, dot reflect.Value) reflect.Value {
		in := make([]reflect.Value, len(get))
		for i := range get {
			in[i] = get[i](m, dot)
		}
		out := f.get(m, dot).Call(in)
		if len(out) == 2 && !out[1].IsNil() {
			panic(bail{out[1].Interface().(error)})
		}
		return out[0]
	})
}

// function compiles the call of a function by name.
func (b *body) function(n *parse.IdentifierNode, in arguments) value {
	if f := b.set.funcs[n.Ident]; f != nil {
		return b.call(n, functionOf(n.Ident, f, b.set.pure[n.Ident]), in)
	}
	if f, ok := builtins[n.Ident]; ok {
		return b.call(n, functionOf(n.Ident, f, true), in)
	}
	return b.operator(n, in)
}

func functionOf(name string, f any, pure bool) function {
	v := reflect.ValueOf(f)
	if d, ok := f.(Direct); ok {
		v = reflect.ValueOf(d.function)
	}
	return function{name: name, typ: v.Type(), value: f, pure: pure, get: func(*machine, reflect.Value) reflect.Value { return v }}
}
