package template

import (
	"cmp"
	"fmt"
	"math"
	"reflect"
	"text/template"
	"text/template/parse"
)

// builtins are the functions of text/template that are exported, so that compiled code can call them.
var builtins = map[string]any{
	"html":     bounded(template.HTMLEscaper, 6),
	"js":       bounded(template.JSEscaper, 6),
	"print":    bounded(fmt.Sprint, 1),
	"printf":   boundedPrintf,
	"println":  bounded(fmt.Sprintln, 1),
	"urlquery": bounded(template.URLQueryEscaper, 3),
}

// operators are the functions of text/template that take values of any type, with the fewest and the most arguments of each.
var operators = map[string]struct{ least, most int }{
	"and": {1, math.MaxInt}, "or": {1, math.MaxInt}, "not": {1, 1},
	"len": {1, 1}, "index": {1, math.MaxInt}, "slice": {1, 4},
	"eq": {2, math.MaxInt}, "ne": {2, 2}, "lt": {2, 2}, "le": {2, 2}, "gt": {2, 2}, "ge": {2, 2},
}

// operator compiles the call of one of operators.
func (b *body) operator(n *parse.IdentifierNode, in arguments) value {
	var args []value
	for _, arg := range in.nodes {
		if _, ok := arg.(*parse.NilNode); ok {
			return b.notSupported(n, "%s with nil", n.Ident)
		}
		args = append(args, b.operand(arg, arguments{dot: in.dot}))
	}
	if in.last != nil {
		args = append(args, *in.last)
	}
	counts, ok := operators[n.Ident]
	if !ok {
		return b.notSupported(n, "the function %s", n.Ident)
	}
	if len(args) < counts.least || len(args) > counts.most {
		return b.mistake(n, "%s cannot take %d arguments", n.Ident, len(args))
	}
	var v value
	switch n.Ident {
	case "and", "or":
		return b.logic(n, args)
	case "not":
		test := args[0].truth()
		v = computedBool(func(m *machine, dot reflect.Value) bool { return !test(m, dot) })
	case "len":
		v = b.length(n, args[0])
	case "index":
		v = args[0]
		v.get, v.optional = v.required(), false
		for _, key := range args[1:] {
			v = b.index(n, v, key)
		}
	case "slice":
		v = b.slice(n, args)
	case "eq", "ne", "lt", "le", "gt", "ge":
		v = b.compare(n, args[0], args[1])
		for _, arg := range args[min(2, len(args)):] {
			w := b.compare(n, args[0], arg)
			if v.get == nil || w.get == nil {
				return w
			}
			earlier, last := v.computeBool, w.computeBool
			v = computedBool(func(m *machine, dot reflect.Value) bool {
				a, b := earlier(m, dot), last(m, dot) // both: an error in the second one must not go unnoticed
				return a || b
			})
		}
	}
	return b.fold(n, n.Ident, v, args)
}

// logic compiles "and" and "or". Their value is the first argument that decides, or else the last one.
func (b *body) logic(n *parse.IdentifierNode, args []value) value {
	last := args[len(args)-1]
	v := read(last.typ, last.get)
	v.addressable, v.optional = last.addressable, last.optional
	or := n.Ident == "or"
	for i := len(args) - 2; i >= 0; i-- {
		arg, rest := args[i].get, v.get
		v.get = func(m *machine, dot reflect.Value) reflect.Value {
			if v := arg(m, dot); isTrue(v) == or {
				return v
			}
			return rest(m, dot)
		}
		v.optional = v.optional || args[i].optional
		if !v.interchangeable(args[i]) {
			v.typ, v.addressable = anyType, false
		}
	}
	v.origin.get = v.get
	return b.fold(n, n.Ident, v, args)
}

// dereferenced returns what v points to, if it is a pointer.
func dereferenced(v value) value {
	for v.typ.Kind() == reflect.Pointer {
		v = v.part([]int{indirection}, v.typ.Elem(), true)
	}
	return v
}

func (b *body) length(n parse.Node, v value) value {
	v = dereferenced(v)
	get := v.required()
	switch v.typ.Kind() {
	case reflect.String:
		text := v.text()
		return computedInt(func(m *machine, dot reflect.Value) int64 { return int64(len(text(m, dot))) })
	case reflect.Slice, reflect.Array, reflect.Map, reflect.Chan:
		return computedInt(func(m *machine, dot reflect.Value) int64 { return int64(get(m, dot).Len()) })
	case reflect.Interface:
		return b.notSupported(n, "len of a value whose type is only known while a page is rendered")
	}
	return b.mistake(n, "len of a %s; expected a string, a slice, an array or a map", v.typ)
}

func (b *body) index(n parse.Node, v, key value) value {
	v = dereferenced(v)
	get := v.required()
	switch kind := v.typ.Kind(); kind {
	case reflect.Slice, reflect.Array, reflect.String:
		if basicKind(key.typ) != reflect.Int {
			return b.notSupported(n, "an index of type %s", key.typ)
		}
		index := key.integer()
		element := reflect.TypeFor[byte]()
		if kind != reflect.String {
			element = v.typ.Elem()
		}
		item := read(element, func(m *machine, dot reflect.Value) reflect.Value { return get(m, dot).Index(int(index(m, dot))) })
		item.addressable = kind == reflect.Slice || kind == reflect.Array && v.addressable
		return item
	case reflect.Map:
		if !key.typ.AssignableTo(v.typ.Key()) {
			return b.notSupported(n, "an index of type %s", key.typ)
		}
		key, zero := key.required(), reflect.Zero(v.typ.Elem())
		return read(v.typ.Elem(), func(m *machine, dot reflect.Value) reflect.Value {
			if item := get(m, dot).MapIndex(key(m, dot)); item.IsValid() {
				return item
			}
			return zero
		})
	case reflect.Interface:
		return b.notSupported(n, "index of a value whose type is only known while a page is rendered")
	}
	return b.mistake(n, "index of a %s; expected a string, a slice, an array or a map", v.typ)
}

func (b *body) slice(n parse.Node, args []value) value {
	v := dereferenced(args[0])
	if kind := v.typ.Kind(); kind != reflect.String && kind != reflect.Slice || len(args) > 3 {
		return b.notSupported(n, "slice of a %s with %d bounds", v.typ, len(args)-1)
	}
	get := v.required()
	from := func(*machine, reflect.Value) int64 { return 0 }
	to := func(m *machine, dot reflect.Value) int64 { return int64(get(m, dot).Len()) }
	for i, bound := range args[1:] {
		if basicKind(bound.typ) != reflect.Int {
			return b.notSupported(n, "a slice with a bound of type %s", bound.typ)
		}
		if i == 0 {
			from = bound.integer()
		} else {
			to = bound.integer()
		}
	}
	if v.typ == plainType {
		text := v.text()
		return computedString(plainType, func(m *machine, dot reflect.Value) string {
			return text(m, dot)[from(m, dot):to(m, dot)]
		})
	}
	return read(v.typ, func(m *machine, dot reflect.Value) reflect.Value {
		return get(m, dot).Slice(int(from(m, dot)), int(to(m, dot)))
	})
}

// compare compiles a comparison of two values of one kind.
func (b *body) compare(n *parse.IdentifierNode, v, w value) value {
	kind := basicKind(v.typ)
	switch other := basicKind(w.typ); {
	case kind == reflect.Invalid || other == reflect.Invalid:
		return b.notSupported(n, "%s with a %s and a %s", n.Ident, v.typ, w.typ)
	case kind != other:
		if (kind == reflect.Int || kind == reflect.Uint) && (other == reflect.Int || other == reflect.Uint) {
			return b.notSupported(n, "%s with a %s and a %s", n.Ident, v.typ, w.typ)
		}
		return b.mistake(n, "%s cannot compare a %s with a %s", n.Ident, v.typ, w.typ)
	}
	switch get, with := v.required(), w.required(); kind {
	case reflect.String:
		return ordered(n.Ident, v.text(), w.text())
	case reflect.Int:
		return ordered(n.Ident, v.integer(), w.integer())
	case reflect.Uint:
		return ordered(n.Ident, func(m *machine, dot reflect.Value) uint64 { return get(m, dot).Uint() },
			func(m *machine, dot reflect.Value) uint64 { return with(m, dot).Uint() })
	case reflect.Float64:
		return ordered(n.Ident, func(m *machine, dot reflect.Value) float64 { return get(m, dot).Float() },
			func(m *machine, dot reflect.Value) float64 { return with(m, dot).Float() })
	}
	left, right, wantEqual := v.boolean(), w.boolean(), n.Ident == "eq"
	if !wantEqual && n.Ident != "ne" {
		return b.mistake(n, "%s cannot compare booleans", n.Ident)
	}
	return computedBool(func(m *machine, dot reflect.Value) bool { return (left(m, dot) == right(m, dot)) == wantEqual })
}

// ordered compiles a comparison as text/template defines it, which makes a difference for NaN: le is lt or eq, gt is not le,
// ge is not lt.
func ordered[T cmp.Ordered](name string, left, right func(m *machine, dot reflect.Value) T) value {
	test := map[string]func(a, b T) bool{
		"eq": func(a, b T) bool { return a == b },
		"ne": func(a, b T) bool { return a != b },
		"lt": func(a, b T) bool { return a < b },
		"le": func(a, b T) bool { return a < b || a == b },
		"gt": func(a, b T) bool { return !(a < b || a == b) },
		"ge": func(a, b T) bool { return !(a < b) },
	}[name]
	return computedBool(func(m *machine, dot reflect.Value) bool { return test(left(m, dot), right(m, dot)) })
}

// basicKind returns the kind that represents all kinds with which a value of type typ can be compared, or Invalid.
func basicKind(typ reflect.Type) reflect.Kind {
	switch kind := typ.Kind(); {
	case kind == reflect.String, kind == reflect.Bool:
		return kind
	case reflect.Int <= kind && kind <= reflect.Int64:
		return reflect.Int
	case reflect.Uint <= kind && kind <= reflect.Uintptr:
		return reflect.Uint
	case kind == reflect.Float32, kind == reflect.Float64:
		return reflect.Float64
	}
	return reflect.Invalid
}
