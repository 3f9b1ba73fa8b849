package markdown

import (
	"bytes"

	"gongbao/generator/problem"

	"github.com/yuin/goldmark/ast"
)

// Images are files next to the bulletin. They are written with their width and height, so that the page does not jump while
// they load. An image on another site becomes a link, since loading it would be a request to a third party, which the
// archive's pages forbid (CSP). An image with a title that is a paragraph of its own is a figure with the title as its caption.

// figures is the state of the images of a text.
type figures struct {
	firstImage string
}

// figure writes a paragraph that is nothing but an image with a title, and reports whether it was one.
func (w *writer) figure(p *ast.Paragraph) bool {
	if !isImage(p) {
		return false
	}
	n := p.FirstChild().(*ast.Image)
	if len(bytes.TrimSpace(n.Title)) == 0 {
		return false
	}
	w.endLine()
	w.tag("<figure>")
	title := n.Title
	n.Title = nil // it is the caption
	w.image(n)
	w.endLine()
	w.tag("<figcaption>")
	w.prose(title)
	w.tag("</figcaption></figure>\n")
	w.endLine()
	return true
}

func (w *writer) image(n *ast.Image) {
	if w.inAlt {
		w.inlines(n)
		return
	}
	start := len(w.text)
	words := []byte(w.plainOf(n))
	w.imageTag(resolve(n.Destination), words, resolve(n.Title), n.Pos())
	w.text = append(w.text[:start], words...)
}

// imageTag writes an image, or the link or text that replaces it.
func (w *writer) imageTag(destination, alt, title []byte, pos int) {
	if len(bytes.TrimSpace(alt)) == 0 {
		w.report(problem.ImageText, pos, "an image without alternative text").Hint = "describe what it shows between the square brackets"
	}
	t := w.targetOf(destination, pos)
	switch t.kind {
	case targetFile:
	case targetWeb:
		if t.address != "" && t.address[0] == '/' && !bytes.HasPrefix(destination, []byte("//")) {
			break
		}
		w.report(problem.RemoteImage, pos, "an image on another site is linked, not shown").Hint = "copy it next to the bulletin"
		fallthrough
	default:
		if t.kind == targetSource || t.kind == targetHere {
			w.report(problem.NotAnImage, pos, "%s is not an image", destination)
			t = target{}
		}
		if w.inLink {
			w.html = appendEscaped(w.html, alt)
			return
		}
		w.openLink(t, title, pos)
		w.html = appendEscaped(w.html, alt)
		w.closeLink()
		return
	}
	w.tag(`<img src="`)
	if t.kind == targetFile {
		w.slot(SlotFile, t, pos)
		if w.firstImage == "" {
			w.firstImage = t.name
		}
	} else {
		w.webAddress(t, pos)
	}
	w.tag(`" alt="`)
	w.html = appendEscaped(w.html, alt)
	w.attribute("title", string(title))
	if f := w.files[t.name]; f.Width > 0 && f.Height > 0 {
		w.tag(`" width="`)
		w.html = appendInt(w.html, f.Width)
		w.tag(`" height="`)
		w.html = appendInt(w.html, f.Height)
	}
	w.tag(`" loading="lazy" decoding="async">`)
}
