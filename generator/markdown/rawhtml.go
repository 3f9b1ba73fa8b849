package markdown

import (
	"bytes"
	"strings"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// HTML in the text. With HTMLOff it is shown as typed, so that no text is lost and the author notices, and reported once. Two
// things are allowed in either mode: a comment, which is the author's note and is left out, and <br>, since a table's cell has
// no other way to break a line.

// raw is the state of the HTML of a text.
type raw struct {
	shown tally    // pieces that were shown as text
	open  []string // elements that the author has opened (HTMLSanitized)
	base  int      // of open: those from here on belong to the current container

	leftOut []leftOut // by their first place (HTMLSanitized)
	rawIDs  map[string]bool
	linkID  string // the id of the link that is opened next
}

// tally counts what is reported once, at its first place.
type tally struct {
	n     int
	first int
	what  string
}

func (t *tally) add(b []byte, pos int) {
	if t.n++; t.n == 1 {
		line, _, _ := bytes.Cut(b, []byte{'\n'})
		t.first, t.what = pos, strings.ToValidUTF8(string(line[:min(len(line), 40)]), "")
	}
}

// places describes the places.
func (t *tally) places() string {
	if t.n > 1 {
		return "here and further on"
	}
	return "here"
}

// enter begins the content of a container. leave ends it, and the elements that the author opened in it; it takes what enter
// returned.
func (w *writer) enter() int {
	outer := w.base
	w.base = len(w.open)
	return outer
}

func (w *writer) leave(outer int) {
	for len(w.open) > w.base {
		w.closeTop()
	}
	w.base = outer
}

func (w *writer) inlineHTML(n *ast.RawHTML) {
	if n.Segments.Len() == 0 {
		return
	}
	first := n.Segments.At(0)
	b := concatenated(w.src, n.Segments)
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
	case isBreak(b):
		w.hardBreak()
	case w.policy != nil && w.spend(cleanSteps, first.Start):
		w.fragment(b, first.Start, false)
	default:
		w.showHTML(b, first.Start)
	}
}

func (w *writer) htmlBlock(n *ast.HTMLBlock) {
	lines := n.Lines()
	if lines.Len() == 0 {
		return
	}
	first := lines.At(0)
	b := concatenated(w.src, lines)
	if n.HasClosure() {
		b = append(b, n.ClosureLine.Value(w.src)...)
	}
	b = bytes.TrimSpace(cutComments(b))
	if len(b) == 0 {
		return
	}
	w.endLine()
	if !bytes.ContainsAny(b, "<&*_`[~#|") { // plain words on the line of a comment
		w.tag("<p>")
		w.verbatim(b)
		w.tag("</p>\n")
		return
	}
	if w.policy != nil && w.spend(cleanSteps+scanSteps*len(b), first.Start) {
		w.fragment(b, first.Start, true)
	} else {
		w.tag("<p>")
		w.showHTML(b, first.Start)
		w.tag("</p>\n")
	}
	w.endLine()
}

// concatenated returns the lines of a node as one copy.
func concatenated(src []byte, lines *text.Segments) []byte {
	var b []byte
	for i := range lines.Len() {
		line := lines.At(i)
		b = append(b, line.Value(src)...)
	}
	return b
}

// cutComments removes all comments that have an end.
func cutComments(b []byte) []byte {
	var kept []byte
	for {
		start := bytes.Index(b, []byte("<!--"))
		if start < 0 {
			return append(kept, b...)
		}
		end := bytes.Index(b[start+2:], []byte("-->")) // <!--> is a comment as well
		if end < 0 {
			return append(kept, b...)
		}
		kept = append(kept, b[:start]...)
		b = b[start+2+end+3:]
	}
}

// isBreak reports whether b is <br>, <br/> or <BR />.
func isBreak(b []byte) bool {
	inner := bytes.TrimSuffix(bytes.TrimSuffix(bytes.TrimPrefix(b, []byte{'<'}), []byte{'>'}), []byte{'/'})
	return bytes.EqualFold(bytes.TrimSpace(inner), []byte("br")) && b[1] != '/'
}

// showHTML writes HTML as text.
func (w *writer) showHTML(b []byte, pos int) {
	w.verbatim(b)
	if !w.inAlt {
		w.shown.add(b, pos)
	}
}

// reportHTML reports HTML that was shown as text, or of which something was left out.
func (w *writer) reportHTML() {
	if w.shown.n > 0 {
		w.report(problem.HTMLShown, w.shown.first, "HTML %s is shown as text: %q", w.shown.places(), w.shown.what).Hint =
			"write it in markdown, or allow harmless HTML with `unsafe_html: sanitized` in site.yaml"
	}
	w.reportLeftOut()
}
