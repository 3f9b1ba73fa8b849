package template

import (
	std "html/template"
	"reflect"
	"slices"
	"strconv"
	"text/template/parse"
)

// write compiles the writing of v through escapers of html/template.
func (b *body) write(n parse.Node, v value, names []string) func(m *machine, dot reflect.Value) flow {
	for _, name := range names {
		if !slices.Contains(escapers, name) {
			b.cannot(n, "the escaper %s", name)
			return nil
		}
	}
	if len(names) == 0 && v.typ != plainType {
		b.cannot(n, "writing a %s without an escaper", v.typ)
		return nil
	}
	if !v.absent && v.typ.NumMethod() == 0 { // with methods, it may print itself in its own way
		switch kind := v.typ.Kind(); {
		case kind == reflect.String:
			text, escape := v.text(), chain(names, v.typ)
			return func(m *machine, dot reflect.Value) flow {
				m.out = escape(m.out, text(m, dot))
				return next
			}
		case kind == reflect.Bool:
			test, escape := v.boolean(), chainAny(names)
			yes, no := string(escape(nil, true)), string(escape(nil, false))
			return func(m *machine, dot reflect.Value) flow {
				if test(m, dot) {
					m.out = append(m.out, yes...)
				} else {
					m.out = append(m.out, no...)
				}
				return next
			}
		case reflect.Int <= kind && kind <= reflect.Int64 && keepDigits(names):
			integer := v.integer()
			return func(m *machine, dot reflect.Value) flow {
				m.out = strconv.AppendInt(m.out, integer(m, dot), 10)
				return next
			}
		}
	}
	get, escape := v.any(), chainAny(names)
	return func(m *machine, dot reflect.Value) flow {
		m.out = escape(m.out, get(m, dot))
		return next
	}
}

// keepDigits tells whether the escapers leave digits and a minus sign as they are.
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

// chainAny is chain for a value whose type is not known before, or is not a simple one.
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
