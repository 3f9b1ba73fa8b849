package template

import (
	std "html/template"
	"reflect"
	"slices"
	"strconv"
	"text/template/parse"
)

// write compiles the output of v through the named escapers of html/template.
func (b *body) write(n parse.Node, v value, names []string) func(m *machine, dot reflect.Value) flow {
	for _, name := range names {
		if !slices.Contains(escapers, name) {
			b.notSupported(n, "the escaper %s", name)
			return nil
		}
	}
	if len(names) == 0 && v.typ != plainType {
		b.notSupported(n, "writing a %s without an escaper", v.typ)
		return nil
	}
	if !v.optional && v.typ.NumMethod() == 0 { // a type with methods may have its own way to print itself
		switch kind := v.typ.Kind(); {
		case kind == reflect.String:
			text, escape := v.text(), chain(names, v.typ)
			return func(m *machine, dot reflect.Value) flow {
				m.out = escape(m.out, text(m, dot))
				return flowNext
			}
		case kind == reflect.Bool:
			test, escape := v.boolean(), chainAny(names)
			trueText, falseText := string(escape(nil, true)), string(escape(nil, false))
			return func(m *machine, dot reflect.Value) flow {
				if test(m, dot) {
					m.out = append(m.out, trueText...)
				} else {
					m.out = append(m.out, falseText...)
				}
				return flowNext
			}
		case reflect.Int <= kind && kind <= reflect.Int64 && keepDigits(names):
			integer := v.integer()
			return func(m *machine, dot reflect.Value) flow {
				m.out = strconv.AppendInt(m.out, integer(m, dot), 10)
				return flowNext
			}
		}
	}
	get, escape := v.any(), chainAny(names)
	return func(m *machine, dot reflect.Value) flow {
		m.out = escape(m.out, get(m, dot))
		return flowNext
	}
}

// keepDigits reports whether the escapers leave digits and a minus sign unchanged.
func keepDigits(names []string) bool {
	for _, name := range names {
		switch name {
		case "htmlescaper", "attrescaper", "rcdataescaper", "nospaceescaper", "urlfilter", "urlnormalizer", "urlescaper",
			"jsstrescaper":
		default:
			return false
		}
	}
	return true
}

// chainAny is chain for a value whose type is not simple, or only known while a page is rendered.
func chainAny(names []string) func(dst []byte, v any) []byte {
	plain, html := chain(names, plainType), chain(names, htmlType)
	return func(dst []byte, v any) []byte {
		switch v := v.(type) {
		case string:
			return plain(dst, v)
		case std.HTML:
			return html(dst, string(v))
		}
		return chain(names[1:], plainType)(dst, standardEscape(names[0], v))
	}
}
