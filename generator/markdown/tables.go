package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Tables (GFM §4.10) scroll sideways on a narrow screen, in a box that the keyboard can reach and that has a name: the
// heading above it, or else the table's own header. The box is a group and not a region, since two regions with one
// name confuse a screen reader's list of landmarks. Alignment is a class, as the page allows no inline style.

// tableTransformer makes a table of a paragraph in which a line such as |---|:-:| follows another with as many cells. It does what
// goldmark's does, but its nodes come from memory that is used again, and it pays for the cells: a row has as many as the header,
// however few are written.
type tableTransformer struct{}

func (tableTransformer) Transform(n *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src, w := n.Lines(), reader.Source(), writerOf(pc)
	for i := 1; i < lines.Len(); i++ {
		line := lines.At(i)
		alignments := alignmentsOf(line.Value(src))
		if alignments == nil {
			continue
		}
		first := lines.At(i - 1)
		if !w.spend((lines.Len()-i)*len(alignments)*nodeSteps, first.Start) {
			return
		}
		head := new(east.TableHeader)
		if !w.cells(head, first, src, len(alignments)) {
			return
		}
		table := &east.Table{Alignments: alignments}
		table.SetPos(n.Pos())
		table.AppendChild(table, head)
		for j := i + 1; j < lines.Len(); j++ {
			row := w.rows.next()
			w.cells(row, lines.At(j), src, len(alignments))
			table.AppendChild(table, row)
		}
		n.Parent().InsertAfter(n.Parent(), n, table)
		if i == 1 {
			n.Parent().RemoveChild(n.Parent(), n)
			return
		}
		lines.SetSliced(0, i-1)
		last := lines.At(i - 2)
		last.Stop-- // the line break
		lines.Set(i-2, last)
	}
}

// alignmentsOf reads the line below a table's header. It is nil for any other line.
func alignmentsOf(line []byte) (all []east.Alignment) {
	for _, c := range line {
		if c != '|' && c != '-' && c != ':' && !util.IsSpace(c) {
			return nil // nearly every line of a text ends here
		}
	}
	if indent, _ := util.IndentWidth(line, 0); indent > 3 || len(bytes.Trim(line, "-")) == 0 {
		return nil
	}
	bar := []byte{'|'}
	line = bytes.TrimSuffix(bytes.TrimPrefix(bytes.TrimSpace(line), bar), bar)
	for c := range bytes.SplitSeq(line, bar) {
		c, left := bytes.CutPrefix(bytes.TrimSpace(c), []byte{':'})
		c, right := bytes.CutSuffix(c, []byte{':'})
		if len(c) == 0 || len(bytes.Trim(c, "-")) > 0 {
			return nil
		}
		switch {
		case left && right:
			all = append(all, east.AlignCenter)
		case left:
			all = append(all, east.AlignLeft)
		case right:
			all = append(all, east.AlignRight)
		default:
			all = append(all, east.AlignNone)
		}
	}
	return all
}

// cells gives a row its cells, and reports whether the line has no more than that.
func (w *writer) cells(row ast.Node, line text.Segment, src []byte, columns int) bool {
	row.(interface{ SetPos(int) }).SetPos(line.Start)
	line = line.TrimLeftSpace(src)
	line = line.TrimRightSpace(src)
	b := line.Value(src)
	at, end := 0, len(b)
	if end > 0 && b[0] == '|' {
		at++
	}
	if end > 0 && b[end-1] == '|' {
		end--
	}
	for ; at < end && row.ChildCount() < columns; at++ {
		from := at
		for at < end && (b[at] != '|' || at > 0 && b[at-1] == '\\') {
			at++
		}
		in := text.NewSegment(line.Start+from, line.Start+at)
		in = in.TrimLeftSpace(src)
		cell := w.tableCells.next()
		cell.Lines().Append(in.TrimRightSpace(src))
		row.AppendChild(row, cell)
	}
	for row.ChildCount() < columns {
		row.AppendChild(row, w.tableCells.next())
	}
	return at >= end
}

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

// openScroll opens the box around a table. It is named by the heading above, or by what name gives.
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
		if head && c.FirstChild() != nil { // a header that says nothing is no header
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

// checkRow reports a row with more cells than the header, since what is in them is lost (GFM example 204).
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
		w.fail(r.Pos(), "this row has %d cells, but the table has %d columns: what is beyond is lost", cells, columns).Hint =
			"write \\| for a bar that is part of the text, or add a column to the header"
	}
}

// unescapePipes undoes \| in a code span, where a backslash has no other meaning.
func unescapePipes(b []byte) []byte { return bytes.ReplaceAll(b, []byte(`\|`), []byte{'|'}) }
