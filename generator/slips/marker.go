package slips

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A marker is what a line begins with if the line belongs on its own: the number of a point, a bullet, a label.
type marker struct {
	kind   string // markers of one kind have the same; "": none
	number int    // 0: it has none, as a bullet
	size   int    // bytes
}

// bullets are those of word processors and typists. Markdown reads none of them.
const bullets = "•●○◎■□◆◇▪▫◦➢➤➔➜→☞▶►♦✓✔√★☆※∙·・‣⁃"

// pasted are the letters that bullets of a symbol font become when they are pasted.
const pasted = "lounØü§"

// numbers are characters that are numbers, by their first and last.
var numbers = [][2]rune{{'①', '⑳'}, {'⑴', '⒇'}, {'⒈', '⒛'}, {'㈠', '㈩'}, {'❶', '❿'}, {'➊', '➓'}}

// markerOf returns the marker that a line begins with.
func markerOf(line string) marker {
	r, size := utf8.DecodeRuneInString(line)
	switch {
	case strings.ContainsRune("（(【[〔", r) && size > 0:
		return bracketed(line, size)
	case isDigit(r):
		return numbered(line)
	case r == '第':
		return ordinal(line, size)
	case r < 0x80:
		return latin(line, r)
	}
	for _, n := range numbers {
		if r >= n[0] && r <= n[1] {
			return marker{string(n[0]), int(r-n[0]) + 1, size}
		}
	}
	switch {
	case r >= 'Ⅰ' && r <= 'Ⅻ' && followedBy(line[size:], ".．、 "):
		return marker{"Ⅰ", int(r-'Ⅰ') + 1, size}
	case strings.ContainsRune(bullets, r), r >= 0xF000 && r <= 0xF0FF:
		return marker{kind: string(r), size: size}
	case strings.HasPrefix(line, "——"):
		return marker{kind: "——", size: len("——")}
	case r == '—' || r == '–', strings.ContainsRune(pasted, r) && followedBy(line[size:], blanks):
		return marker{kind: string(r), size: size}
	}
	if n := numberAt(line); n.number > 0 && n.kind == "一" && followedBy(line[n.size:], "、.．）)是") {
		stop, more := utf8.DecodeRuneInString(line[n.size:])
		if strings.ContainsRune(".．", stop) {
			stop = '、'
		}
		return marker{"一" + string(stop), n.number, n.size + more}
	}
	if i := strings.IndexRune("甲乙丙丁戊己庚辛壬癸", r); i >= 0 && strings.HasPrefix(line[size:], "、") {
		return marker{"甲、", i/size + 1, size + len("、")}
	}
	return named(line)
}

// latin reads A. and a) and ii. and boxes of tasks.
func latin(line string, r rune) marker {
	switch {
	case len(line) < 2:
		return marker{}
	case strings.ContainsRune(pasted, r) && strings.IndexByte(" \t", line[1]) >= 0:
		if word, _ := utf8.DecodeRuneInString(strings.TrimLeft(line[1:], " \t")); word >= 0x2E80 { // o is a word in some languages
			return marker{kind: string(r), size: 1}
		}
	}
	for i, roman := range []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"} {
		if rest, ok := strings.CutPrefix(line, roman); ok && followedBy(rest, ".)、") && (len(roman) > 1 || r == 'i') {
			return marker{"i", i + 1, len(roman) + 1}
		}
	}
	if !followedBy(line[1:], ".．、)）") {
		return marker{}
	}
	switch {
	case r >= 'A' && r <= 'Z':
		return marker{"A", int(r-'A') + 1, 2}
	case r >= 'a' && r <= 'z':
		return marker{"a", int(r-'a') + 1, 2}
	}
	return marker{}
}

// named reads a word and a number: 附件1, 注2：, 案例三、
func named(line string) marker {
	han := 0
	for i, r := range line {
		if n := numberAt(line[i:]); han > 0 && n.number > 0 {
			if name := line[:i]; name == "附件" || followedBy(line[i+n.size:], "：:、.．") {
				return marker{name, n.number, i + n.size}
			}
			return marker{}
		}
		if han++; han > 4 || !unicode.Is(unicode.Han, r) {
			break
		}
	}
	return marker{}
}

// followedBy reports whether a text begins with one of some characters.
func followedBy(s, any string) bool {
	r, size := utf8.DecodeRuneInString(s)
	return size > 0 && strings.ContainsRune(any, r)
}

// bracketed reads （一） (1) 【三】 [4] （a） and boxes of tasks.
func bracketed(line string, open int) marker {
	if len(line) > 3 && line[0] == '[' && line[2] == ']' && strings.IndexByte(" xX", line[1]) >= 0 {
		return marker{kind: "[ ]", size: 3}
	}
	n := numberAt(line[open:])
	if r, _ := utf8.DecodeRuneInString(line[open:]); n.number == 0 && (r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
		n = marker{"a", int(r|0x20-'a') + 1, 1}
	}
	if n.number == 0 || !followedBy(line[open+n.size:], "）)】]〕") {
		return marker{}
	}
	closed, size := utf8.DecodeRuneInString(line[open+n.size:])
	kind := "（" + n.kind + "）"
	if closed != '）' && closed != ')' {
		kind = n.kind + string(closed)
	}
	return marker{kind, n.number, open + n.size + size}
}

// numbered reads 1. 1、 1) and their full-width forms; 1.5 and 1990. are no markers.
func numbered(line string) marker {
	n := numberAt(line)
	stop, size := utf8.DecodeRuneInString(line[n.size:])
	after, _ := utf8.DecodeRuneInString(line[n.size+size:])
	if n.number == 0 || n.number > 199 {
		return marker{}
	}
	if m := numberAt(line[n.size+size:]); isDigit(after) {
		end, _ := utf8.DecodeRuneInString(line[n.size+size+m.size:])
		if stop == '.' && m.number < 100 && (end == ' ' || end == '\u3000') { // 1.2 of a section
			return marker{"1.1 of " + line[:n.size], m.number, n.size + size + m.size}
		}
		return marker{}
	}
	switch stop {
	case '.', '．':
		return marker{"1.", n.number, n.size + size}
	case '、':
		return marker{"1、", n.number, n.size + size}
	case ')', '）':
		return marker{"1)", n.number, n.size + size}
	case '：', '，', '。':
		return marker{"1" + string(stop), n.number, n.size + size}
	}
	return marker{}
}

// ordinal reads 第一条 and 第3章.
func ordinal(line string, size int) marker {
	n := numberAt(line[size:])
	what, more := utf8.DecodeRuneInString(line[size+n.size:])
	if n.number == 0 || !strings.ContainsRune("条條章节節款项項编編步部类類，、", what) {
		return marker{}
	}
	return marker{"第" + string(what), n.number, size + n.size + more}
}

// numberAt reads a number at the start of a text, in digits (kind 1) or in Chinese (kind 一).
func numberAt(s string) marker {
	m := marker{kind: "1"}
	for i, r := range s {
		if !isDigit(r) || i > 12 {
			break
		}
		m.number, m.size = m.number*10+int(valueOf(r)), i+utf8.RuneLen(r)
	}
	if m.size > 0 {
		return m
	}
	m.kind = "一"
	digit := 0
	for i, r := range s {
		d := strings.IndexRune("一二三四五六七八九", r)
		switch {
		case d >= 0 && digit == 0:
			digit = d/len("一") + 1
		case r == '十':
			m.number, digit = m.number+max(digit, 1)*10, 0
		case r == '百' && digit > 0:
			m.number, digit = m.number+digit*100, 0
		case r == '零' || r == '〇':
		default:
			m.number += digit
			return m
		}
		m.size = i + utf8.RuneLen(r)
	}
	m.number += digit
	return m
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' || r >= '０' && r <= '９' }

func valueOf(r rune) rune {
	if r >= '０' {
		return r - '０'
	}
	return r - '0'
}

// isLabel reports whether a line begins like 联系人：张三, and returns the label's size.
func isLabel(line string) bool {
	n := 0
	for _, r := range line {
		switch {
		case unicode.Is(unicode.Han, r):
			n++
		case r == '：' || r == ':' || r == '丨' || r == '｜':
			return n > 0 && n <= 8
		case r != ' ' && r != '\u3000':
			return false
		}
		if n > 8 {
			return false
		}
	}
	return false
}

// isDateLine reports whether a line is nothing but a date, as below a signature.
func isDateLine(s string) bool {
	s = strings.TrimSpace(s)
	if n := utf8.RuneCountInString(s); n < 8 || n > 14 {
		return false
	}
	rest := strings.TrimLeftFunc(s, isDateDigit)
	year := utf8.RuneCountInString(s[:len(s)-len(rest)])
	if year != 4 {
		return false
	}
	for _, unit := range []string{"年", "月", "日"} {
		rest = strings.TrimLeftFunc(strings.TrimLeftFunc(rest, unicode.IsSpace), isDateDigit)
		var ok bool
		if rest, ok = strings.CutPrefix(strings.TrimLeftFunc(rest, unicode.IsSpace), unit); !ok {
			if unit == "日" {
				rest, ok = strings.CutPrefix(rest, "号")
			}
			if !ok {
				return false
			}
		}
	}
	return rest == ""
}

func isDateDigit(r rune) bool {
	return isDigit(r) || strings.ContainsRune("〇○零一二三四五六七八九十", r)
}

// endsSentence reports whether a text ends as a sentence does.
func endsSentence(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "”’」』）)\" "))
	return strings.ContainsRune("。；，;.", r)
}

// endsWithOffice reports whether a name ends like that of an office or company.
func endsWithOffice(s string) bool {
	for _, end := range []string{"局", "委", "委员会", "办公室", "办公厅", "政府", "院", "厅", "公司", "会", "部", "处", "中心", "所", "站", "队", "署", "馆",
		"校", "大学", "银行", "集团", "委員會", "辦公室", "廳", "會", "處", "隊", "館"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}
