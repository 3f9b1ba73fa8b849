package markdown

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// HTML that is allowed (HTMLSanitized). bluemonday sanitises each piece separately, as it occurs in the text. That is safe
// even though a piece may be only half of an element, because it allows no element whose content a browser parses differently:
// no script, style, title, textarea, svg or math. A tag that is cut in two is dropped with its half.
//
// What bluemonday lets through is then written tag by tag, with a stack of open elements, so that an author can
// neither leave an element open nor close one of the page: `<div>`, markdown, `</div>` works, a stray `</main>` does nothing. Links and
// images are treated like those of markdown, with the same problems and slots.
//
// No class or role is allowed, and an id or name gets a prefix (rawids.go): a text cannot imitate a part of the page. Of a style, only
// the numbering of a list is kept (listnumbers.go). What is left out is reported by its name (leftout.go).

// The elements that are allowed: text elements anywhere, block elements not inside a paragraph, heading or cell of markdown.
const (
	textElements  = "a abbr b bdi bdo cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var"
	blockElements = "blockquote dd details div dl dt figcaption figure h2 h3 h4 h5 h6 li ol p pre section summary table tbody td tfoot th thead tr caption ul"
	voidElements  = "br hr img wbr"
)

var isText, isBlock, isVoid = setOf(textElements + " " + anchorSpan), setOf(blockElements), setOf(voidElements)

// anchorSpan stands for a span in writer.open that takes the place of <a name="…">, which may be in a link. Its end tag is </a>.
const anchorSpan = "a-name"

// parents holds the elements one of which must directly contain an element. If one is open but not the innermost, those inside
// it are closed, as HTML allows: `<li>one<li>two`.
var parents = map[string]map[string]bool{
	"li": setOf("ol ul"), "dt": setOf("dl"), "dd": setOf("dl"),
	"caption": setOf("table"), "thead": setOf("table"), "tbody": setOf("table"), "tfoot": setOf("table"),
	"tr": setOf("table thead tbody tfoot"), "td": setOf("tr"), "th": setOf("tr"),
	"summary": setOf("details"), "figcaption": setOf("figure"),
}

func setOf(names string) map[string]bool {
	set := map[string]bool{}
	for n := range strings.FieldsSeq(names) {
		set[n] = true
	}
	return set
}

func newPolicy() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowNoAttrs().OnElements(strings.Fields(textElements + " " + blockElements + " " + voidElements)...)
	p.AllowAttrs("lang", "dir", "title").Globally()
	p.AllowAttrs("href").OnElements("a")
	p.AllowAttrs("src", "alt", "width", "height").OnElements("img") // the sizes are those of the file
	p.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("td", "th")
	p.AllowAttrs("scope").OnElements("th")
	p.AllowAttrs("start").Matching(listNumber).OnElements("ol")
	p.AllowAttrs("value").Matching(listNumber).OnElements("li")
	p.AllowAttrs("reversed").OnElements("ol")
	p.AllowAttrs("type", "style").OnElements("ol", "ul", "li")
	p.AllowAttrs("id").Globally()
	p.AllowAttrs("name").OnElements("a")
	p.AllowAttrs("datetime").OnElements("time", "ins", "del")
	p.AllowAttrs("open").OnElements("details")
	p.AllowURLSchemes(schemes...)
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	return p
}

// fragment writes a piece of the author's HTML. block is true between paragraphs and false inside one.
func (w *writer) fragment(b []byte, pos int, block bool) {
	typed := tagsIn(b)
	w.locate(typed, pos)
	z := html.NewTokenizer(bytes.NewReader(w.policy.SanitizeBytes(b)))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		t := z.Token()
		switch kind {
		case html.TextToken:
			w.freeText(t.Data)
		case html.StartTagToken, html.SelfClosingTagToken:
			for len(typed) > 0 && typed[0].name != t.Data {
				typed = w.leaveOut(typed)
			}
			if len(typed) > 0 {
				pos = typed[0].at
			}
			if !w.startTag(t, pos, block) {
				typed = w.misplace(typed)
			} else if len(typed) > 0 {
				typed = w.leaveOutAttributes(typed, t)
			}
		case html.EndTagToken:
			w.endTag(t.Data)
		}
	}
	for len(typed) > 0 {
		typed = w.leaveOut(typed)
	}
	if block { // only block elements may contain the markdown that follows
		for len(w.open) > w.base && (isText[w.open[len(w.open)-1]] || w.open[len(w.open)-1] == "p") {
			w.closeTop()
		}
		w.tag("\n")
	}
}

// freeText writes text between tags. Runs of blanks are one space in the plain text, as they are on the page.
func (w *writer) freeText(s string) {
	w.html = appendEscaped(w.html, []byte(s))
	blank := strings.TrimLeft(s, " \t\n") != s
	for word := range strings.FieldsSeq(s) {
		if n := len(w.text); blank && n > 0 && w.text[n-1] != '\n' && w.text[n-1] != ' ' {
			w.text = append(w.text, ' ')
		}
		w.text, blank = append(w.text, word...), true
	}
	if n := len(w.text); strings.TrimRight(s, " \t\n") != s && n > 0 && w.text[n-1] != '\n' && w.text[n-1] != ' ' {
		w.text = append(w.text, ' ')
	}
}

// startTag writes a start tag if the element is allowed here, and reports whether it is.
func (w *writer) startTag(t html.Token, pos int, block bool) bool {
	name := t.Data
	switch {
	case isVoid[name]:
		w.voidTag(t, pos, block)
		return name != "hr" || block
	case w.inAlt, isBlock[name] && !block, !isBlock[name] && !isText[name], len(w.open) >= maxOpen:
		return false
	case name == "a":
		return w.startLink(t, pos)
	case isBlock[name]:
		for len(w.open) > w.base && (isText[w.open[len(w.open)-1]] || w.open[len(w.open)-1] == "p") {
			w.closeTop()
		}
	}
	if allowed := parents[name]; allowed != nil && !w.closeUpTo(allowed) {
		return false
	}
	if isBlock[name] && name != "td" && name != "th" {
		w.endLine()
	}
	if name == "table" && !slices.Contains(w.open, "table") {
		w.openScroll(func() string { return "" })
	}
	w.html = append(append(w.html, '<'), name...)
	w.attributesOf(t, pos)
	w.open = append(w.open, name)
	return true
}

func (w *writer) voidTag(t html.Token, pos int, block bool) {
	switch t.Data {
	case "br":
		w.hardBreak()
	case "wbr":
		w.tag("<wbr>")
	case "hr":
		if block {
			w.tag("<hr>")
		}
	case "img":
		var src, alt, title string
		for _, a := range t.Attr {
			switch a.Key {
			case "src":
				src = a.Val
			case "alt":
				alt = a.Val
			case "title":
				title = a.Val
			}
		}
		if !w.inAlt {
			w.imageTag([]byte(src), []byte(alt), []byte(title), pos)
		}
		w.text = append(w.text, alt...)
	}
}

// startLink writes the start tag of a link, or of the place that one leads to.
func (w *writer) startLink(t html.Token, pos int) bool {
	href := attributeOf(t, "href")
	id := w.takeID(cmp.Or(attributeOf(t, "id"), attributeOf(t, "name")), pos)
	switch {
	case href == "" && id != "":
		w.tag("<span")
		w.idAttribute(id)
		w.tag(">")
		w.open = append(w.open, anchorSpan)
		return true
	case w.inLink || href == "":
		return false
	}
	d := w.targetOf([]byte(href), pos)
	if d.kind == targetNone {
		return true // reported already
	}
	w.linkID = id
	w.openLink(d, nil, pos)
	w.open = append(w.open, "a")
	return true
}

func attributeOf(t html.Token, key string) string {
	for _, a := range t.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// attributesOf writes the attributes that bluemonday kept, and ends the tag.
func (w *writer) attributesOf(t html.Token, pos int) {
	w.listAttributes(t)
	for _, a := range t.Attr {
		switch a.Key {
		case "id":
			if id := w.takeID(a.Val, pos); id != "" {
				w.idAttribute(id)
			}
			continue
		case "type", "style", "name":
			continue
		}
		w.tag(" ")
		w.tag(a.Key)
		w.tag(`="`)
		w.html = appendEscaped(w.html, []byte(a.Val))
		w.tag(`"`)
	}
	w.tag(">")
}

// closeUpTo closes open elements until one of those allowed is the innermost, and reports whether it could. It closes none if
// none of those allowed is open in this container, or only outside a table.
func (w *writer) closeUpTo(allowed map[string]bool) bool {
	for i := len(w.open) - 1; i >= w.base; i-- {
		if allowed[w.open[i]] {
			for len(w.open) > i+1 {
				w.closeTop()
			}
			return true
		}
		if w.open[i] == "table" || parents[w.open[i]] == nil && !isText[w.open[i]] {
			return false
		}
	}
	return false
}

// endTag closes the innermost element with a name, and those inside it, if the author opened one in this container.
func (w *writer) endTag(name string) {
	for i := len(w.open) - 1; i >= w.base; i-- {
		if w.open[i] == name || name == "a" && w.open[i] == anchorSpan {
			for len(w.open) > i {
				w.closeTop()
			}
			return
		}
	}
}

// closeTop closes the innermost element that the author opened.
func (w *writer) closeTop() {
	name := w.open[len(w.open)-1]
	w.open = w.open[:len(w.open)-1]
	switch name {
	case "a":
		w.closeLink()
		return
	case anchorSpan:
		w.tag("</span>")
		return
	}
	w.html = append(append(append(w.html, "</"...), name...), '>')
	switch {
	case name == "table" && !slices.Contains(w.open, "table"):
		w.tag("</div>")
		w.endLine()
	case name == "td" || name == "th":
		w.text = append(w.text, '\t')
	case isBlock[name]:
		w.endLine()
	}
}
