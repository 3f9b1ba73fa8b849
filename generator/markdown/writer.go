package markdown

import (
	"bytes"
	"strings"
	"unsafe"

	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// A writer walks the tree of a text once, and writes its HTML, plain text, outline and slots at the same time, into buffers that
// the next text reuses. goldmark's renderer is slower, since it calls a function through a table for each node and writes through
// a buffer, and would need a second walk for the plain text.
type writer struct {
	src       []byte
	file      string // for problems
	firstLine int
	files     map[string]File
	policy    *bluemonday.Policy
	host      string // Options.Host

	html  []byte
	text  []byte
	slots []Slot
	nodes

	budget
	reporter
	outline
	links
	notes
	raw
	figures

	summary span // of text: the first paragraph of the bulletin itself
	address bool // that paragraph only addresses its readers, like 各单位：, so the next one makes a better summary
	nesting int  // containers that are open around the current block
	depth   int  // elements that are open in the current paragraph
	inCell  bool // in a table, where a line of the plain text is a row
	inAlt   bool // in text that must be plain, such as that of an image: it has no links and marks, and reports nothing
}

// span is a part of the plain text.
type span struct{ start, stop int }

// reset prepares the writer for another text, and drops this one.
func (w *writer) reset() {
	clear(w.slots) // they hold strings
	w.free()
	*w = writer{html: w.html[:0], text: w.text[:0], slots: w.slots[:0], nodes: w.nodes}
	if cap(w.html)+cap(w.text) > 1<<20 {
		*w = writer{} // a huge text must not keep its memory
	}
}

// document writes the whole text.
func (w *writer) document(root ast.Node) {
	w.findRawIDs(root)
	w.blocks(root)
	w.writeNotes()
	w.setLevels()
	w.checkAnchors()
	w.reportHTML()
	w.checkDefinitions()
}

// finish returns what was written. HTML, Text and Slots are in the buffers, and valid until the writer is reset.
func (w *writer) finish() Document {
	w.endLine()
	d := Document{
		HTML:       asString(w.html),
		Headings:   w.headings,
		Text:       strings.TrimRight(asString(w.text), "\n"),
		FirstImage: w.firstImage,
		Elsewhere:  w.elsewhere,
	}
	if len(w.slots) > 0 {
		d.Slots = w.slots
	}
	d.Summary = strings.Clone(summarize(d.Text, w.summary))
	return d
}

// asString returns a buffer as a string without copying. The buffer must not change while the string is in use.
func asString(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// blocks writes the children of a container or of the document.
func (w *writer) blocks(parent ast.Node) {
	base := w.enter()
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.block(c)
	}
	w.leave(base)
}

// contained writes the children of a container.
func (w *writer) contained(parent ast.Node) {
	w.nesting++
	w.blocks(parent)
	w.nesting--
}

func (w *writer) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.Paragraph:
		w.paragraph(n)
	case *ast.TextBlock: // the paragraph of a tight list
		w.inlines(n)
		w.endLine()
		if n.NextSibling() != nil && n.FirstChild() != nil {
			w.tag("\n")
		}
	case *ast.Heading:
		w.heading(n)
	case *ast.List:
		w.list(n)
	case *east.Table:
		w.table(n)
	case *ast.Blockquote:
		w.tag("<blockquote>\n")
		w.contained(n)
		w.tag("</blockquote>\n")
	case *ast.ThematicBreak:
		w.tag("<hr>\n")
	case *ast.CodeBlock:
		w.code(n, nil)
	case *ast.FencedCodeBlock:
		w.code(n, n.Language(w.src))
	case *east.DefinitionList:
		w.definitions(n)
	case *ast.HTMLBlock:
		w.htmlBlock(n)
	case *east.FootnoteList:
		w.noteList = n // written at the end
	case *ast.LinkReferenceDefinition:
		w.define(n)
	}
}

func (w *writer) paragraph(n *ast.Paragraph) {
	if w.figure(n) || w.blankParagraph(n) {
		return
	}
	start := len(w.text)
	w.tag("<p>")
	w.inlines(n)
	w.tag("</p>\n")
	if w.nesting == 0 && (w.summary.stop == 0 || w.address) && len(w.text) > start && !isImage(n) {
		w.summary = span{start, len(w.text)}
		w.address = bytes.HasSuffix(w.text, []byte("：")) || bytes.HasSuffix(w.text, []byte(":"))
	}
	w.endLine()
}

// isImage reports whether a paragraph is nothing but an image.
func isImage(p *ast.Paragraph) bool {
	_, ok := p.FirstChild().(*ast.Image)
	return ok && p.ChildCount() == 1
}

// blankParagraph drops the ideographic spaces with which Chinese typists indent a paragraph, since the theme decides about
// indents. It reports whether nothing is left.
func (w *writer) blankParagraph(n *ast.Paragraph) bool {
	t, ok := n.FirstChild().(*ast.Text)
	if !ok {
		return n.FirstChild() == nil
	}
	s := &t.Segment
	for s.Stop-s.Start >= 3 && string(w.src[s.Start:s.Start+3]) == "\u3000" {
		s.Start += 3
	}
	return s.IsEmpty() && t.NextSibling() == nil
}

func (w *writer) list(n *ast.List) {
	number := n.Start
	switch {
	case !n.IsOrdered():
		w.tag("<ul>\n")
	case n.Start == 1:
		w.tag("<ol>\n")
	default:
		w.tag(`<ol start="`)
		w.html = appendInt(w.html, n.Start)
		w.tag("\">\n")
	}
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		w.endLine()
		if isTask(item) {
			w.tag(`<li class="task">`)
		} else {
			w.tag("<li>")
		}
		if n.IsOrdered() {
			w.text = append(appendInt(w.text, number), ". "...)
			number++
		}
		if first := item.FirstChild(); first != nil && first.Kind() != ast.KindTextBlock {
			w.tag("\n")
		}
		w.contained(item)
		w.endLine()
		w.tag("</li>\n")
	}
	if n.IsOrdered() {
		w.tag("</ol>\n")
	} else {
		w.tag("</ul>\n")
	}
}

// isTask reports whether an item of a list begins with a box, [ ] or [x].
func isTask(item ast.Node) bool {
	if first := item.FirstChild(); first != nil && first.FirstChild() != nil {
		return first.FirstChild().Kind() == east.KindTaskCheckBox
	}
	return false
}

func (w *writer) code(n ast.Node, language []byte) {
	w.endLine()
	w.tag("<pre><code")
	if len(language) > 0 {
		w.tag(` class="language-`)
		w.html = appendEscaped(w.html, resolve(language))
		w.tag(`"`)
	}
	w.tag(">")
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		w.verbatim(line.Value(w.src))
	}
	w.tag("</code></pre>\n")
	w.endLine()
}

func (w *writer) definitions(n *east.DefinitionList) {
	w.tag("<dl>\n")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.endLine()
		if d, ok := c.(*east.DefinitionDescription); ok {
			w.tag("<dd>")
			if !d.IsTight {
				w.tag("\n")
			}
			w.contained(d)
			w.tag("</dd>\n")
		} else {
			w.tag("<dt>")
			w.inlines(c)
			w.tag("</dt>\n")
		}
	}
	w.endLine()
	w.tag("</dl>\n")
}

// inlines writes the text of a paragraph, heading, cell, or of an inline element.
func (w *writer) inlines(parent ast.Node) {
	base := w.enter()
	for c := parent.FirstChild(); c != nil; c = c.NextSibling() {
		w.inline(c)
	}
	w.leave(base)
}

func (w *writer) inline(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.prose(n.Segment.Value(w.src))
		if n.HardLineBreak() {
			w.hardBreak()
		} else if n.SoftLineBreak() {
			w.softBreak(n)
		}
	case *ast.Emphasis:
		if n.Level == 2 {
			w.element("strong", n)
		} else {
			w.element("em", n)
		}
	case *east.Strikethrough:
		w.element("del", n)
	case *ast.CodeSpan:
		w.codeSpan(n)
	case *ast.Link:
		w.link(n)
	case *ast.AutoLink:
		w.autoLink(n)
	case *ast.Image:
		w.image(n)
	case *ast.RawHTML:
		w.inlineHTML(n)
	case *east.FootnoteLink:
		w.noteMark(n)
	case *east.TaskCheckBox:
		// A character instead of a disabled input: it needs no label, prints, and can be copied.
		if n.IsChecked {
			w.tag(`<span class="task-mark">☑</span> `)
			w.text = append(w.text, "☑ "...)
		} else {
			w.tag(`<span class="task-mark">☐</span> `)
			w.text = append(w.text, "☐ "...)
		}
	}
}

func (w *writer) element(name string, n ast.Node) {
	if w.depth++; w.depth <= maxOpen {
		w.html = append(append(append(w.html, '<'), name...), '>')
		w.inlines(n)
		w.html = append(append(append(w.html, "</"...), name...), '>')
	} else {
		w.inlines(n)
	}
	w.depth--
}

func (w *writer) codeSpan(n *ast.CodeSpan) {
	w.tag("<code>")
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok {
			continue
		}
		code := t.Segment.Value(w.src)
		if w.inCell {
			code = unescapePipes(code)
		}
		if end := len(code) - 1; end >= 0 && code[end] == '\n' {
			w.verbatim(code[:end])
			w.verbatim([]byte{' '})
		} else {
			w.verbatim(code)
		}
	}
	w.tag("</code>")
}

// plainOf returns the plain text of the children of a node. It writes nothing.
func (w *writer) plainOf(parent ast.Node) string {
	html, text, alt := len(w.html), len(w.text), w.inAlt
	w.inAlt = true
	w.inlines(parent)
	plain := string(w.text[text:])
	w.html, w.text, w.inAlt = w.html[:html], w.text[:text], alt
	return plain
}
