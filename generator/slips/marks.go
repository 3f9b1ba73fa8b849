package slips

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
)

// Marks at the start of a line: headings, lists, quotations and rules.

const blanks = " \t\u3000\u00a0"

// headings reports lines such as #总体情况, ##标题, ＃ 总体 and #　总体, also if wide blanks indent them.
func (f *Finder) headings(l *leaf) {
	for i, line := range l.lines {
		whole := f.visible(line)
		text := strings.TrimLeft(whole, blanks)
		level, size := 0, 0
		for _, r := range text {
			if r != '#' && r != '＃' {
				break
			}
			level++
			size += utf8.RuneLen(r)
		}
		if level > 6 && level < 12 && strings.HasPrefix(text[size:], " ") && strings.TrimSpace(text[size:]) != "" {
			f.report(problem.UnreadHeading, line.start, quoted(f.value(line))+" is shown as it is typed; expected a heading with at most six #", "write: ###### "+excerpt(strings.TrimSpace(text[size:]), 100))
		}
		if level == 0 || level > 6 {
			continue
		}
		words := strings.TrimLeft(text[size:], blanks)
		alone := i == len(l.lines)-1 && l.ended
		if words == "" || level == 1 && !isHeading(words, words != text[size:], alone, len(l.lines) == 1) {
			continue
		}
		mark := strings.Repeat("#", level) + " "
		f.report(problem.UnreadHeading, line.start, quoted(f.value(line))+" is shown as it is typed; expected a heading: # and a space before its words",
			"", append(f.closing(line, whole), f.edit(line.start, line.start+len(whole)-len(words), mark))...)
	}
}

// closing returns the edit that removes the marks at the end of ##标题##, which markdown takes for words unless a blank is before them.
func (f *Finder) closing(line span, whole string) []Edit {
	words := strings.TrimRight(whole, blanks)
	bare := strings.TrimRight(strings.TrimRight(words, "#＃"), blanks)
	if len(words)-len(bare) < 2 { // C#
		return nil
	}
	return []Edit{f.edit(line.start+len(bare), line.start+len(words), "")}
}

// isHeading reports whether words after a single # are those of a heading. #1机组 is a number, and #话题 text #话题# are topics of social
// media; a heading has something below it.
func isHeading(words string, spaced, alone, single bool) bool {
	first, _ := utf8.DecodeRuneInString(words)
	if alone || strings.ContainsAny(words, "#＃") || utf8.RuneCountInString(words) > 60 {
		return false
	}
	switch {
	case spaced && !isDigit(first):
		return true // a wide space after the mark
	case isDigit(first):
		m := numbered(words)
		return m.kind != "" && m.kind != "1)" || len(words) > 7 && numberAt(words).number > 1900 && strings.HasPrefix(words[4:], "年")
	case unicode.Is(unicode.Han, first), strings.ContainsRune("（《“「『【〔", first):
		return !strings.ContainsAny(words, " \u3000") && !endsSentence(words)
	case unicode.IsUpper(first):
		return (single || strings.Contains(words, " ")) && !endsSentence(words)
	}
	return false
}

// quotations reports ＞ at the start of a paragraph.
func (f *Finder) quotations(l *leaf) {
	line := l.lines[0]
	words, ok := strings.CutPrefix(f.visible(line), "＞")
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(words, blanks))
	if ok && (unicode.Is(unicode.Han, first) || strings.ContainsRune("“「『《", first)) {
		f.report(problem.UnreadMark, line.start, quoted(f.value(line))+" begins with a full-width mark that is shown as it is typed; expected > for a quotation", "",
			f.edit(line.start, line.start+len("＞"), "> "))
	}
}

// rules reports lines of full-width marks that were meant as a rule, or below a heading.
func (f *Finder) rules(l *leaf) {
	for i, line := range l.lines {
		text := strings.TrimSpace(f.visible(line))
		first, _ := utf8.DecodeRuneInString(text)
		if n := utf8.RuneCountInString(text); n < 3 || strings.Trim(text, string(first)) != "" {
			continue
		}
		alone := len(l.lines) == 1
		switch {
		case alone && (first == '－' || first == '＊'):
			f.report(problem.UnreadMark, line.start, quoted(text)+" is shown as it is typed; expected --- for a rule", "", f.edit(line.start, line.stop, "---"))
		case !alone && strings.ContainsRune("＝－—＿＊", first):
			hint := "put a blank line above it, or # before a heading"
			if i == 1 && (first == '＝' || first == '－') {
				hint = "write: # " + excerpt(strings.TrimSpace(f.value(l.lines[0])), 100)
			}
			f.report(problem.UnreadHeading, line.start, quoted(text)+" runs on from the line above it; expected # before a heading, or --- for a rule", hint)
		}
	}
}

// lists reports lines such as -项目, -　项目, *项目, －项目 and 1.项目, and says whether there were any. Lines that begin with a number are a
// list only if they count on, and nothing else is between them.
func (f *Finder) lists(l *leaf) bool {
	for _, mark := range []string{"-", "*", "+", "－", "＊", "＋"} {
		var at []int
		for i, line := range l.lines {
			if f.isItem(line, mark) {
				at = append(at, i)
			}
		}
		if len(at) == 0 || len(at) == 1 && !f.isLoneItem(l.lines[at[0]], mark) && !(at[0] > 0 && inListOf(l.node, mark)) {
			continue
		}
		var edits []Edit
		for _, i := range at {
			line := l.lines[i]
			text := f.visible(line)
			words := strings.TrimLeft(strings.TrimLeft(text, blanks)[len(mark):], blanks)
			edits = append(edits, f.edit(line.start, line.start+len(text)-len(words), narrow(mark)+" "))
		}
		first := l.lines[at[0]]
		f.report(problem.UnreadList, first.start, quoted(f.value(first))+" is shown as it is typed; expected an item of a list: "+narrow(mark)+" and a space before its words", "", edits...)
		return true
	}
	return f.numberedList(l)
}

// inListOf reports whether a text is that of an item with a mark.
func inListOf(n ast.Node, mark string) bool {
	if n.Parent() == nil || n.Parent().Parent() == nil {
		return false
	}
	list, ok := n.Parent().Parent().(*ast.List)
	return ok && string(list.Marker) == narrow(mark)
}

func narrow(mark string) string {
	switch mark {
	case "－":
		return "-"
	case "＊":
		return "*"
	case "＋":
		return "+"
	}
	return mark
}

// isItem reports whether a line begins with a mark and words, as an item without a space does. Numbers are negative, and -完- is a
// way to end a text.
func (f *Finder) isItem(line span, mark string) bool {
	whole := strings.TrimRight(f.visible(line), blanks+"\x00")
	text := strings.TrimLeft(whole, blanks)
	words, ok := strings.CutPrefix(text, mark)
	if !ok || strings.HasSuffix(words, mark) || strings.HasPrefix(words, " ") && mark == narrow(mark) && text == whole {
		return false
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(words, blanks))
	return unicode.IsLetter(first) || strings.ContainsRune("（《“「『【[(", first) && first != 0 && first != utf8.RuneError
}

// isLoneItem reports whether a single line is an item. An asterisk alone marks a note, and a plus or a hyphen before Latin letters
// may be an option, or a sign.
func (f *Finder) isLoneItem(line span, mark string) bool {
	if narrow(mark) != "-" {
		return false
	}
	words := strings.TrimLeft(f.visible(line), blanks)[len(mark):]
	first, _ := utf8.DecodeRuneInString(strings.TrimLeft(words, blanks))
	return first >= 0x2E80 || strings.HasPrefix(words, "\u3000") || strings.HasPrefix(words, "\u00a0")
}

// nextItems reports lines such as 2.项目 that follow an item 1. 项目 of a list and have become a part of it.
func (f *Finder) nextItems(l *leaf) bool {
	item := l.node.Parent()
	if item == nil || item.Kind() != ast.KindListItem || !item.Parent().(*ast.List).IsOrdered() {
		return false
	}
	found := false
	for i, line := range l.lines {
		text := f.visible(line)
		m := markerOf(text)
		if i == 0 || m.kind != "1." && m.kind != "1)" || m.size >= len(text) || text[m.size] == ' ' || text[0] > '9' || text[m.size-1] != item.Parent().(*ast.List).Marker {
			continue
		}
		f.report(problem.UnreadList, line.start, quoted(f.value(line))+" runs on from the item above it; expected an item of its own: a space after the number", "", f.edit(line.start+m.size, line.start+m.size, " "))
		found = true
	}
	return found
}

// numberedList reports lines that begin with 1. 2. 3. without a space, all of them.
func (f *Finder) numberedList(l *leaf) bool {
	if f.nextItems(l) {
		return true
	}
	var edits []Edit
	from, last := 0, 0
	for i, line := range l.lines {
		text := f.visible(line)
		m := markerOf(text)
		stop := byte(0)
		if m.size > 0 {
			stop = text[m.size-1]
		}
		if m.kind != "1." && m.kind != "1)" || stop != '.' && stop != ')' || text[0] > '9' {
			if len(edits) == 0 && i == 0 && endsWithColon(text) { // what the list is about
				from = 1
				continue
			}
			return false
		}
		words := text[m.size:]
		if words == "" || words[0] == ' ' || words[0] == 0 || i > from && m.number != last+1 || i == from && i > 0 && m.number != 1 {
			return false
		}
		last = m.number
		edits = append(edits, f.edit(line.start+m.size, line.start+m.size, " "))
	}
	if len(edits) < 2 {
		return false
	}
	first := l.lines[from]
	f.report(problem.UnreadList, first.start, quoted(f.value(first))+" and the lines below run together; expected an item of a list: a space after the number", "", edits...)
	return true
}

func endsWithColon(s string) bool {
	return strings.HasSuffix(strings.TrimSpace(s), "：") || strings.HasSuffix(strings.TrimSpace(s), ":")
}
