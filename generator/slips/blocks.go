package slips

import (
	"bytes"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// show fills shown with the text that readers see as it was typed. It has no code, no addresses, no marks that markdown has read,
// no escapes and no references.
func (f *Finder) show(root ast.Node) {
	if cap(f.shown) < len(f.src) {
		f.shown = make([]byte, len(f.src))
	}
	f.shown = f.shown[:len(f.src)]
	clear(f.shown)
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Kind() == ast.KindCodeSpan {
			return ast.WalkSkipChildren, nil
		}
		if t, ok := n.(*ast.Text); ok && entering {
			f.showText(t.Segment.Start, t.Segment.Stop)
		}
		return ast.WalkContinue, nil
	})
}

func (f *Finder) showText(from, to int) {
	for i := from; i < to; i++ {
		switch c := f.src[i]; {
		case c == '\\' && i+1 < to && util.IsPunct(f.src[i+1]):
			i++
			continue
		case c == '&':
			if end := bytes.IndexByte(f.src[i:min(to, i+32)], ';'); end > 1 && isReference(f.src[i+1:i+end]) {
				i += end
				continue
			}
		}
		f.shown[i] = f.src[i]
	}
}

func isReference(name []byte) bool {
	for _, c := range name {
		if c != '#' && !util.IsAlphaNumeric(c) {
			return false
		}
	}
	return true
}

// A leaf is a block of text: a paragraph, the text of a list item, a heading, a cell.
type leaf struct {
	node  ast.Node
	lines []span // without blanks at the start and without line ends
	top   bool   // in no list, quotation or note
	ended bool   // nothing follows it
}

func (f *Finder) leafOf(n ast.Node) leaf {
	l := leaf{node: n, top: n.Parent() != nil && n.Parent().Kind() == ast.KindDocument, ended: n.NextSibling() == nil}
	lines := n.Lines()
	for i := range lines.Len() {
		at := lines.At(i)
		s := span{at.Start, at.Stop}
		for s.start < s.stop && (f.src[s.start] == ' ' || f.src[s.start] == '\t') {
			s.start++
		}
		for s.stop > s.start && (f.src[s.stop-1] == '\n' || f.src[s.stop-1] == '\r') {
			s.stop--
		}
		l.lines = append(l.lines, s)
	}
	return l
}

// joined reports whether a line of a leaf runs on from the one before it.
func (f *Finder) joined(l *leaf, i int) bool {
	if i == 0 {
		return false
	}
	before := f.value(l.lines[i-1])
	if line := f.value(l.lines[i]); len(line) > 3 && strings.EqualFold(line[:3], "<br") {
		return false
	}
	return !strings.HasSuffix(before, "  ") && !strings.HasSuffix(before, `\`) && !strings.HasSuffix(strings.TrimSpace(before), ">")
}

func (f *Finder) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph, *ast.TextBlock:
		l := f.leafOf(n)
		f.paragraph(&l)
		f.first = false
	case *ast.Heading:
		f.heading(n)
		l := f.leafOf(n)
		f.inline(&l)
	case *east.TableCell, *east.DefinitionTerm:
		l := f.leafOf(n)
		f.inline(&l)
	case *east.Table:
		f.table(n)
	case *ast.CodeBlock:
		f.indented(n)
	case *ast.FencedCodeBlock:
		f.fenced(n)
	case *ast.List:
		f.numbers(n)
	}
}

// paragraph looks at a paragraph: as a table, then line by line, then at the marks inside.
func (f *Finder) paragraph(l *leaf) {
	if len(l.lines) == 0 || f.unreadTable(l) {
		return
	}
	known := len(f.found)
	f.headings(l)
	f.quotations(l)
	f.rules(l)
	if !f.lists(l) && len(f.found) == known {
		f.apartLines(l)
	}
	f.inline(l)
}

// inline looks at the marks inside a block of text.
func (f *Finder) inline(l *leaf) {
	for _, line := range l.lines {
		if f.full() {
			return
		}
		f.links(line)
		f.foreign(line)
	}
	f.inlineNodes(l.node)
	f.emphasis(l)
}

// underline returns the line of - or = that makes a heading, or an empty span for a heading with #.
func (f *Finder) underline(n *ast.Heading) span {
	lines := n.Lines()
	if lines.Len() == 0 {
		return span{}
	}
	first := lines.At(0).Start
	if bytes.IndexByte(f.src[f.lineAt(first).start:first], '#') >= 0 {
		return span{}
	}
	return f.after(f.lineAt(lines.At(lines.Len() - 1).Start))
}

// heading reports a heading that is made by a line below it, if what is above that line is no heading: several lines, a sentence, a
// date, a key of front matter, or the name that signs the text.
func (f *Finder) heading(n *ast.Heading) {
	below := f.underline(n)
	if below.stop == 0 {
		return
	}
	l := f.leafOf(n)
	last := l.lines[len(l.lines)-1]
	text := strings.TrimSpace(f.value(last))
	mark := strings.TrimSpace(f.value(below))
	certain := len(l.lines) > 1 || isDateLine(text) || endsSentence(text)
	if !certain && !f.signs(n, text) && len(mark) > 1 && !isKey(text) && utf8.RuneCountInString(text) <= 60 {
		return
	}
	var edits []Edit
	if certain && len(mark) >= 3 && mark[0] == '-' {
		edits = []Edit{f.apart(below.start)}
	}
	f.report(problem.AccidentalHeading, last.start, quoted(text)+" directly above "+excerpt(mark, 10)+" is shown as a heading; expected a blank line between them, or # before a heading",
		"put a blank line above "+excerpt(mark, 10), edits...)
}

// signs reports whether a text of one line is the name of an office that signs the text: it comes near the end, and no other heading
// is made in this way.
func (f *Finder) signs(n *ast.Heading, text string) bool {
	left := 0
	for s := n.NextSibling(); s != nil && left <= 2; s = s.NextSibling() {
		left++
	}
	text = strings.TrimSpace(text)
	if open := strings.LastIndex(text, "（"); open > 0 && strings.HasSuffix(text, "）") { // （印章）
		text = text[:open]
	}
	return f.setext == 1 && n.PreviousSibling() != nil && left <= 2 && utf8.RuneCountInString(text) <= 30 && endsWithOffice(text)
}

func isKey(text string) bool {
	key, _, ok := strings.Cut(text, ": ")
	return ok && key != "" && strings.IndexFunc(key, func(r rune) bool { return r != '_' && (r < 'a' || r > 'z') }) < 0
}

// indented reports a paragraph that four spaces or a tab have made code. Prose has Chinese words, or a sentence of English; code
// that is laid out in columns stays.
func (f *Finder) indented(n *ast.CodeBlock) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	first := f.lineAt(lines.At(0).Start)
	texts := 0
	var edits []Edit
	for i := range lines.Len() {
		line := f.lineAt(lines.At(i).Start)
		text := f.value(line)
		trimmed := strings.TrimLeft(text, " \t\u3000")
		if trimmed == "" {
			continue
		}
		texts++
		if !isProse(trimmed) {
			return
		}
		edits = append(edits, f.edit(line.start, line.start+len(text)-len(trimmed), ""))
		if texts > 1 && len(edits) > 1 && strings.TrimSpace(f.value(f.lineAt(line.start-1))) != "" {
			edits[len(edits)-1].With = "\n" // each line that was indented is a paragraph
		}
	}
	if before := n.PreviousSibling(); texts == 0 || n.Parent().Kind() != ast.KindDocument || before != nil && before.Kind() != ast.KindParagraph && before.Kind() != ast.KindHeading {
		edits = nil
	}
	text := strings.TrimLeft(f.value(first), " \t\u3000")
	f.report(problem.IndentedCode, first.stop-len(text), quoted(text)+" is indented by four spaces or a tab, so it is shown as code; expected a paragraph that begins at the start of its line",
		"write: "+excerpt(text, 160), edits...)
}

func isProse(s string) bool {
	s = strings.TrimSpace(s)
	han, latin, other, words := 0, 0, 0, len(strings.Fields(s))
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r == '“' || r == '”':
			han++
		case r < 0x80 && unicode.IsLetter(r):
			latin++
		case strings.ContainsRune("{}[]<>=;$_|\\#`", r):
			other++
		}
	}
	columns := strings.Contains(s, "  ") || strings.Contains(s, "\t") || strings.Contains(s, "\u3000\u3000")
	if han > 0 {
		return han > latin && other == 0 && !columns
	}
	first, _ := utf8.DecodeRuneInString(s)
	return words >= 6 && other == 0 && !columns && unicode.IsUpper(first) && latin*10 > utf8.RuneCountInString(s)*7
}

// fenced reports a block of code whose closing line is missing. It is the last of the text. But if a block before it holds prose, then
// that one was not closed: the mark that opened the next block ended it, and each mark after that means its opposite.
func (f *Finder) fenced(n *ast.FencedCodeBlock) {
	open := f.lineAt(max(n.Pos(), 0))
	if n.Pos() < 0 { // as of an empty block without a language
		open = f.lastLine()
	}
	mark := strings.TrimLeft(f.value(open), " >")
	end := f.after(open)
	if k := n.Lines().Len(); k > 0 {
		end = f.after(f.lineAt(n.Lines().At(k - 1).Start))
	}
	if len(mark) < 3 || mark[:3] != "```" && mark[:3] != "~~~" || strings.HasPrefix(strings.TrimLeft(f.value(end), " \t>"), mark[:3]) {
		return
	}
	if n.Pos() < 0 && open.start > 0 && strings.HasPrefix(f.value(f.lineAt(open.start-1)), mark[:3]) {
		return // it closes an empty block
	}
	if above := f.proseAsCode(n); above.stop > 0 {
		open = above
		mark = strings.TrimLeft(f.value(open), " >")
	}
	fence := mark[:len(mark)-len(strings.TrimLeft(mark, mark[:1]))]
	f.report(problem.OpenCode, open.start, "the code that "+quoted(mark)+" begins has no end, so all that follows is shown as code; expected a line "+fence+" below it",
		"put a line "+fence+" after the code")
}

// lastLine returns the last line of the text that is not blank.
func (f *Finder) lastLine() span { return f.lineAt(len(bytes.TrimRight(f.src, " \t\n"))) }

// proseAsCode returns the first line of the nearest block of code above another that holds paragraphs of prose, or an empty span.
func (f *Finder) proseAsCode(n *ast.FencedCodeBlock) span {
	for above := n.PreviousSibling(); above != nil; above = above.PreviousSibling() {
		code, ok := above.(*ast.FencedCodeBlock)
		if !ok {
			continue
		}
		prose, blank := false, false
		for _, line := range code.Lines().Sliced(0, code.Lines().Len()) {
			text := strings.TrimSpace(asString(line.Value(f.src)))
			prose, blank = prose || isProse(text), blank || text == ""
		}
		if prose && blank {
			return f.lineAt(code.Lines().At(0).Start - 1)
		}
	}
	return span{}
}

// numbers reports an ordered list whose numbers do not count on from the first. A list that says 1 at each item means to be counted.
func (f *Finder) numbers(n *ast.List) {
	if !n.IsOrdered() {
		return
	}
	want, same := n.Start, true
	wrong := span{}
	typed, shows := 0, 0
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		at := item.Pos()
		if at < 0 {
			return
		}
		digits := at
		for digits < len(f.src) && f.src[digits] >= '0' && f.src[digits] <= '9' {
			digits++
		}
		number, err := strconv.Atoi(string(f.src[at:digits]))
		if err != nil {
			return
		}
		same = same && number == n.Start
		if number != want && wrong.stop == 0 {
			wrong, typed, shows = span{at, digits}, number, want
		}
		want++
	}
	if wrong.stop == 0 || same {
		return
	}
	f.report(problem.ListNumbers, wrong.start, "the number "+strconv.Itoa(typed)+" is shown as "+strconv.Itoa(shows)+", because a list counts on from its first number",
		"to keep the number, write a backslash before its stop: "+strconv.Itoa(typed)+`\. , and a blank line before and after the line`)
}
