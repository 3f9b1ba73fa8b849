package han

import (
	"cmp"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// CompareNatural compares two names of files as people count: 附件2 comes before 附件10, 附表三 before 附表十, and 第九章 before 第十一章.
// Numbers may be in Arabic, full-width or Chinese digits, and come before letters. Full-width letters count as plain ones, and their
// case does not count, unless nothing else differs. Only equal names compare as equal.
func CompareNatural(a, b string) int {
	x, y := naturalName(a), naturalName(b)
	for x.rest != "" && y.rest != "" {
		if c := compareTokens(x.next(), y.next()); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(len(x.rest), len(y.rest)), strings.Compare(x.ending, y.ending), strings.Compare(a, b))
}

// natural is the part of a name that has not been compared yet.
type natural struct{ rest, ending string }

// naturalName sets the ending aside, so that 附件.pdf comes before 附件1.pdf.
func naturalName(name string) natural {
	ending := path.Ext(name)
	return natural{strings.ToLower(width.Fold.String(name[:len(name)-len(ending)])), ending}
}

// token is a number or a single character.
type token struct {
	number bool
	digits string // of a number, without zeros in front
	char   rune
}

func compareTokens(a, b token) int {
	switch {
	case a.char == '/' && b.char != '/': // a folder comes before names that continue its own
		return -1
	case b.char == '/' && a.char != '/':
		return 1
	case a.number && b.number:
		return cmp.Or(cmp.Compare(len(a.digits), len(b.digits)), strings.Compare(a.digits, b.digits))
	case a.number:
		return -1
	case b.number:
		return 1
	}
	return cmp.Compare(a.char, b.char)
}

// next takes a token.
func (n *natural) next() token {
	i := 0
	for i < len(n.rest) && '0' <= n.rest[i] && n.rest[i] <= '9' {
		i++
	}
	if i > 0 {
		t := token{number: true, digits: strings.TrimLeft(n.rest[:i], "0")}
		n.rest = n.rest[i:]
		return t
	}
	if value, size := chineseNumber(n.rest); size > 0 {
		n.rest = n.rest[size:]
		return token{number: true, digits: strings.TrimLeft(value, "0")}
	}
	char, size := utf8.DecodeRuneInString(n.rest)
	n.rest = n.rest[size:]
	return token{char: char}
}

// numerals are the values of Chinese digits, also in the forms that cheques use.
var numerals = map[rune]uint64{
	'〇': 0, '零': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9,
	'壹': 1, '贰': 2, '貳': 2, '叁': 3, '參': 3, '肆': 4, '伍': 5, '陆': 6, '陸': 6, '柒': 7, '捌': 8, '玖': 9,
}

var units = map[rune]uint64{'十': 10, '拾': 10, '百': 100, '佰': 100, '千': 1000, '仟': 1000}

var tens = map[rune]uint64{'廿': 20, '卅': 30}

// chineseNumber reads the Chinese number at the start of s: in digits, such as 二〇二〇, or in words, such as 一百二十三. It returns the
// number in Arabic digits and its length in bytes, or 0 if there is none.
func chineseNumber(s string) (digits string, size int) {
	const most = 12 // characters: no name counts further
	var total, last uint64
	inWords := false
	var plain []byte
	for count := 0; size < len(s) && count < most; count++ {
		c, width := utf8.DecodeRuneInString(s[size:])
		if d, ok := numerals[c]; ok {
			plain = append(plain, '0'+byte(d))
			last = d
		} else if u, ok := units[c]; ok {
			if last == 0 && total%(10*u) == 0 {
				last = 1 // 十 alone is ten
			}
			total, last, inWords = total+last*u, 0, true
		} else if t, ok := tens[c]; ok {
			total, last, inWords = total+t, 0, true
		} else {
			break
		}
		size += width
	}
	switch {
	case size == 0:
		return "", 0
	case !inWords:
		return string(plain), size
	}
	return formatUint(total + last), size
}

func formatUint(n uint64) string {
	var b [20]byte
	i := len(b)
	for ; n > 0; n /= 10 {
		i--
		b[i] = '0' + byte(n%10)
	}
	return string(b[i:])
}
