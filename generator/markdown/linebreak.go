package markdown

import (
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
)

// softBreak writes the end of a source line inside a paragraph: nothing between Chinese characters or punctuation, since
// Chinese has no spaces between words, and a space elsewhere, including between Chinese and Latin (CSS Text 3 §4.1.3).
// goldmark's extension takes full-width punctuation such as ， for Latin, and drops a needed space if the next line begins
// with emphasis or a link.
func (w *writer) softBreak(n *ast.Text) {
	before, _ := utf8.DecodeLastRune(w.text)
	after := w.firstRune(n.NextSibling())
	if (isWide(before) || isWide(after)) && (isWide(before) || isQuote(before)) && (isWide(after) || isQuote(after)) {
		return
	}
	w.html = append(w.html, '\n')
	if len(w.text) > 0 && before != ' ' && before != '\n' {
		w.text = append(w.text, ' ')
	}
}

// isQuote reports whether r is a mark that Chinese shares with other languages, so that the other side of the break decides.
func isQuote(r rune) bool {
	switch r {
	case '“', '”', '‘', '’', '—', '…', '·':
		return true
	}
	return false
}

// firstRune returns the first character that an inline node and those after it will write, or a space if it is not known.
func (w *writer) firstRune(n ast.Node) rune {
	for n != nil {
		switch t := n.(type) {
		case *ast.Text:
			if b := t.Segment.Value(w.src); len(b) > 0 {
				r, _ := utf8.DecodeRune(b)
				return r
			}
		case *ast.RawHTML, *east.FootnoteLink:
		default:
			if n.FirstChild() == nil {
				return ' '
			}
			n = n.FirstChild()
			continue
		}
		n = n.NextSibling()
	}
	return ' '
}

// hardBreak writes a line break that the author wants.
func (w *writer) hardBreak() {
	w.tag("<br>\n")
	if w.inCell {
		w.text = append(w.text, ' ')
	} else {
		w.endLine()
	}
}
