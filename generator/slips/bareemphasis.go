package slips

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
)

// emphasis reports marks of emphasis that stay in the text: ** 重点 ** with blanks inside, a mark without its second, __重点__ between
// Chinese characters, ＊＊重点＊＊, and ｀code｀. Asterisks after a name hide it (张**), and lines of underscores are blanks to fill in.
func (f *Finder) emphasis(l *leaf) {
	for _, line := range l.lines {
		shown := f.visible(line)
		f.pairs(line, shown, "**", "**")
		f.pairs(line, shown, "__", "**")
		f.pairs(line, shown, "~~", "~~")
		f.pairs(line, shown, "＊＊", "**")
		f.pairs(line, shown, "｀", "`")
		f.openCode(line, shown)
	}
}

// pairs reports the pairs of a mark in a line, and a mark without its second.
func (f *Finder) pairs(line span, shown, mark, right string) {
	at := runsOf(shown, mark)
	if mark == "__" && (len(at) != 2 || strings.Contains(shown, "___")) {
		return
	}
	for i := 0; i+1 < len(at) && !f.full(); i += 2 {
		open, closed := at[i], at[i+1]
		inner := shown[open+len(mark) : closed]
		words := strings.Trim(inner, blanks)
		if words == "" || strings.Trim(words, "\x00") == "" || isHidden(shown, mark, open, closed) {
			continue
		}
		edits := []Edit{f.edit(line.start+open, line.start+closed+len(mark), right+strings.Trim(f.value(span{line.start + open + len(mark), line.start + closed}), blanks)+right)}
		hint := ""
		if mark == right && words == inner { // neither side has a blank, so the neighbours prevent it
			edits, hint = nil, "put a space before the first mark or after the second"
		}
		f.report(problem.UnreadEmphasis, line.start+open, quoted(f.value(span{line.start + open, line.start + closed + len(mark)}))+" is shown with its marks; expected "+right+" directly around the words", hint, edits...)
	}
	if len(at)%2 == 1 && mark == "**" {
		open := at[len(at)-1]
		before, _ := utf8.DecodeLastRuneInString(shown[:open])
		after, _ := utf8.DecodeRuneInString(shown[open+len(mark):])
		rest := shown[open+len(mark):]
		single := strings.IndexByte(rest, '*')
		uneven := single > 0 && strings.Count(rest, "*") == 1 && strings.IndexFunc(rest[:single], func(r rune) bool { return !isWord(r) }) < 0
		if (!isWord(before) || uneven) && isWord(after) && !strings.Contains(rest, "\x00") {
			f.report(problem.UnreadEmphasis, line.start+open, quoted(f.value(span{line.start + open, line.stop}))+" begins with ** that nothing closes; expected ** after the words too", "put ** after the words, or remove it")
		}
	}
}

// unevenEmphasis reports **words* and *words**.
func (f *Finder) unevenEmphasis(e *ast.Emphasis) {
	if e.Level != 1 {
		return
	}
	before, _ := e.PreviousSibling().(*ast.Text)
	after, _ := e.NextSibling().(*ast.Text)
	opens := before != nil && !before.SoftLineBreak() && strings.HasSuffix(f.visible(span{before.Segment.Start, before.Segment.Stop}), "*")
	closes := after != nil && strings.HasPrefix(f.visible(span{after.Segment.Start, after.Segment.Stop}), "*")
	if opens == closes || e.Pos() < 0 {
		return
	}
	at := e.Pos()
	if opens {
		at = before.Segment.Stop - 1
	}
	f.report(problem.UnreadEmphasis, at, "one * more on one side of the words than on the other, so that one is shown; expected ** on both sides", "write **words**, or *words*")
}

// openCode reports a ` without its second before a word.
func (f *Finder) openCode(line span, shown string) {
	i := strings.IndexByte(shown, '`')
	if i < 0 || strings.Count(shown, "`") != 1 {
		return
	}
	before, _ := utf8.DecodeLastRuneInString(shown[:i])
	after, _ := utf8.DecodeRuneInString(shown[i+1:])
	if isWord(after) && !(before < 0x80 && isWord(before)) {
		f.report(problem.UnreadEmphasis, line.start+i, quoted(f.value(span{line.start + i, line.stop}))+" begins with a ` that nothing closes, so that it is shown; expected ` after the words too", "put ` after the words, or remove it")
	}
}

// isHidden reports whether marks hide parts of names or leave blanks to fill in, rather than emphasise what is between them: both
// follow a word directly.
func isHidden(shown, mark string, open, closed int) bool {
	before, _ := utf8.DecodeLastRuneInString(shown[:open])
	last, _ := utf8.DecodeLastRuneInString(shown[:closed])
	first, _ := utf8.DecodeRuneInString(shown[open+len(mark):])
	inner := shown[open+len(mark) : closed]
	switch mark {
	case "__":
		return utf8.RuneCountInString(inner) < 2 || unicode.IsSpace(first) || unicode.IsSpace(last) || isIdentifier(inner) || strings.HasSuffix(inner, "：")
	case "~~":
		return !strings.HasPrefix(inner, " ") && !strings.HasSuffix(inner, " ") || isWord(before) && isWord(last)
	case "｀":
		return false
	}
	return isWord(before) && isWord(last) || unicode.IsPunct(first) && !strings.ContainsRune("“「『《（(\"'", first)
}

func isIdentifier(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return r > 0x7f || r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0
}

func isWord(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r)) }

// runsOf returns the places of a mark by itself, not as a part of a longer row of the same character.
func runsOf(s, mark string) (at []int) {
	one, size := utf8.DecodeRuneInString(mark)
	for i := 0; i < len(s); {
		n := strings.Index(s[i:], mark)
		if n < 0 {
			break
		}
		i += n
		end := i
		for strings.HasPrefix(s[end:], string(one)) {
			end += size
		}
		if end-i == len(mark) {
			at = append(at, i)
		}
		i = end
	}
	return at
}
