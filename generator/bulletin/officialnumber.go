package bulletin

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/escape"
	"gongbao/generator/fields"
	"gongbao/generator/han"
	"gongbao/generator/problem"
)

// An official number is written 鲁审通〔2020〕3号: the sign of the office, the year in hexagonal brackets, and the document's number in
// the year, without 第 and without zeros before it (GB/T 9704—2012 §7.2.5). Keyboards lack these brackets, so people write others.

// FoldNumber maps all spellings of an official number to one. It ignores script, width, letter case, spaces, the kind of the brackets
// around the year, 第 and zeros before the document's number, and a missing 号 after a year in brackets. Whatever compares numbers
// compares their folded forms.
func FoldNumber(number string) string {
	folded := han.Fold(number)
	if isProper(folded) {
		return folded
	}
	return proper(withoutSpaces(folded), true)
}

// ProperNumber returns an official number as the standard writes it. It returns other numbers, such as COM(2020) 3, unchanged.
func ProperNumber(number string) string {
	if isProper(number) || !strings.ContainsFunc(number, han.IsHan) {
		return number
	}
	return proper(withoutSpaces(number), false)
}

func withoutSpaces(s string) string { return strings.Join(strings.Fields(s), "") }

// isProper reports whether proper changes nothing. It looks only at the end of a number that is usual in every way.
func isProper(number string) bool {
	rest, ok := strings.CutSuffix(number, "号")
	if !ok {
		return false
	}
	digits := strings.TrimRight(rest, "0123456789")
	before, ok := strings.CutSuffix(digits, "〕")
	year := strings.TrimRight(before, "0123456789")
	sign, opened := strings.CutSuffix(year, "〔")
	return ok && opened && len(digits) < len(rest) && rest[len(digits)] != '0' && len(before)-len(year) == 4 &&
		strings.IndexFunc(sign, func(r rune) bool { return !('\u4E00' <= r && r <= '\u9FFF') }) < 0 && !strings.Contains(sign, "第")
}

// proper puts years into hexagonal brackets, and takes 第 and zeros from the number after them. With all set, it takes 第 from
// before any number.
func proper(number string, all bool) string {
	var b strings.Builder
	rest := number
	after := rune(0) // what was written last
	for rest != "" {
		r, size := utf8.DecodeRuneInString(rest)
		year, length := yearInBrackets(rest)
		switch {
		case length > 0:
			b.WriteString("〔" + year + "〕")
			after, size = '〕', length
		case r == '第':
			size = len(rest) - len(strings.TrimLeft(rest, "第"))
			if isDigit(first(rest[size:])) && !isDigit(after) && (all || after == '〕') {
				if after != '〕' {
					after = r
				}
				break
			}
			b.WriteString(rest[:size])
			after = r
		case isDigit(r):
			digits, length := digitsOf(rest)
			if short := strings.TrimLeft(digits, "0"); short != "" && (after == '〕' || after == '第' || han.FoldRune(first(rest[length:])) == '号') {
				digits = short
			}
			b.WriteString(digits)
			if after == '〕' && length == len(rest) {
				b.WriteString("号")
			}
			after, size = '0', length
		default:
			b.WriteRune(r)
			after = r
		}
		rest = rest[size:]
	}
	return b.String()
}

// yearInBrackets returns the year with which s begins, in brackets of any kind, and the length of it all in bytes; 0 if there is none.
// Old documents write 〔一九九八〕.
func yearInBrackets(s string) (year string, length int) {
	open, length := utf8.DecodeRuneInString(s)
	if !isBracket(open, unicode.Ps, '<') {
		return "", 0
	}
	for length < len(s) && len(year) <= 4 {
		r, size := utf8.DecodeRuneInString(s[length:])
		digit := yearDigit(r)
		if digit < 0 {
			break
		}
		year += strconv.Itoa(digit)
		length += size
	}
	closing, size := utf8.DecodeRuneInString(s[length:])
	if len(year) != 4 && len(year) != 2 || !isBracket(closing, unicode.Pe, '>') {
		return "", 0
	}
	return year, length + size
}

// yearDigit returns the value of a digit of a year, or -1.
func yearDigit(r rune) int {
	if isDigit(r) {
		return int(han.FoldRune(r) - '0')
	}
	for digit, forms := range [...]string{"〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九"} {
		if strings.ContainsRune(forms, r) {
			return digit
		}
	}
	return -1
}

// isBracket reports whether r is a bracket of a class, or the sign that stands for one.
func isBracket(r rune, class *unicode.RangeTable, sign rune) bool {
	return r == sign || han.FoldRune(r) == sign || r > ' ' && unicode.Is(class, r)
}

// digitsOf returns the digits with which s begins, in ASCII, and their length in s in bytes.
func digitsOf(s string) (digits string, length int) {
	for length < len(s) && isDigit(first(s[length:])) {
		_, size := utf8.DecodeRuneInString(s[length:])
		length += size
	}
	return han.Fold(s[:length]), length
}

func isDigit(r rune) bool {
	r = han.FoldRune(r)
	return '0' <= r && r <= '9'
}

func first(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

// number reports odd brackets around the year of an official number.
func (r *reader) number(b *Bulletin) {
	number := b.Number.Value
	if isProper(number) || !strings.ContainsFunc(number, han.IsHan) {
		return
	}
	for i := range number {
		year, length := yearInBrackets(number[i:])
		written, rest := number[i:i+length], strings.TrimSpace(number[i+length:])
		if length == 0 || written == "〔"+year+"〕" || !isDigit(first(strings.TrimPrefix(rest, "第"))) {
			continue
		}
		r.Report(b.Number.Pos, problem.NumberBrackets, "number %s has %s; expected 〔%s〕 (GB/T 9704—2012 §7.2.5)", fields.Quote(number), written, year)
		r.Hint("write number: %s", escape.AppendYAML(nil, ProperNumber(number)))
		return
	}
}
