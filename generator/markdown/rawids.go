package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"golang.org/x/net/html"
)

// Ids of the author's HTML (HTMLSanitized): the places that links such as <a href="#fn1"> lead to, above all the notes of pages that
// were made by other programs. An id fn1 is written as user_fn1, so that it cannot be one of the theme, of a heading or of a note: ids
// that are made of words have no underscore. Links in the same text keep leading to fn1; those from elsewhere need the prefix.

const rawPrefix = "user_"

const maxRawID = 100 // bytes

// findRawIDs notes the ids of a text, because a link may come before the place that it leads to.
func (w *writer) findRawIDs(root ast.Node) {
	if w.policy == nil || !bytes.Contains(w.src, []byte("=")) || !hasIDs(w.src) {
		return
	}
	w.rawIDs = map[string]bool{}
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		var b []byte
		switch n := n.(type) {
		case *ast.HTMLBlock:
			b = cutComments(concatenated(w.src, n.Lines()))
		case *ast.RawHTML:
			b = concatenated(w.src, n.Segments)
		default:
			return ast.WalkContinue, nil
		}
		for _, tag := range tagsIn(b) {
			for _, a := range tag.attributes {
				if (a.Key == "id" || a.Key == "name" && tag.name == "a") && isRawID(a.Val) {
					w.rawIDs[a.Val] = true
				}
			}
		}
		return ast.WalkContinue, nil
	})
}

func hasIDs(src []byte) bool {
	for _, key := range []string{"id", "ID", "Id", "name", "NAME", "Name"} {
		if bytes.Contains(src, []byte(key)) {
			return true
		}
	}
	return false
}

// isRawID reports whether an id or name of the author's HTML can be kept.
func isRawID(id string) bool {
	return id != "" && len(id) <= maxRawID && strings.IndexFunc(id, func(r rune) bool { return !isIDRune(r) && !strings.ContainsRune("-_.:", r) }) < 0
}

// takeID returns the id that is written for one of the author, or "" if it cannot be kept or is taken.
func (w *writer) takeID(id string, pos int) string {
	if !isRawID(id) {
		return "" // reported with the other attributes
	}
	if w.ids[rawPrefix+id] > 0 {
		w.note("the id "+excerptOf(id), "is used a second time", pos)
		return ""
	}
	w.reserve(rawPrefix + id)
	return rawPrefix + id
}

// idAttribute adds an id to a tag.
func (w *writer) idAttribute(id string) {
	w.tag(` id="`)
	w.slots = append(w.slots, Slot{Offset: len(w.html), Kind: SlotID})
	w.html = appendEscaped(w.html, []byte(id))
	w.tag(`"`)
}

// rawTag is a start tag of the author's HTML.
type rawTag struct {
	name       string
	raw        string
	attributes []html.Attribute
	at         int // byte of the text, once located
}

// locate finds the places of tags in the text, from one on. A piece of HTML has no comments and no marks of quotations any more, so
// they are looked for, and after the first that is not found, all are where that one was expected: a search must not be repeated.
func (w *writer) locate(tags []rawTag, from int) {
	lost := false
	for i := range tags {
		if !lost {
			n := bytes.Index(w.src[from:], []byte(tags[i].raw))
			if lost = n < 0; !lost {
				tags[i].at = from + n
				from += n + len(tags[i].raw)
				continue
			}
		}
		tags[i].at = from
	}
}

// tagsIn returns the start tags of a piece of HTML.
func tagsIn(b []byte) (tags []rawTag) {
	z := html.NewTokenizer(bytes.NewReader(b))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return tags
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			t := z.Token()
			tags = append(tags, rawTag{name: t.Data, raw: raw, attributes: t.Attr})
		}
	}
}
