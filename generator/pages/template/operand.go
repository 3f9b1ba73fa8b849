package template

import (
	"fmt"
	"reflect"
	"strings"
	"text/template/parse"
)

// pipeline compiles the commands of a pipeline. Each gets the value of the one before as its last argument.
func (b *body) pipeline(cmds []*parse.CommandNode, dot value) value {
	var v value
	for i, cmd := range cmds {
		in := arguments{nodes: cmd.Args[1:], dot: dot}
		if i > 0 {
			last := v
			in.last = &last
		}
		v = b.operand(cmd.Args[0], in)
	}
	return v
}

// arguments are what an operand is called with.
type arguments struct {
	nodes []parse.Node
	last  *value // the value of the command before, if there is one
	dot   value  // to evaluate nodes with
}

func (in arguments) count() int {
	if in.last != nil {
		return len(in.nodes) + 1
	}
	return len(in.nodes)
}

// operand compiles a single operand, or a command: its first word and the arguments.
func (b *body) operand(n parse.Node, in arguments) value {
	switch n := n.(type) {
	case *parse.FieldNode:
		return b.fields(n, in.dot, n.Ident, in)
	case *parse.ChainNode:
		return b.fields(n, b.operand(n.Node, arguments{dot: in.dot}), n.Field, in)
	case *parse.VariableNode:
		slot, ok := b.lookup(n.Ident[0])
		if !ok {
			return b.notSupported(n, "%s outside its scope", n.Ident[0])
		}
		if len(n.Ident) > 1 {
			return b.fields(n, b.scope[slot].value, n.Ident[1:], in)
		}
		return b.withoutArguments(n, b.scope[slot].value, in)
	case *parse.IdentifierNode:
		return b.function(n, in)
	case *parse.PipeNode:
		if len(n.Decl) > 0 {
			return b.notSupported(n, "a variable declared in parentheses")
		}
		return b.withoutArguments(n, b.pipeline(n.Cmds, in.dot), in)
	case *parse.DotNode:
		return b.withoutArguments(n, in.dot, in)
	case *parse.BoolNode, *parse.NumberNode, *parse.StringNode:
		v, err := literal(n, anyType)
		if err != nil {
			return b.mistake(n, "%v", err)
		}
		return b.withoutArguments(n, v, in)
	}
	return b.notSupported(n, "%s as a value", n)
}

// withoutArguments returns v. Arguments are a mistake, since v is not a function.
func (b *body) withoutArguments(n parse.Node, v value, in arguments) value {
	if in.count() > 0 {
		return b.mistake(n, "%s is not a function, so it takes no argument", n)
	}
	return v
}

// fields compiles a chain of names after a value. The last one may be a method that takes arguments.
func (b *body) fields(n parse.Node, v value, names []string, in arguments) value {
	for i, name := range names {
		if i < len(names)-1 {
			v = b.field(n, v, name, arguments{dot: in.dot})
		} else {
			v = b.field(n, v, name, in)
		}
	}
	return v
}

// field compiles .name of a value: a method, a struct field, or a map entry.
func (b *body) field(n parse.Node, v value, name string, in arguments) value {
	typ, addressable, path := v.typ, v.addressable, []int(nil)
	for typ.Kind() == reflect.Pointer {
		typ, addressable, path = typ.Elem(), true, append(path, indirection)
	}
	if typ.Kind() == reflect.Interface {
		return b.notSupported(n, ".%s of a value whose type is only known while a page is rendered", name)
	}
	owner := v.part(path, typ, addressable)
	if method, ok := b.method(n, owner, name, in); ok {
		return method
	}
	switch typ.Kind() {
	case reflect.Struct:
		field, ok := typ.FieldByName(name)
		if !ok {
			break
		}
		if !field.IsExported() {
			return b.mistake(n, "%s of %s is not exported, so templates cannot see it", name, typ)
		}
		return b.withoutArguments(n, owner.embedded(field), in)
	case reflect.Map:
		if !plainType.AssignableTo(typ.Key()) {
			break
		}
		get, key := owner.required(), reflect.ValueOf(name)
		entry := read(typ.Elem(), func(m *machine, dot reflect.Value) reflect.Value { return get(m, dot).MapIndex(key) })
		entry.optional = true
		return b.withoutArguments(n, entry, in)
	}
	return b.mistake(n, "%s has no field or method %s%s", typ, name, didYouMean(name, members(typ, addressable)))
}

// embedded returns a field of a struct, or of a struct embedded in it.
func (v value) embedded(field reflect.StructField) value {
	typ, addressable, path := v.typ, v.addressable, []int(nil)
	for _, i := range field.Index {
		if typ.Kind() == reflect.Pointer {
			typ, addressable, path = typ.Elem(), true, append(path, indirection)
		}
		typ, path = typ.Field(i).Type, append(path, i)
	}
	return v.part(path, typ, addressable)
}

// method compiles a method call; ok is false if owner has no method of that name.
func (b *body) method(n parse.Node, owner value, name string, in arguments) (v value, ok bool) {
	receiver, get := owner.typ, owner.required()
	if owner.addressable {
		receiver = reflect.PointerTo(owner.typ)
		getOwner := get
		get = func(m *machine, dot reflect.Value) reflect.Value { return getOwner(m, dot).Addr() }
	}
	method, ok := receiver.MethodByName(name)
	if !ok {
		return value{}, false
	}
	bound := func(m *machine, dot reflect.Value) reflect.Value { return get(m, dot).Method(method.Index) }
	return b.call(n, function{name: name, typ: reflect.Zero(receiver).Method(method.Index).Type(), get: bound}, in), true
}

// literal returns a literal of the template as a constant of type typ. If typ is the empty interface, the literal's notation
// decides the type.
func literal(n parse.Node, typ reflect.Type) (value, error) {
	isAny := typ.Kind() == reflect.Interface && typ.NumMethod() == 0
	v := reflect.New(typ).Elem()
	switch n := n.(type) {
	case *parse.StringNode:
		if isAny {
			return constant(reflect.ValueOf(n.Text)), nil
		}
		if typ.Kind() == reflect.String {
			v.SetString(n.Text)
			return constant(v), nil
		}
	case *parse.BoolNode:
		if isAny {
			return constant(reflect.ValueOf(n.True)), nil
		}
		if typ.Kind() == reflect.Bool {
			v.SetBool(n.True)
			return constant(v), nil
		}
	case *parse.NumberNode:
		switch {
		case isAny:
			return number(n)
		case v.CanInt() && n.IsInt:
			v.SetInt(n.Int64)
			return constant(v), nil
		case v.CanUint() && n.IsUint:
			v.SetUint(n.Uint64)
			return constant(v), nil
		case v.CanFloat() && n.IsFloat:
			v.SetFloat(n.Float64)
			return constant(v), nil
		case v.CanComplex() && n.IsComplex:
			v.SetComplex(n.Complex128)
			return constant(v), nil
		}
	}
	return value{}, fmt.Errorf("found %s; expected a value of type %s", n, typ)
}

// number returns a number of the type that its notation asks for, as text/template defines it.
func number(n *parse.NumberNode) (value, error) {
	hex := len(n.Text) > 2 && n.Text[0] == '0' && (n.Text[1] == 'x' || n.Text[1] == 'X') && !strings.ContainsAny(n.Text, "pP")
	switch {
	case n.IsComplex:
		return constant(reflect.ValueOf(n.Complex128)), nil
	case n.IsFloat && !hex && n.Text[0] != '\'' && strings.ContainsAny(n.Text, ".eEpP"):
		return constant(reflect.ValueOf(n.Float64)), nil
	case n.IsInt && int64(int(n.Int64)) == n.Int64:
		return constant(reflect.ValueOf(int(n.Int64))), nil
	}
	return value{}, fmt.Errorf("%s is too large for an int", n.Text)
}
