package template

// The common escapers of html/template, over bytes and without allocation. Each does what the one that it is named after does;
// TestPageIsTheSameAsThatOfHTMLTemplate and FuzzEscapers compare them.

import (
	std "html/template"
	"reflect"
	"strings"
	"unicode/utf8"
)

// escape appends a string to dst after one or more escapers.
type escape func(dst []byte, s string) []byte

// chain returns an escape that does the same as the named escapers of html/template (without their prefix), in that order,
// for strings of type typ: string, a type that html/template trusts in some context, or a named string type without methods.
func chain(names []string, typ reflect.Type) escape {
	if len(names) == 0 {
		return verbatim
	}
	first, rest := names[0], names[1:]
	switch typ {
	case plainType:
	case htmlType:
		switch first {
		case "htmlescaper":
			return chain(rest, plainType)
		case "attrescaper", "nospaceescaper":
			return standardChain(names, typ) // they strip tags
		case "rcdataescaper":
			return then(htmlKeepingEntities.append, rest)
		}
	case urlType:
		switch first {
		case "urlfilter":
			return chain(rest, plainType)
		case "urlescaper":
			return chain(append([]string{"urlnormalizer"}, rest...), plainType)
		case "srcsetescaper":
			return standardChain(names, typ)
		}
	case jsType:
		if first == "jsvalescaper" {
			return chain(rest, plainType)
		}
	case jsStrType, attrType, cssType, srcsetType:
		return standardChain(names, typ)
	}
	if t := tables[strings.Join(names, " ")]; t != nil {
		return t.append
	}
	switch first {
	case "urlfilter":
		safe := chain(rest, plainType)
		return func(dst []byte, s string) []byte {
			if !isSafeURL(s) {
				s = "#ZgotmplZ"
			}
			return safe(dst, s)
		}
	case "commentescaper":
		return then(func(dst []byte, _ string) []byte { return dst }, rest)
	case "nospaceescaper":
		return then(appendUnquoted, rest)
	case "jsvalescaper":
		return then(appendJSON, rest)
	case "jsstrescaper":
		return then(appendJSString, rest)
	}
	if t := tables[first]; t != nil {
		return then(t.append, rest)
	}
	return standardChain(names, typ)
}

func verbatim(dst []byte, s string) []byte { return append(dst, s...) }

// then returns first, followed by the escapers named in rest.
func then(first escape, rest []string) escape {
	if len(rest) == 0 {
		return first
	}
	last := chain(rest, plainType)
	return func(dst []byte, s string) []byte {
		start := len(dst)
		dst = first(dst, s)
		return last(dst[:start], string(dst[start:]))
	}
}

// standardChain is chain with html/template's own first escaper.
func standardChain(names []string, typ reflect.Type) escape {
	return then(func(dst []byte, s string) []byte {
		return append(dst, standardEscape(names[0], reflect.ValueOf(s).Convert(typ).Interface())...)
	}, names[1:])
}

// The types that html/template trusts in their own context, and string.
var (
	plainType  = reflect.TypeFor[string]()
	attrType   = reflect.TypeFor[std.HTMLAttr]()
	cssType    = reflect.TypeFor[std.CSS]()
	htmlType   = reflect.TypeFor[std.HTML]()
	jsType     = reflect.TypeFor[std.JS]()
	jsStrType  = reflect.TypeFor[std.JSStr]()
	srcsetType = reflect.TypeFor[std.Srcset]()
	urlType    = reflect.TypeFor[std.URL]()
)

// table is an escaper that replaces single bytes.
type table struct {
	special     [256]uint8 // 1: the byte is replaced
	replacement [256]string
	keepPercent bool // a percent sign before two hexadecimal digits is kept
}

func newTable(replacements map[byte]string) *table {
	t := &table{}
	for c, s := range replacements {
		t.special[c], t.replacement[c] = 1, s
	}
	return t
}

func (t *table) append(dst []byte, s string) []byte {
	start := 0
	for i := 0; i < len(s); {
		if i+8 <= len(s) { // most runs of eight bytes have nothing special in them
			w := s[i : i+8]
			if t.special[w[0]]|t.special[w[1]]|t.special[w[2]]|t.special[w[3]]|t.special[w[4]]|t.special[w[5]]|t.special[w[6]]|t.special[w[7]] == 0 {
				i += 8
				continue
			}
		}
		for to := min(i+8, len(s)); i < to; i++ {
			c := s[i]
			if t.special[c] == 0 || c == '%' && t.keepPercent && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
				continue
			}
			dst = append(dst, s[start:i]...)
			dst = append(dst, t.replacement[c]...)
			start = i + 1
		}
	}
	return append(dst, s[start:]...)
}

// followedBy returns a table that does the same as t, then next.
func (t *table) followedBy(next *table) *table {
	both := &table{keepPercent: t.keepPercent}
	for c := range 256 {
		escaped := next.append(nil, string(t.append(nil, string([]byte{byte(c)}))))
		if both.replacement[c] = string(escaped); len(escaped) != 1 || escaped[0] != byte(c) {
			both.special[c] = 1
		}
	}
	return both
}

var (
	htmlText = newTable(map[byte]string{
		0: "\uFFFD", '"': "&#34;", '&': "&amp;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
	})
	htmlKeepingEntities = newTable(map[byte]string{
		0: "\uFFFD", '"': "&#34;", '\'': "&#39;", '+': "&#43;", '<': "&lt;", '>': "&gt;",
	})
	urlNormal = urlTable("!#$&*+,/:;=?@[]", true)
	urlQuery  = urlTable("", false)
)

// tables are the escapers, and the chains of two, that replace single bytes.
var tables = map[string]*table{
	"htmlescaper":               htmlText,
	"attrescaper":               htmlText,
	"rcdataescaper":             htmlText,
	"urlnormalizer":             urlNormal,
	"urlescaper":                urlQuery,
	"urlnormalizer attrescaper": urlNormal.followedBy(htmlText),
	"urlescaper attrescaper":    urlQuery.followedBy(htmlText),
}

// urlTable percent-encodes all bytes but the unreserved ones (RFC 3986 §2.3) and those in keep.
func urlTable(keep string, keepPercent bool) *table {
	t := &table{keepPercent: keepPercent}
	for c := range 256 {
		b := byte(c)
		if 'a' <= b && b <= 'z' || 'A' <= b && b <= 'Z' || '0' <= b && b <= '9' || strings.IndexByte("-._~"+keep, b) >= 0 {
			continue
		}
		t.special[c], t.replacement[c] = 1, "%"+string(hexDigits[b>>4])+string(hexDigits[b&15])
	}
	return t
}

const hexDigits = "0123456789abcdef"

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// isSafeURL reports whether a URL is relative or has one of the schemes that html/template considers safe.
func isSafeURL(s string) bool {
	for i := range len(s) {
		switch s[i] {
		case '/':
			return true
		case ':':
			scheme := s[:i]
			return strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") || strings.EqualFold(scheme, "mailto")
		}
	}
	return true
}

// appendUnquoted is nospaceescaper, for attribute values without quotes.
func appendUnquoted(dst []byte, s string) []byte {
	if s == "" {
		return append(dst, "ZgotmplZ"...)
	}
	for i := 0; i < len(s); {
		r, width := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == 0:
			dst = append(dst, "&#xfffd;"...)
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r < utf8.RuneSelf && strings.IndexByte("\t\n\v\f\r \"'+=`", byte(r)) >= 0:
			dst = append(dst, '&', '#')
			if r >= 10 {
				dst = append(dst, '0'+byte(r)/10)
			}
			dst = append(dst, '0'+byte(r)%10, ';')
		case 0xfdd0 <= r && r <= 0xfdef, 0xfff0 <= r && r <= 0xffff: // includes bytes that are not UTF-8, which decode as U+FFFD
			dst = append(dst, '&', '#', 'x', hexDigits[r>>12], hexDigits[r>>8&15], hexDigits[r>>4&15], hexDigits[r&15], ';')
		default:
			dst = append(dst, s[i:i+width]...)
		}
		i += width
	}
	return dst
}
