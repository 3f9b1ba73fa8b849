package slips

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// wideBars are what typists write instead of |.
const wideBars = "｜│┃∣"

// unreadTable reports a paragraph that was meant as a table, and says whether it was: rows with bars that lack a right second line,
// rows of a spreadsheet with tabs between the cells, or columns made with blanks or commas.
func (f *Finder) unreadTable(l *leaf) bool {
	rows := l.lines
	for len(rows) > 0 && bars(f.visible(rows[0])) == 0 && !isGrid(f.visible(rows[0])) {
		rows = rows[1:] // what the table is about
	}
	if f.isBarTable(rows) {
		f.barTable(l, rows)
		return true
	}
	return f.columns(l)
}

func bars(s string) int {
	n := strings.Count(s, "|")
	for _, bar := range wideBars {
		n += strings.Count(s, string(bar))
	}
	return n
}

func isBar(r rune) bool { return r == '|' || strings.ContainsRune(wideBars, r) }

func startsWithBar(s string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s))
	return isBar(r)
}

func endsWithBar(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimSpace(s))
	return isBar(r)
}

// isGrid reports whether a line is a rule of a table drawn with + and -.
func isGrid(s string) bool {
	s = strings.TrimSpace(s)
	return strings.HasPrefix(s, "+-") && strings.Trim(s, "+-=:") == ""
}

// isBarTable reports whether lines are the rows of a table: two or more that begin with a bar or have as many, or one row on its own.
func (f *Finder) isBarTable(rows []span) bool {
	if len(rows) == 1 {
		s := f.visible(rows[0])
		return startsWithBar(s) && endsWithBar(s) && bars(s) >= 3
	}
	same, edge := true, true
	for _, row := range rows {
		s := f.visible(row)
		if isGrid(s) {
			continue
		}
		if bars(s) == 0 {
			return false
		}
		same = same && bars(s) == bars(f.visible(rows[0]))
		edge = edge && startsWithBar(s)
	}
	return len(rows) > 1 && (same || edge)
}

// cellsOf returns the number of cells of a row.
func cellsOf(s string) int {
	n := bars(s) + 1
	if startsWithBar(s) {
		n--
	}
	if endsWithBar(s) {
		n--
	}
	return n
}

// isDelimiter reports whether a row consists of bars and some kind of dash.
func isDelimiter(s string) bool {
	return strings.ContainsAny(s, "-—－–=＝─━") && strings.IndexFunc(s, func(r rune) bool { return !isBar(r) && !strings.ContainsRune(" \t-—－–:：=＝─━+", r) }) < 0
}

func delimiter(columns int) string { return "|" + strings.Repeat(" --- |", columns) }

// barTable reports a table with bars whose second line is missing or wrong.
func (f *Finder) barTable(l *leaf, rows []span) {
	head := f.visible(rows[0])
	columns := cellsOf(head)
	hint := "put this line below its first row: " + delimiter(columns)
	if len(rows) == 1 {
		f.report(problem.UnreadTable, rows[0].start, quoted(f.value(rows[0]))+" is shown as it is typed; expected the row of a table: at least two rows without blank lines between them", hint)
		return
	}
	certain := columns > 1 && !isGrid(head) && !isDelimiter(head)
	var edits []Edit
	for i, row := range rows {
		s := f.visible(row)
		certain = certain && cellsOf(s) <= columns && !isGrid(s) && (i < 2 || !isDelimiter(s)) && f.joined(l, len(l.lines)-len(rows)+i) == (i > 0 || len(rows) < len(l.lines))
		if i == 1 && isDelimiter(s) {
			continue // replaced as a whole
		}
		for at, r := range s {
			if r != '|' && isBar(r) {
				edits = append(edits, f.edit(row.start+at, row.start+at+utf8.RuneLen(r), "|"))
			}
		}
	}
	place, message := rows[0], quoted(f.value(rows[0]))+" begins a table that is shown as it is typed; expected a line "+excerpt(delimiter(columns), 60)+" below its first row"
	switch second := rows[1]; {
	case isDelimiter(f.visible(second)):
		edits = append(edits, f.edit(second.start, second.stop, delimiter(columns)))
		if !strings.ContainsAny(head, wideBars) {
			place = second
		}
		message = quoted(f.value(second)) + " is not the second line of a table with " + plural(columns, "column") + "; expected " + excerpt(delimiter(columns), 60)
		hint = "write: " + excerpt(delimiter(columns), 160)
	default:
		edits = append(edits, f.edit(rows[0].stop, rows[0].stop, "\n"+delimiter(columns)))
		certain = certain && l.top
	}
	if strings.ContainsAny(head, wideBars) {
		hint = "write | instead of full-width bars, and this line below the first row: " + excerpt(delimiter(columns), 120)
	}
	if !certain {
		edits = nil
	}
	f.report(problem.UnreadTable, place.start, message, hint, edits...)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return strconv.Itoa(n) + " " + what + "s"
}

// columns reports lines whose cells are separated by tabs, by several blanks, or by commas, the same number in each line.
func (f *Finder) columns(l *leaf) bool {
	rows := l.lines
	if len(rows) > 2 && endsWithColon(f.visible(rows[0])) {
		rows = rows[1:] // what the table is about
	}
	if len(rows) < 2 {
		return false
	}
	for _, by := range []func(string) []string{splitTabs, splitBlanks, splitCommas} {
		cells := make([][]string, len(rows))
		same, plain := true, true
		for i, row := range rows {
			cells[i] = by(f.visible(row))
			plain = plain && !strings.ContainsAny(f.visible(row), "|\x00")
			same = same && len(cells[i]) == len(cells[0]) && f.joined(l, len(l.lines)-len(rows)+i) == (i > 0 || len(rows) < len(l.lines))
		}
		commas := strings.Contains(f.visible(rows[0]), ",")
		if n := len(cells[0]); !same || n < 2 || commas && n == 2 && len(rows) < 3 {
			continue
		}
		var edits []Edit
		for i, row := range rows {
			with := "| " + strings.Join(cells[i], " | ") + " |"
			if i == 0 {
				with += "\n" + delimiter(len(cells[0]))
			}
			edits = append(edits, f.edit(row.start, row.stop, with))
		}
		if !l.top || !plain || !strings.Contains(f.visible(rows[0]), "\t") {
			edits = nil
		}
		hint := ""
		if edits == nil {
			hint = "write: " + excerpt("| "+strings.Join(cells[0], " | ")+" |", 100) + " and below it " + excerpt(delimiter(len(cells[0])), 60)
		}
		f.report(problem.UnreadTable, rows[0].start, quoted(f.value(rows[0]))+" and the lines below are columns that run together in one paragraph; expected a table", hint, edits...)
		return true
	}
	return false
}

func splitTabs(s string) []string { return trimmed(strings.Split(s, "\t")) }

// splitBlanks splits at two or more blanks, as in columns that are aligned by hand.
func splitBlanks(s string) []string {
	s = strings.Trim(s, blanks)
	var all []string
	for _, cell := range strings.Split(strings.ReplaceAll(s, "\u3000\u3000", "  "), "  ") {
		if cell = strings.Trim(cell, blanks); cell != "" {
			if endsSentence(cell) {
				return nil
			}
			all = append(all, cell)
		}
	}
	return all
}

// splitCommas splits a line of a CSV file. A comma in a sentence has a blank after it.
func splitCommas(s string) []string {
	if strings.Contains(s, ", ") || strings.ContainsAny(s, "。，；") || endsSentence(s) {
		return nil
	}
	return trimmed(strings.Split(s, ","))
}

func trimmed(cells []string) []string {
	for i := range cells {
		cells[i] = strings.Trim(cells[i], blanks)
	}
	return cells
}

// table reports a line without bars directly below a table, which has become a row of it.
func (f *Finder) table(n *east.Table) {
	if len(n.Alignments) < 2 {
		return
	}
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		if row.Kind() != east.KindTableRow || row.Pos() < 0 {
			continue
		}
		line := f.lineAt(row.Pos())
		text := f.value(line)
		if strings.Contains(text, "|") || strings.TrimSpace(text) == "" {
			continue
		}
		var edits []Edit
		if n.Parent().Kind() == ast.KindDocument {
			edits = []Edit{f.apart(line.start)}
		}
		f.report(problem.LineInTable, line.start, quoted(text)+" is shown as a row of the table above it; expected a blank line between them", "put a blank line above it", edits...)
		return
	}
}
