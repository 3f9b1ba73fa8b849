package markdown

import (
	"bytes"
	"slices"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Footnotes: `[^1]` in the text, `[^1]: …` somewhere below. They are numbered in the order of their marks, and come
// at the end of the text. goldmark drops a note without a mark; here it comes last and is reported.

// notes is the state of the footnotes of a text.
type notes struct {
	noteList *east.FootnoteList
	defs     int   // notes in the text
	mentions []int // by number of the note: its marks so far
}

// noteParser counts notes, since a mark may have to be compared with each of them.
type noteParser struct{ parser.BlockParser }

func (p noteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	n, state := p.BlockParser.Open(parent, reader, pc)
	if n != nil {
		writerOf(pc).defs++
	}
	return n, state
}

// noteMarkParser reads [^1], pays for it, and reports it if there is no such note.
type noteMarkParser struct{ parser.InlineParser }

func (p noteMarkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	mark := bytes.TrimPrefix(line, []byte{'!'})
	if !bytes.HasPrefix(mark, []byte("[^")) {
		return nil
	}
	w := writerOf(pc)
	if !w.spend(nodeSteps+hopSteps*w.defs, at.Start) {
		return nil
	}
	n := p.InlineParser.Parse(parent, block, pc)
	if end := bytes.IndexAny(mark[2:min(len(mark), 100)], "[] \t"); n == nil && end > 0 && mark[2+end] == ']' {
		w.report(problem.MissingNote, at.Start, "note [^%s] does not exist in this text", mark[2:2+end]).Hint = "write it on a line of its own, as [^1]: and its text"
	}
	return n
}

func (w *writer) noteMark(n *east.FootnoteLink) {
	if w.inAlt {
		return
	}
	if w.inLink {
		w.tag(`<sup class="note-mark">`)
		w.html = appendInt(w.html, n.Index)
		w.tag("</sup>")
		return
	}
	for len(w.mentions) <= n.Index {
		w.mentions = append(w.mentions, 0)
	}
	w.mentions[n.Index]++
	w.tag(`<sup class="note-mark"><a href="#`)
	w.noteID("fn-", n.Index, 1)
	w.tag(`" id="`)
	w.noteID("fnref-", n.Index, w.mentions[n.Index])
	w.tag(`" role="doc-noteref">`)
	w.html = appendInt(w.html, n.Index)
	w.tag("</a></sup>")
}

// noteID writes the id of a note or of one of its marks.
func (w *writer) noteID(kind string, number, mention int) {
	w.slots = append(w.slots, Slot{Offset: len(w.html), Kind: SlotID})
	start := len(w.html)
	w.html = appendInt(append(w.html, kind...), number)
	if mention > 1 {
		w.html = appendInt(append(w.html, '-'), mention)
	}
	if id := string(w.html[start:]); w.ids[id] == 0 {
		w.reserve(id)
	}
}

// writeNotes writes all notes. The plain text has no marks, since they would interrupt phrases.
func (w *writer) writeNotes() {
	if w.noteList == nil {
		return
	}
	var list []*east.Footnote
	for n := w.noteList.FirstChild(); n != nil; n = n.NextSibling() {
		note, ok := n.(*east.Footnote)
		if !ok {
			continue
		}
		if note.Index < 0 {
			w.noteList.Count++
			note.Index = w.noteList.Count
			w.report(problem.UnusedNote, note.Pos(), "nothing in the text mentions the note [^%s]", note.Ref)
		}
		list = append(list, note)
	}
	slices.SortStableFunc(list, func(a, b *east.Footnote) int { return a.Index - b.Index })
	w.nesting++
	w.endLine()
	w.tag("<section class=\"notes\" role=\"doc-endnotes\">\n<ol>\n")
	for _, n := range list {
		w.writeNote(n)
	}
	w.tag("</ol>\n</section>\n")
	w.nesting--
}

func (w *writer) writeNote(n *east.Footnote) {
	w.tag(`<li id="`)
	w.noteID("fn-", n.Index, 1)
	w.tag("\">\n")
	w.text = append(appendInt(w.text, n.Index), ". "...)
	base := w.enter()
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		p, ok := c.(*ast.Paragraph)
		if !ok || c.NextSibling() != nil {
			w.block(c)
			continue
		}
		w.tag("<p>")
		w.inlines(p)
		w.backlinks(n.Index)
		w.tag("</p>\n")
	}
	w.leave(base)
	mentioned := n.Index < len(w.mentions) && w.mentions[n.Index] > 0
	if last := n.LastChild(); mentioned && (last == nil || !ast.IsParagraph(last)) {
		w.tag("<p>")
		w.backlinks(n.Index)
		w.tag("</p>\n")
	}
	w.tag("</li>\n")
	w.endLine()
}

// backlinks writes a link back to each mark of a note so far. Marks in later notes get none.
func (w *writer) backlinks(number int) {
	if number >= len(w.mentions) {
		return
	}
	for i := range w.mentions[number] {
		w.tag(` <a href="#`)
		w.noteID("fnref-", number, i+1)
		w.tag("\" role=\"doc-backlink\">↩\uFE0E</a>")
	}
}
