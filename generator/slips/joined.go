package slips

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Lines that run together. Markdown makes one paragraph of lines that follow each other, and shows nothing between two lines of
// Chinese. Some typists wrap their lines, so a line counts as one of its own only if another agrees with it: the numbers count on,
// or the bullets are the same.

// apartLines reports a paragraph whose lines belong apart.
func (f *Finder) apartLines(l *leaf) {
	if len(l.lines) < 2 {
		return
	}
	marks := make([]marker, len(l.lines))
	for i, line := range l.lines {
		text := strings.TrimLeft(f.visible(line), blanks)
		marks[i] = markerOf(text)
		if label := strings.Index(text, "："); i == 0 && marks[0].kind == "" && label > 0 && label < 24 { // 附件：1.名单
			marks[0] = markerOf(strings.TrimLeft(text[label+len("："):], blanks))
		}
	}
	var starts []int // lines that must begin a paragraph
	first := -1
	for i, agree := range agreeing(marks) {
		if marks[i].kind == "" || !agree {
			continue
		}
		if first < 0 {
			first = i
		}
		if f.joined(l, i) {
			starts = append(starts, i)
		}
	}
	what := "the points"
	if len(starts) == 0 {
		first, starts, what = f.labelled(l)
	}
	if len(starts) == 0 {
		first, starts, what = f.shortLine(l)
	}
	if len(starts) == 0 {
		first, starts, what = f.tail(l)
	}
	if len(starts) == 0 {
		return
	}
	var edits []Edit
	for _, i := range starts {
		edits = append(edits, f.apart(l.lines[i].start))
	}
	if !l.top && what != afterList {
		edits = nil
	}
	second := l.lines[starts[0]]
	if starts[0] == first && len(starts) > 1 {
		second = l.lines[starts[1]]
	}
	f.report(problem.JoinedLines, l.lines[first].start, quoted(f.value(l.lines[first]))+" and "+quoted(f.value(second))+" run together in one paragraph; expected "+what+" in paragraphs of their own",
		"put a blank line before "+quoted(f.value(l.lines[starts[0]])), edits...)
}

// agreeing returns which markers another one of the same kind counts on from, or up to.
func agreeing(marks []marker) []bool {
	type place struct{ first, last int }
	at := map[marker]place{}
	key := func(m marker, number int) marker { return marker{kind: m.kind, number: number} }
	for i, m := range marks {
		p, known := at[key(m, m.number)]
		if !known {
			p.first = i
		}
		p.last = i
		at[key(m, m.number)] = p
	}
	agree := make([]bool, len(marks))
	for i, m := range marks {
		if m.number == 0 {
			p := at[key(m, 0)]
			agree[i] = p.first != p.last
			continue
		}
		before, ok := at[key(m, m.number-1)]
		after, more := at[key(m, m.number+1)]
		agree[i] = ok && before.first < i || more && after.last > i
	}
	return agree
}

// labelled finds lines such as 联系人：张三 and 联系电话：… that follow each other.
func (f *Finder) labelled(l *leaf) (first int, starts []int, what string) {
	first = -1
	for i, line := range l.lines {
		if !isLabel(strings.TrimLeft(f.visible(line), blanks)) || i == 0 {
			continue
		}
		if isLabel(strings.TrimLeft(f.visible(l.lines[i-1]), blanks)) && f.joined(l, i) {
			if first < 0 {
				first = i - 1
				if first > 0 && f.joined(l, first) {
					starts = append(starts, first)
				}
			}
			starts = append(starts, i)
		}
	}
	return first, starts, "the labels"
}

// shortLine finds a line that ends too early to be wrapped: the readers that a text addresses, the heading of a section, or the name
// above the date of a signature.
func (f *Finder) shortLine(l *leaf) (first int, starts []int, what string) {
	for i := 1; i < len(l.lines); i++ {
		if !f.joined(l, i) {
			continue
		}
		above := strings.Trim(f.visible(l.lines[i-1]), blanks)
		below := strings.Trim(f.visible(l.lines[i]), blanks)
		n := utf8.RuneCountInString(above)
		plain := n <= 30 && n > 0 && plainLine(above)
		switch {
		case isDateLine(below) && i == len(l.lines)-1 && plain:
			if i > 1 && f.joined(l, i-1) && !plainLine(f.visible(l.lines[i-2])) {
				starts = append(starts, i-1)
			}
			return i - 1, append(starts, i), "a signature and its date"
		case i == 1 && f.first && n <= 40 && strings.HasSuffix(above, "：") && addresses(strings.TrimSuffix(above, "：")):
			return 0, []int{1}, "those whom the text addresses"
		case isBoldLine(f.value(l.lines[i-1])) && n <= 34:
			if i > 1 && f.joined(l, i-1) {
				starts = append(starts, i-1)
			}
			return i - 1, append(starts, i), "a heading"
		case i == 1 && n <= 22:
			if m := markerOf(above); isSection(m.kind) && len(above) > m.size && plainLine(above[m.size:]) {
				return 0, []int{1}, "a heading"
			}
		}
	}
	return 0, nil, ""
}

// isBoldLine reports whether a line is nothing but bold Chinese words, as typists write headings. With a colon, the words may well stand
// before the text.
func isBoldLine(s string) bool {
	s = strings.TrimSpace(s)
	if len(s) < 7 || !strings.HasPrefix(s, "**") || !strings.HasSuffix(s, "**") || strings.Count(s, "**") != 2 {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(s[:len(s)-2])
	return unicode.Is(unicode.Han, last)
}

const afterList = "the text after a list or quotation"

// tail finds a line that follows a list or a quotation directly, and so has become a part of it. Some typists wrap their lines, so the
// line above must end a sentence, or be short.
func (f *Finder) tail(l *leaf) (first int, starts []int, what string) {
	for i := len(l.lines) - 1; i > 0; i-- {
		line := f.lineAt(l.lines[i].start)
		above := strings.TrimSpace(f.value(l.lines[i-1]))
		if l.top || line.start != l.lines[i].start || !f.isWide(l.lines[i]) || !f.joined(l, i) || !endsItem(above, i == 1) {
			continue
		}
		if f.inNote(l.node) {
			break
		}
		return i - 1, []int{i}, afterList
	}
	return 0, nil, ""
}

// endsItem reports whether a line is the end of an item or quotation. first: the item begins with it.
func endsItem(s string, first bool) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return strings.ContainsRune("。；！？", r) || first && unicode.Is(unicode.Han, r) && utf8.RuneCountInString(s) <= 20
}

// isWide reports whether a line begins with a Chinese character or mark.
func (f *Finder) isWide(line span) bool {
	r, _ := utf8.DecodeRuneInString(f.visible(line))
	return r >= 0x2E80 && r != utf8.RuneError
}

// inNote reports whether a block is in a note, which has lines without indent.
func (f *Finder) inNote(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if n.Kind() == east.KindFootnote {
			return true
		}
	}
	return false
}

func plainLine(s string) bool { return !strings.ContainsAny(s, "，。；：？！、,;:?!\x00") }

// isSection reports whether a kind of marker begins the heading of a section.
func isSection(kind string) bool {
	return kind == "一、" || kind == "（一）" || kind == "第章" || kind == "第节" || kind == "第節" || kind == "第编"
}

// addresses reports whether a text names offices or people, as at the head of a letter.
func addresses(s string) bool {
	if strings.ContainsAny(s, "。；：") {
		return false
	}
	if strings.HasPrefix(s, "各") || endsWithOffice(s) {
		return true
	}
	for _, end := range []string{"部门", "单位", "机构", "企业", "同志", "市民", "群众", "居民", "先生", "女士", "部門", "單位", "機構", "先生"} {
		if strings.HasSuffix(s, end) {
			return true
		}
	}
	return false
}
