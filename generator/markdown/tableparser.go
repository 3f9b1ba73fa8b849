package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// tableTransformer makes a table of a paragraph in which a line such as |---|:-:| follows another with as many cells. It differs
// from goldmark's in three ways: it allocates in nodes; it pays for the cells, since each row has as many as the header, however
// few are written; and it keeps an escaped bar at the end of a row.
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
		if !w.addCells(head, first, src, len(alignments)) {
			return
		}
		table := &east.Table{Alignments: alignments}
		table.SetPos(n.Pos())
		table.AppendChild(table, head)
		for j := i + 1; j < lines.Len(); j++ {
			row := w.rows.next()
			w.addCells(row, lines.At(j), src, len(alignments))
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

// alignmentsOf reads the line below a table's header. It returns nil for any other line.
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

// addCells adds the cells of a line to a row, and reports whether the line has no more than that. A bar after a backslash is part
// of a cell's text, also at the end of the line (GFM §4.10).
func (w *writer) addCells(row ast.Node, line text.Segment, src []byte, columns int) bool {
	row.SetPos(line.Start)
	line = line.TrimLeftSpace(src)
	line = line.TrimRightSpace(src)
	b := line.Value(src)
	at, end := 0, len(b)
	if end > 0 && b[0] == '|' {
		at++
	}
	if end > 0 && b[end-1] == '|' && (end == 1 || b[end-2] != '\\') {
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
