package markdown

import (
	"bytes"
	"strings"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// Tables (GFM §4.10) scroll sideways on a narrow screen, in a box that the keyboard can reach. The heading above it names the
// box, or else the table's header. It is a group and not a region, since two regions with one name confuse a screen reader's
// list of landmarks. Alignment is a class, because pages allow no inline style.

func (w *writer) table(n *east.Table) {
	w.endLine()
	head := n.FirstChild()
	w.openScroll(func() string {
		var names []string
		for c := head.FirstChild(); c != nil; c = c.NextSibling() {
			if name := strings.TrimSpace(w.plainOf(c)); name != "" {
				names = append(names, name)
			}
		}
		return strings.Join(names, ", ")
	})
	w.tag("<table>\n<thead>\n")
	w.row(head, n, true)
	w.tag("</thead>\n")
	if r := head.NextSibling(); r != nil {
		w.tag("<tbody>\n")
		for ; r != nil; r = r.NextSibling() {
			w.row(r, n, false)
		}
		w.tag("</tbody>\n")
	}
	w.tag("</table>\n</div>\n")
}

// openScroll opens the box around a table. name returns its name if there is no heading above.
func (w *writer) openScroll(name func() string) {
	w.tag(`<div class="table-scroll" tabindex="0`)
	if w.section != "" {
		w.tag(`" role="group" aria-labelledby="`)
		w.slots = append(w.slots, Slot{Offset: len(w.html), Kind: SlotID})
		w.html = append(w.html, w.section...)
	} else if label := name(); label != "" {
		w.attribute("role", "group")
		w.attribute("aria-label", label)
	}
	w.tag("\">\n")
}

func (w *writer) row(r ast.Node, n *east.Table, head bool) {
	if !head {
		w.checkRow(r, len(n.Alignments))
	}
	outer := w.inCell
	w.inCell = true
	w.tag("<tr>\n")
	column := 0
	for c := r.FirstChild(); c != nil; c = c.NextSibling() {
		tag := "td"
		if head && c.FirstChild() != nil { // an empty cell is not a header
			tag = "th"
		}
		w.tag("<")
		w.tag(tag)
		if tag == "th" {
			w.tag(` scope="col"`)
		}
		if column < len(n.Alignments) && n.Alignments[column] != east.AlignNone {
			w.tag(` class="align-`)
			w.tag(n.Alignments[column].String())
			w.tag(`"`)
		}
		w.tag(">")
		if column > 0 {
			w.text = append(w.text, '\t')
		}
		w.inlines(c)
		w.tag("</")
		w.tag(tag)
		w.tag(">\n")
		column++
	}
	w.tag("</tr>\n")
	w.inCell = outer
	w.endLine()
}

// checkRow reports a row with more cells than the header, since the other cells are lost (GFM example 204).
func (w *writer) checkRow(r ast.Node, columns int) {
	line := w.src[r.Pos():]
	if end := bytes.IndexByte(line, '\n'); end >= 0 {
		line = line[:end]
	}
	line = bytes.TrimSpace(line)
	line = bytes.TrimPrefix(line, []byte{'|'})
	cells := 1
	for i, c := range line {
		if c == '|' && (i == 0 || line[i-1] != '\\') && i < len(line)-1 {
			cells++
		}
	}
	if cells > columns {
		w.report(problem.TableCells, r.Pos(), "this row has %d cells, but the table has %d columns: the cells beyond them are lost", cells, columns).Hint =
			"write \\| for a bar that is part of the text, or add a column to the header"
	}
}

// unescapePipes replaces \| by | in a code span, where a backslash has no other meaning.
func unescapePipes(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`\|`), []byte{'|'}) }
