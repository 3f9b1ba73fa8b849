package slips

import (
	"strings"
	"unicode/utf8"
)

// The first look at a text. Each text of an archive comes through here, and nearly all are correct, so it reads each byte once and
// decides by the line before and the characters around. It may be wrong in one direction only: a text that it passes over has no slip
// (TestFirstLookMissesNothing).

// glance is what is known of the lines before.
type glance struct {
	before  string // the line before, without marks and indent; "": it ends a paragraph
	blank   bool   // the line before is blank
	table   bool   // in a table
	inside  bool   // in an item of a list, or a quotation
	fence   string // that opened the code around; "": no code
	number  int    // of the last item of a list
	suspect bool
}

// MayHold reports whether a text may hold a slip.
func MayHold(b []byte) bool {
	text := asString(b)
	g := glance{blank: true}
	for text != "" && !g.suspect {
		line := text
		if end := strings.IndexByte(text, '\n'); end >= 0 {
			line, text = text[:end], text[end+1:]
		} else {
			text = ""
		}
		g.line(line, text)
	}
	return g.suspect || g.fence != ""
}

// line looks at a line; rest is the text after it.
func (g *glance) line(line, rest string) {
	whole := strings.TrimRight(line, "\r")
	line = strings.TrimLeft(whole, " \t")
	indent := len(whole) - len(line)
	switch {
	case line == "":
		g.blank, g.table, g.before = true, false, ""
		return
	case g.fence != "":
		if closing := strings.TrimRight(strings.TrimLeft(line, "> "), " \t"); strings.HasPrefix(closing, g.fence) && strings.Trim(closing, g.fence[:1]) == "" {
			g.fence = ""
		}
		g.before = ""
		return
	case g.blank && (indent >= 4 || strings.Contains(whole[:indent], "\t")):
		g.suspect = true // code
		return
	}
	g.head(line, rest)
	g.blank = false
	if !g.suspect && inlineSuspect(line) {
		g.suspect = true
	}
}

// head looks at how a line begins, and at how it goes with the line before.
func (g *glance) head(line, rest string) {
	start := line
	for {
		next := g.open(line, line == start)
		if g.suspect || g.fence != "" {
			return
		}
		if next == line {
			break
		}
		line = strings.TrimLeft(next, " \t")
		g.before, g.inside = "", true // an item or a quotation begins a paragraph
	}
	if g.blank {
		g.inside = line != start
	}
	if line == "" || line[0] == '#' {
		g.before = ""
		return
	}
	if g.bars(line, rest) || g.suspect {
		return
	}
	if g.before != "" && g.runsOn(line) {
		g.suspect = true
		return
	}
	g.before = line
	if strings.HasSuffix(line, "  ") || strings.HasSuffix(line, `\`) || strings.HasSuffix(line, ">") {
		g.before = ""
	}
}

// open looks at the mark that a line begins with, and returns what follows it, or the line if there is none. first: nothing has been
// taken off the line.
func (g *glance) open(line string, first bool) string {
	if line == "" {
		return line
	}
	if strings.HasPrefix(line, "\u3000") || strings.HasPrefix(line, "\u00a0") {
		g.suspect = isMark(strings.TrimLeft(line, blanks))
		return line
	}
	blankAt := func(i int) bool { return i >= len(line) || line[i] == ' ' || line[i] == '\t' }
	switch c := line[0]; c {
	case '#':
		n := 1
		for n < len(line) && line[n] == '#' {
			n++
		}
		g.suspect = !blankAt(n) || n > 6
	case '>':
		g.suspect = strings.Contains(line, "[!")
		return line[1:]
	case '-', '+', '=':
		if strings.TrimRight(line, "- \t") == "" || strings.TrimRight(line, "= \t") == "" {
			g.suspect = g.before != "" && !g.table
			if c == '-' && len(line) > 1 || c == '=' {
				return line
			}
		}
		if blankAt(1) {
			g.suspect = g.suspect || g.before != "" && strings.TrimSpace(line[1:]) == ""
			return line[1:]
		}
		g.suspect = g.suspect || strings.HasPrefix(line, "+++") || c != '=' && strings.Trim(line, "|-+: \t") != ""
	case '*':
		if blankAt(1) {
			g.suspect = g.before != "" && strings.TrimSpace(line[1:]) == "" // an empty item does not end a paragraph
			return line[1:]
		}
		g.suspect = strings.Count(line, "*")%2 == 1
	case '`', '~':
		n := 1
		for n < len(line) && line[n] == c {
			n++
		}
		if n >= 3 && !(c == '`' && strings.IndexByte(line[n:], '`') >= 0) {
			g.fence = line[:n]
		}
	case ':', '!', '?', '{', '\'':
		g.suspect = strings.HasPrefix(line, ":::") || strings.HasPrefix(line, "!!! ") || strings.HasPrefix(line, "???") || strings.HasPrefix(line, "! ") ||
			strings.HasPrefix(line, "!\u3000") || strings.HasPrefix(line, "'''") || len(line) > 1 && c == '{' && strings.IndexByte(":.#", line[1]) >= 0
	case '\\':
		g.suspect = len(line) > 1 && (line[1] >= 'a' && line[1] <= 'z' || line[1] == '[' || line[1] == '(')
	case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		return g.item(line)
	default:
		if c >= 0xE2 {
			r, _ := utf8.DecodeRuneInString(line)
			g.suspect = strings.ContainsRune("＃－＞＊＋｜｀＝＿！【", r) && r != '！' && r != '【' || strings.HasPrefix(line, "‘‘‘") || strings.HasPrefix(line, "’’’") || strings.HasPrefix(line, "【TOC】") || strings.HasPrefix(line, "【toc】")
		}
	}
	return line
}

// isMark reports whether a line whose wide indent was taken off begins with a mark.
func isMark(line string) bool {
	mark, size := utf8.DecodeRuneInString(line)
	return size == 1 && !isWord(mark) && mark != '(' || size > 1 && strings.ContainsRune("＃－＞＊＋", mark)
}

// item looks at a line that begins with a digit.
func (g *glance) item(line string) string {
	n, number := 0, 0
	for n < len(line) && n < 10 && line[n] >= '0' && line[n] <= '9' {
		number = number*10 + int(line[n]-'0')
		n++
	}
	if n >= len(line) || line[n] != '.' && line[n] != ')' {
		return line
	}
	if n+1 < len(line) && line[n+1] != ' ' && line[n+1] != '\t' {
		return line
	}
	g.suspect = number != g.number+1 && number != 1 || g.before != "" && number != 1
	g.number = number
	return line[n+1:]
}

// bars looks at the bars of a line, and reports whether it is a row of a table.
func (g *glance) bars(line, rest string) bool {
	n := strings.Count(line, "|")
	if n == 0 {
		g.suspect = g.table // a line below a table
		return false
	}
	if g.table {
		g.before = ""
		return true
	}
	next := rest
	if end := strings.IndexByte(rest, '\n'); end >= 0 {
		next = rest[:end]
	}
	next = strings.TrimSpace(strings.TrimLeft(next, "> \t"))
	switch {
	case next != "" && strings.Trim(next, "|-: \t") == "" && strings.Contains(next, "-") && strings.Contains(next, "|"):
		g.table, g.before = true, ""
		g.suspect = cellsOf(next) != cellsOf(strings.TrimSpace(line))
		return true
	case strings.Contains(next, "|"), line[0] == '|', strings.Trim(line, "|-: \t") == "":
		g.suspect = true
	}
	return false
}

// runsOn reports whether a line that runs on from the one before may have been meant as a line of its own.
func (g *glance) runsOn(line string) bool {
	plain := strings.TrimLeft(line, blanks)
	before := strings.TrimLeft(g.before, blanks)
	if markerOf(plain).kind != "" || isDateLine(plain) || isLabel(plain) && isLabel(before) || hasGap(plain) && hasGap(before) {
		return true
	}
	if r, _ := utf8.DecodeRuneInString(plain); r == '—' || r == '＝' {
		return true
	}
	if g.inside && endsItem(before, true) {
		return true
	}
	if len(before) > 40*4 {
		return false
	}
	if isBoldLine(before) || isBoldLine(plain) {
		return true
	}
	return strings.HasSuffix(before, "：") || isSection(markerOf(before).kind)
}

// hasGap reports whether a line has what separates columns.
func hasGap(s string) bool {
	return strings.Contains(s, "  ") || strings.Contains(s, "\u3000\u3000") || strings.Contains(s, "\t") || strings.Contains(s, ",") && !strings.Contains(s, ", ")
}
