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
		b.cannot(n, "a range that sets variables declared outside it")
		return
	}
	var key, element value
	var iterate func(l *loop, m *machine, over reflect.Value) // it is called with at least one element
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
		if typ == intType && len(n.Pipe.Decl) < 2 {
			element = value{typ: intType}
			iterate = (*loop).count
		}
	case reflect.String, reflect.Bool, reflect.Struct, reflect.Float32, reflect.Float64:
		b.mistake(n.Pipe, "range cannot go over a %s; it takes a slice, an array, a map or a number", typ)
		return
	}
	if iterate == nil {
		b.cannot(n.Pipe, "a range over a %s", over.typ)
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
	l.body = b.list(n.List, held(element, follow(nil, nil), nil))
	b.scope = b.scope[:outer]
	for _, v := range n.Pipe.Decl {
		b.scope = append(b.scope, variable{name: v.Ident[0]}) // {{else}} could see the whole list in it, of all things
	}
	empty := b.list(n.ElseList, dot)

	get, some := over.get, over.quick()
	out.do(func(m *machine, dot reflect.Value) flow {
		if some != nil && !some(m, dot) {
			return without(m.do(empty, dot))
		}
		over := get(m, dot)
		if isTrue(over) && (over.Kind() != reflect.Int || over.Int() > 0) {
			iterate(l, m, over)
			return next
		}
		return without(m.do(empty, dot))
	})
}

// without is how {{else}} ends: html/template takes a break in it as one of this range, and this range is over.
func without(f flow) flow {
	if f == leave {
		return next
	}
	return f
}

// loop is a compiled {{range}}.
type loop struct {
	key, element int // slots of the variables, or -1
	body         []instruction
}

// once runs the body, and tells whether to go on.
func (l *loop) once(m *machine, element reflect.Value) bool {
	if l.element >= 0 {
		m.vars[m.base+l.element] = element
	}
	return m.do(l.body, element) != leave
}

func (l *loop) slice(m *machine, over reflect.Value) {
	for i := range over.Len() {
		if l.key >= 0 {
			m.vars[m.base+l.key] = reflect.ValueOf(i)
		}
		if !l.once(m, over.Index(i)) {
			return
		}
	}
}

func (l *loop) count(m *machine, over reflect.Value) {
	for i := range int(over.Int()) {
		if !l.once(m, reflect.ValueOf(i)) {
			return
		}
	}
}

// mapInOrder goes over a map in the order of its keys.
func mapInOrder[K cmp.Ordered](l *loop, m *machine, over reflect.Value, by func(reflect.Value) K) {
	keys := over.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return cmp.Compare(by(a), by(b)) })
	for _, key := range keys {
		if l.key >= 0 {
			m.vars[m.base+l.key] = key
		}
		if !l.once(m, over.MapIndex(key)) {
			return
		}
	}
}
