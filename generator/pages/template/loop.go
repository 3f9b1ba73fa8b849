package template

import (
	"cmp"
	"reflect"
	"slices"
	"text/template/parse"
)

// loop compiles {{range}}.
func (b *body) loop(out *block, n *parse.RangeNode, dot value) {
	outer := len(b.scope)
	defer func() { b.scope = b.scope[:outer] }()
	over := b.pipeline(n.Pipe.Cmds, dot)
	if n.Pipe.IsAssign {
		b.notSupported(n, "a range that sets variables declared outside it")
		return
	}
	key, element, iterate := iteration(over, len(n.Pipe.Decl))
	if iterate == nil {
		switch over.typ.Kind() {
		case reflect.String, reflect.Bool, reflect.Struct, reflect.Float32, reflect.Float64:
			b.mistake(n.Pipe, "range over a %s; expected a slice, an array, a map or a number", over.typ)
		default:
			b.notSupported(n.Pipe, "a range over a %s", over.typ)
		}
		return
	}

	l := &loop{key: -1, element: -1}
	switch names := n.Pipe.Decl; len(names) {
	case 2:
		l.key = b.declare(names[0].Ident[0], key)
		l.element = b.declare(names[1].Ident[0], element)
	case 1:
		l.element = b.declare(names[0].Ident[0], element)
	}
	l.body = b.list(n.List, element.asDot())
	b.scope = b.scope[:outer]
	for _, v := range n.Pipe.Decl {
		b.scope = append(b.scope, variable{name: v.Ident[0]}) // in {{else}}, html/template gives it the whole list, which compiled code cannot read
	}
	empty := b.list(n.ElseList, dot)

	get, fastTest := over.get, over.fastTruth()
	out.do(func(m *machine, dot reflect.Value) flow {
		if fastTest != nil && !fastTest(m, dot) {
			return afterElse(m.do(empty, dot))
		}
		over := get(m, dot)
		if isTrue(over) && (over.Kind() != reflect.Int || over.Int() > 0) {
			iterate(l, m, over)
			return flowNext
		}
		return afterElse(m.do(empty, dot))
	})
}

// iteration returns the static values of the keys and elements of a range, and a function that loops over it. iterate is nil if
// the compiler does not support the range; it is not called for an empty one. variables is the number that the range declares.
func iteration(over value, variables int) (key, element value, iterate func(l *loop, m *machine, over reflect.Value)) {
	switch typ := over.typ; typ.Kind() {
	case reflect.Slice, reflect.Array:
		key = value{typ: intType}
		element = value{typ: typ.Elem(), addressable: over.addressable || typ.Kind() == reflect.Slice}
		iterate = (*loop).slice
	case reflect.Map:
		key, element = value{typ: typ.Key()}, value{typ: typ.Elem()}
		switch typ.Key().Kind() {
		case reflect.String:
			iterate = func(l *loop, m *machine, over reflect.Value) { mapInOrder(l, m, over, reflect.Value.String) }
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			iterate = func(l *loop, m *machine, over reflect.Value) { mapInOrder(l, m, over, reflect.Value.Int) }
		}
	case reflect.Int:
		if typ == intType && variables < 2 {
			element = value{typ: intType}
			iterate = (*loop).count
		}
	}
	return key, element, iterate
}

// afterElse returns where to continue after {{else}}. html/template takes a break in it to end this range, which is over.
func afterElse(f flow) flow {
	if f == flowBreak {
		return flowNext
	}
	return f
}

// loop is a compiled {{range}}.
type loop struct {
	key, element int // slots of the variables, or -1
	body         []instruction
}

// runBody executes the body for one element and reports whether to continue.
func (l *loop) runBody(m *machine, element reflect.Value) bool {
	if l.element >= 0 {
		m.vars[m.base+l.element] = element
	}
	return m.do(l.body, element) != flowBreak
}

func (l *loop) slice(m *machine, over reflect.Value) {
	for i := range over.Len() {
		if l.key >= 0 {
			m.vars[m.base+l.key] = reflect.ValueOf(i)
		}
		if !l.runBody(m, over.Index(i)) {
			return
		}
	}
}

func (l *loop) count(m *machine, over reflect.Value) {
	for i := range int(over.Int()) {
		if !l.runBody(m, reflect.ValueOf(i)) {
			return
		}
	}
}

// mapInOrder iterates over a map in the order of its keys.
func mapInOrder[K cmp.Ordered](l *loop, m *machine, over reflect.Value, by func(reflect.Value) K) {
	keys := over.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(by(a), by(b)) })
	for _, key := range keys {
		if l.key >= 0 {
			m.vars[m.base+l.key] = key
		}
		if !l.runBody(m, over.MapIndex(key)) {
			return
		}
	}
}
