package slips

import (
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
)

// links reports what was meant as a link: [文]（address）, ［文］（address）, [文] (address), [文](name with blanks.pdf), [文][id] without a
// definition, and http：// with full-width marks. The brackets of a link that markdown has read are not shown, so they cannot match.
func (f *Finder) links(line span) {
	shown := f.visible(line)
	for i, r := range shown {
		if (r == ')' || r == '）') && !f.full() {
			f.swapped(line, shown, i, i+utf8.RuneLen(r))
		}
		if (r == ']' || r == '］') && !f.full() {
			f.link(line, shown, i, i+utf8.RuneLen(r))
		}
	}
	for i := range shown {
		if (shown[i] == 'h' || shown[i] == 'H') && !f.full() {
			f.scheme(line, shown, i)
		}
	}
}

// maxLink is the number of bytes of a link's words, and of its address, beyond which nothing is taken for a link.
const maxLink = 600

// link looks at a closing bracket from at to end.
func (f *Finder) link(line span, shown string, at, end int) {
	near := max(0, at-maxLink)
	open := strings.LastIndexAny(shown[near:at], "[［")
	if open < 0 {
		return
	}
	open += near
	_, size := utf8.DecodeRuneInString(shown[open:])
	words := f.value(span{line.start + open + size, line.start + at})
	if strings.TrimSpace(words) == "" || isNumber(words) || strings.HasPrefix(words, "^") {
		return
	}
	raw := f.value(line)
	next := end
	for next < len(raw) && next < end+2 && (raw[next] == ' ') || strings.HasPrefix(raw[min(next, len(raw)):], "\u3000") {
		next += max(1, len(raw[next:])-len(strings.TrimPrefix(raw[next:], "\u3000")))
	}
	paren, parenSize := utf8.DecodeRuneInString(raw[next:])
	if paren == '[' && next == end {
		f.reference(line, raw, open, next)
		return
	}
	if paren != '(' && paren != '（' {
		return
	}
	closing := closingParen(raw[next+parenSize : min(next+parenSize+maxLink, len(raw))])
	if closing < 0 {
		f.unclosed(line, raw, open, next, next+parenSize, words)
		return
	}
	inside := raw[next+parenSize : next+parenSize+closing]
	_, closingSize := utf8.DecodeRuneInString(raw[next+parenSize+closing:])
	target, sure := f.target(strings.Trim(inside, blanks+"<>＜＞"))
	if target == "" {
		return
	}
	from := open
	link := "[" + words + "](" + target + ")"
	for _, mark := range []string{"!", "！"} {
		if strings.HasSuffix(shown[:open], mark) && (mark == "!" || isPicture(target)) {
			from, link = open-len(mark), "!"+link
		}
	}
	stop := next + parenSize + closing + closingSize
	edits := []Edit{f.edit(line.start+from, line.start+stop, link)}
	hint := ""
	if !sure {
		hint, edits = "write: "+excerpt(link, 160), nil
	}
	f.report(problem.UnreadLink, line.start+from, quoted(raw[from:stop])+" is shown as it is typed; expected a link: "+excerpt(link, 80), hint, edits...)
}

// unclosed reports [文](https://… without its last bracket.
func (f *Finder) unclosed(line span, raw string, open, paren, at int, words string) {
	address := raw[at:min(at+maxLink, len(raw))]
	if end := strings.IndexFunc(address, func(r rune) bool { return r > 0x7f || r <= ' ' }); end >= 0 {
		address = address[:end]
	}
	if right := narrowAddress(address); strings.Contains(right, "://") && schemeSize(right) > 0 {
		f.report(problem.UnreadLink, line.start+open, quoted(raw[open:at+len(address)])+" has no closing bracket and is shown as it is typed; expected a link: "+excerpt("["+words+"]("+right+")", 80),
			"write: ["+excerpt(words, 60)+"]("+excerpt(right, 100)+")")
	}
}

// swapped reports (文)[https://…]. at and end are those of the closing bracket of the words.
func (f *Finder) swapped(line span, shown string, at, end int) {
	raw := f.value(line)
	if !strings.HasPrefix(shown[end:], "[") {
		return
	}
	closing := strings.IndexByte(raw[end:min(end+maxLink, len(raw))], ']')
	near := max(0, at-maxLink)
	open := strings.LastIndexAny(shown[near:at], "(（")
	if closing < 0 || open < 0 {
		return
	}
	open += near
	_, size := utf8.DecodeRuneInString(shown[open:])
	words := raw[open+size : at]
	target := narrowAddress(raw[end+1 : end+closing])
	if words == "" || schemeSize(target) == 0 || strings.ContainsAny(target, " ()") {
		return
	}
	link := "[" + words + "](" + target + ")"
	f.report(problem.UnreadLink, line.start+open, quoted(raw[open:end+closing+1])+" is shown as it is typed; expected a link: "+excerpt(link, 80), "",
		f.edit(line.start+open, line.start+end+closing+1, link))
}

// schemeSize returns the size of http:// or the like at the start of an address, or 0.
func schemeSize(s string) int {
	for _, scheme := range []string{"http://", "https://", "ftp://"} {
		if strings.HasPrefix(strings.ToLower(s), scheme) && len(s) > len(scheme)+2 {
			return len(scheme)
		}
	}
	return 0
}

// closingParen returns where the bracket that a target is in closes, or -1.
func closingParen(s string) int {
	depth := 0
	for i, r := range s {
		switch r {
		case '(', '（':
			depth++
		case ')', '）':
			if depth == 0 {
				return i
			}
			depth--
		}
	}
	return -1
}

// fileEndings are those of files that bulletins link to.
const fileEndings = " .pdf .doc .docx .xls .xlsx .ppt .pptx .wps .et .ofd .csv .txt .zip .rar .7z .md .html .htm .png .jpg .jpeg .gif .webp .svg .mp3 .mp4 "

func hasFileEnding(s string) bool {
	ext := strings.ToLower(path.Ext(s))
	return ext != "" && strings.Contains(fileEndings, " "+ext+" ")
}

func isPicture(s string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"}, strings.ToLower(strings.TrimRight(path.Ext(s), ">")))
}

// target returns an address as markdown needs it, or "" if it is none. sure is false if it may lead nowhere: then only the author
// can correct it.
func (f *Finder) target(s string) (target string, sure bool) {
	s = narrowAddress(s)
	if s == "" || strings.ContainsAny(s, "，。；、\n\"") {
		return "", false
	}
	lower := strings.ToLower(s)
	for _, scheme := range []string{"http://", "https://", "ftp://", "mailto:", "tel:"} {
		if strings.HasPrefix(lower, scheme) {
			return wrapped(s), len(s) > len(scheme)+2 && !strings.Contains(s, " ")
		}
	}
	_, known := f.text.Files[s]
	switch {
	case known:
		return wrapped(s), true
	case strings.HasPrefix(lower, "www."):
		return "http://" + s, false
	case hasFileEnding(s), strings.HasPrefix(s, "./"), strings.HasPrefix(s, "../"), len(s) > 1 && s[0] == '/' && s[1] < 0x80 && s[1] != '/':
		return wrapped(s), false
	}
	return "", false
}

// wrapped puts an address with blanks or brackets between < and >.
func wrapped(s string) string {
	if strings.ContainsAny(s, " ()") {
		return "<" + s + ">"
	}
	return s
}

// narrowAddress writes the marks at the start of an address as they must be: http：//, https:／／, http//, http:/, http:\\.
func narrowAddress(s string) string {
	for _, scheme := range []string{"https", "http", "ftp"} {
		if len(s) < len(scheme) || !strings.EqualFold(s[:len(scheme)], scheme) {
			continue
		}
		rest := s[len(scheme):]
		host := strings.TrimLeft(rest, ":：;；")
		colon := len(rest) > len(host)
		slashes := len(host)
		host = strings.TrimLeft(host, "/／\\")
		slashes -= len(host)
		if host != "" && host[0] < 0x80 && (colon && slashes > 0 || slashes == 2) && isWord(rune(host[0])) && strings.Contains(host, ".") {
			return strings.ToLower(s[:len(scheme)]) + "://" + host
		}
		return s
	}
	return s
}

// scheme reports an address that begins like http：// with full-width marks. i is the place of an h.
func (f *Finder) scheme(line span, shown string, i int) {
	word := shown[i:min(i+maxLink, len(shown))]
	if i > 0 && (shown[i-1] >= 'a' && shown[i-1] <= 'z' || shown[i-1] >= 'A' && shown[i-1] <= 'Z') || len(word) < 8 || !strings.EqualFold(word[:4], "http") {
		return
	}
	raw := f.value(span{line.start + i, line.start + i + len(word)})
	address := raw[:strings.IndexFunc(raw+" ", func(r rune) bool { return r > 0x7f && !strings.ContainsRune("：／；", r) || r <= ' ' })]
	right := narrowAddress(address)
	if right == address || strings.ContainsRune(f.bracketBefore(shown, i), '(') {
		return
	}
	if host := right[strings.Index(right, "://")+3:]; len(host) < 4 || host[0] >= 0x80 {
		return
	}
	f.report(problem.UnreadLink, line.start+i, quoted(address)+" is shown without a link; expected half-width marks: "+excerpt(right, 80), "", f.edit(line.start+i, line.start+i+len(address), right))
}

// bracketBefore returns "(" if a place is the target of something that link reports.
func (f *Finder) bracketBefore(shown string, i int) string {
	before := strings.TrimRight(shown[:i], blanks+"<＜")
	for _, paren := range []string{"(", "（"} {
		if inner, ok := strings.CutSuffix(before, paren); ok && (strings.HasSuffix(strings.TrimRight(inner, blanks), "]") || strings.HasSuffix(inner, "］")) {
			return "("
		}
	}
	return ""
}

// reference reports [文][id] without a definition of id. Two labels of an office are no link, so the id must be Latin.
func (f *Finder) reference(line span, raw string, open, at int) {
	end := strings.IndexByte(raw[at:min(at+60, len(raw))], ']')
	if end < 2 {
		return
	}
	id := raw[at+1 : at+end]
	if strings.IndexFunc(id, func(r rune) bool {
		return r > 0x7f || !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
	}) >= 0 {
		return
	}
	f.report(problem.UnreadLink, line.start+open, quoted(raw[open:at+end+1])+" is shown as it is typed, because no line defines ["+excerpt(id, 30)+"]",
		"add a line ["+excerpt(id, 30)+"]: and the address at the end of the text")
}

func isNumber(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !isDigit(r) && !strings.ContainsRune("-–,，、 ", r) }) < 0
}

// inlineNodes looks at the elements of a block: at ！ before a link to a picture, and at emphasis with a mark too many on one side.
func (f *Finder) inlineNodes(block ast.Node) {
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || f.full() {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Link:
			f.imageMark(n)
		case *ast.Emphasis:
			f.unevenEmphasis(n)
		}
		return ast.WalkContinue, nil
	})
}

// imageMark reports ！ before a link to a picture, and ! with a blank at the start of a line.
func (f *Finder) imageMark(l *ast.Link) {
	before, ok := l.PreviousSibling().(*ast.Text)
	if !ok || !isPicture(string(l.Destination)) || before.SoftLineBreak() {
		return
	}
	text := f.value(span{before.Segment.Start, before.Segment.Stop})
	at := -1
	if strings.HasSuffix(text, "！") {
		at = before.Segment.Stop - len("！")
	} else if mark := strings.TrimRight(text, blanks); (mark == "!" || mark == "！") && mark != text {
		at = before.Segment.Start
	}
	if at >= 0 {
		f.report(problem.UnreadLink, at, "a picture is shown as a link, because the mark before it is not a plain !; expected ![words](name)", "", f.edit(at, before.Segment.Stop, "!"))
	}
}
